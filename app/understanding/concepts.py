"""Words of both languages that say the same, under one name: what is learnt from one is known of all.

These are for telling intents apart; the letters of lexicon.py are for telling an emergency.
"""

from itertools import pairwise

CONCEPTS: dict[str, str] = {
    # asking and wanting
    "where": "where donde wheres adonde dnd onde",
    "how": "how como how_to how_can_i how_do_you",
    "what": "what que cual cuales which",
    "who": "who quien quienes",
    "when": "when cuando time hora hours schedule horario",
    "why": "why porque por_que",
    "can": "can could may puedo puede pueden puedes podria podrian possible",
    "want": "want quiero wanna would_like like quisiera deseo wish interested busco looking look trying prefer prefiero ocupo",
    "need": "need needs necesito necesita necesitamos falta",
    "find": "find get obtain pick consigo conseguir encontrar encuentro agarrar obtener source grab score hallar pick_up",
    "give": "give gives giving hand out dan dar da dame deme denme regalan regala reparten distribute offer offers ofrecen provide",
    "have": "have has got tiene tienen tengo hay carry carries stock available disponible",
    "send": "send mail ship deliver mandan mandar envian enviar correo manden mande mandame envien envie mandenme",
    "show": "show see view list muestra muestrame muestreme ver lista ensename",
    "go": "go going voy ir going_to gonna",
    "near": "near near_me close closest nearest nearby cerca around cercano cercana local",
    "open_now": "open opens close closes abierto abierta abre cierra abren today hoy tonight",
    "free": "free gratis gratuito gratuita cost costs cuesta price cheap",
    "please": "please porfa favor por_favor porfavor kindly",
    "help": "help ayuda ayudar ayudan assist assistance support apoyo helping ayudarme",
    # time
    "minutes": "minutes minuto seconds segundos",
    "hour": "hour hours",
    "every": "every_day every_hour daily diario diaria diarios diariamente nightly hourly weekly recurring cada every each semanal todos todas siempre regularly regular schedule everyday routine",
    "day": "day days dia dias night nights noche noches morning mornings manana mananas evening evenings tarde noon midnight weekend weekends nite nites",
    "now": "now right_now ahora ahorita already ya asap urgent immediately",
    "later": "later luego tomorrow soon pronto after despues",
    "past": "last_year last_month last_week years_ago weeks_ago yesterday ayer once before antes days_ago last_night recently hace_poco used_to previously",
    "again": "again otra vez nuevo nuevamente back volver vuelvan re anew reactivar reanudar resume",
    # the line and its messages
    "message": "message messages text texts texting texted messaging textos texto mensajes sms textear texteen escriban escribir escribirme escribas escriba escribeme write writing manden send_me notifications notificaciones spam",
    "call": "call calls calling called phone llamar llamen llame llamame llamenme llameme marcar marquen dial callback ring",
    "number": "number numbers numero telefono contact contacto",
    "stop": "stop quit end cease halt cancel unsubscribe alto parar paren pare para cancelar cancela cancelen basta detener detengan terminar no_mas enough discontinue desist",
    "off": "off out remove take_off fuera quitar quiten quitenme quiteme quitame saquen saquenme sacar saqueme sacame leave",
    "start": "start begin resume subscribe resubscribe join enroll unstop empezar iniciar comenzar suscribir suscribirme inscribir apuntame reanudar activar activen restart signup enlist",
    "list": "list lista subscription suscripcion program programa roster mailing",
    "consent": "consent permission consentimiento permiso revoke revoco withdraw retiro opt_out opt_in optout autorizo",
    "delete": "delete erase wipe clear destroy purge forget borrar borra borren borre eliminar elimina eliminen elimine olvidar olvida olvide olviden olvidame olvideme scrub shred remove",
    "data": "data info information record records history datos informacion historial account cuenta conversation conversacion system sistema files expediente stored",
    "keep": "keep save store saved stored guardar guarden guarda guarde guardan kept track",
    "menu": "menu options option opciones opcion commands comandos choices instructions instrucciones directions main home regresar inicio",
    "service": "line service services servicio servicios hotline linea porchlight program bot chatbot app system",
    "this": "this these it that esto este esta estos eso",
    "language": "spanish english language idioma ingles espanol lenguaje castellano french portuguese",
    "speak": "speak talk say hablar habla hablan hablo hablas speaks chat converse platicar decir digame speaking",
    "human": "human person agent operator representative real_person counselor counsellor nurse staff peer worker humano persona operador agente consejero consejera enfermera trabajador promotora somebody someone alguien people robot bot machine maquina real volunteer advocate therapist navigator",
    "check": "check check_in check_on checkin checkup check_up revisame revisen revisar revisenme reviseme chequeo chequeos chequeame checame checking monitor watch spot spotter cuidame vigilar checar chequen chequear ping asegurate",
    "timer": "timer alarm temporizador timers alarma countdown",
    "alone": "alone solo sola by_myself solito solita soledad lonely",
    "use": "use using uso usar usando usa usare consumir consumo consumiendo uses used",
    "about_to": "about_to punto gonna about",
    "alive": "alive vivo viva breathing awake despierto despierta safe salvo respirando living",
    "fine": "ok okay fine good well alright great bien cool straight tranquilo tranquila perfecto perfect chillin orden",
    # naloxone and supplies
    "naloxone": "narcan naloxone naloxona kloxxado",
    "kit": "kit kits spray vial vials dose doses dosis boxes",
    "syringe": "syringes syringe needles needle jeringas agujas points puntas rigs works cuetes sharps darts harpoons insulin pins binkies barrels",
    "exchange": "exchange syringe_exchange ssp intercambio van camioneta outreach mobile",
    "gear": "cookers cotton cottons tourniquet tourniquets ties water_sterile swabs pads filters filter foil pipe pipes pipa pipas stem stems bubble bubbles screens straws supplies supply kits boquillas mouthpieces condoms condones algodon algodones cocinas torniquete popotes aluminio chore chore_boy pushers pyrex",
    "dispose": "dispose disposal drop throw trash container sharps_container tirar tiro botar dejar bote contenedor deposit",
    "used": "used usadas usados dirty old",
    "clean_new": "clean new fresh sterile limpias limpios nuevas nuevos limpia nueva esteril unused",
    "strip": "test_strips strips strip tiras reactivas tirita line lines raya lineas",
    "test": "test tests testing tested prueba pruebas probar examen analizar analisis checked screening screened testear pruebo",
    "line_result": "one two una dos positive negative positiva negativa positivo negativo faint",
    "contaminated": "laced cut tainted fake contaminated adulterada falsas falsa contaminada real pure pressed counterfeit",
    "hiv": "hiv vih aids sida hep_c hepatitis hcv std sti ets syphilis sifilis gonorrhea chlamydia prep pep hpv herpes exposure exposed clamidia gonorrea",
    "shared": "shared share sharing comparti compartimos compartir poked stuck needlestick condom unprotected condon compartido",
    # body and care
    "wound": "wound abscess sore ulcer infected infection infectada infectado herida heridas absceso llaga llagas ulcera infeccion pus swollen hinchado hinchada swelling streak rash burn burns lump bump cellulitis scab maggots missed rotting smells hincho swole oozing leaking blister bola grano roja rojo red stinks bruise necrosis hoyo hole draining drain",
    "limb": "arm arms leg legs hand foot skin vein veins brazo pierna mano piel vena venas finger toe thigh forearm calf elbow neck pie dedo ankle butt",
    "bandage": "bandage bandages gauze dressing dressings vendas gasas ointment curacion curar curan nurse clean_wound tape saline antibiotic",
    "hospital": "hospital er clinic clinica doctor dr medico emergency_room urgent_care",
    # treatment
    "treat": "treatment rehab detox recovery tratamiento rehabilitacion desintoxicacion inpatient outpatient program sober sobriety sobrio na aa meetings reuniones counseling bed beds camas anexo halfway moud mat taper tapering",
    "medicine_oud": "suboxone buprenorphine methadone metadona sublocade vivitrol buprenorfina naltrexone suboxona brixadi",
    "quit_drug": "quit kick clean sober dejar dejo dejarlo stop_using withdrawal withdrawals withdrawing abstinencia malilla dope_sick dopesick sick craving cravings relapse relapsed recai addiction addicted adiccion adicto addict kicking precips enganchado enganchada",
    # drugs
    "opioid": "fentanyl heroin dope opioid opioids opiates oxycodone percocet xylazine medetomidine nitazenes nitazene fentanilo heroina chiva xilacina blues m30 m30s codeine lean morphine tar tramadol hydrocodone",
    "stim": "meth cocaine coke crack speed adderall crystal ice coca cristal piedra perico stimulants mdma molly ecstasy tachas extasis amphetamine uppers foco vidrio rock ritalin blow bump rolls",
    "downer": "xanax benzos klonopin valium ghb ketamine alcohol liquor booze beer drinking drink drunk vodka g cerveza tomar whiskey bars soma gabapentin ativan",
    "other_drug": "weed acid lsd shrooms mushrooms kratom nitrous whippets edibles marihuana hongos acido mota cannabis poppers dmt edible",
    "drug": "drug drugs droga drogas pills pill pastillas stuff product batch bag bags bolsa bolsas powder polvo mercancia supply substance substances dosis",
    "route": "smoke smoking shoot shooting inject injecting snort snorting boof boofing slam slamming fumar inyectar inyectarme esnifar plugging iv muscling inhale picarme picar fumo inject_myself foil inyecto inyectarse",
    "safer": "safe safer safely safety seguro segura risk riesgo danger dangerous peligroso tips tip consejos avoid prevent evitar prevenir careful cuidado harm_reduction peligro advice prevention prevencion",
    "mix": "mix mixing mezclar combine together combinar mezcla juntos combo mezclo",
    "legal": "legal illegal arrested arrest arrestar police cops cop policia jail ley law laws rights derechos warrant probation parole migra deport deportan papeles prison carcel trouble arrestan",
    "private": "private anonymous confidential anonimo privado confidencial anonimous track trace secret",
    "basics": "shelter housing food albergue refugio comida shower hungry insurance medicaid seguro_medico homeless bus_pass laundry clothes ropa id pantry meal meals",
    "alert": "alert alerts warning warn alertas alerta avisar avisen aviso report reportar reporte reporting beware circulando going_around heads_up advise reporto rumor word",
    "bad": "bad_batch bad mala malo hot strong fuerte weird rara raro nasty sketchy malas",
    # feelings, loss, thanks, complaint
    "sad": "sad lonely depressed scared anxious stressed struggling triste deprimido deprimida miedo grief grieving crying hopeless overwhelmed ansiedad angustia extrano missing miss duelo dolor",
    "lost": "lost died passed funeral dead buried murio perdi perdimos fallecio enterramos killed lose",
    "thanks": "thanks thank gracias appreciate agradezco bless bendiga grateful appreciated",
    "hello": "hi hello hey hola howdy morning buenas buenos sup yo saludos afternoon evening greetings",
    "bye": "bye goodbye adios later ttyl hasta cuidense nos_vemos",
    "praise": "helpful great awesome amazing love best helped saved excelente util salvaron salvo ayudaron excellent wonderful sirvio funciono",
    "complain": "closed wrong rude useless sucks stupid broken outdated empty disconnected refused complaint terrible worst slow cerrado equivocada groseros grosera pesimo inutil queja vacia mal dumb trash garbage moved incorrect mean turned cerraron grosero shut cerro cerradas crap confusing atencion",
    "info_line": "address direccion hours horario directions location lugar place places sites website link enlace map",
    # everyday life: speaks for something this line has nothing to do with
    "x_food": "pizza eat eating lunch dinner breakfast food cook cooking rice eggs milk bread chicken burger tacos taco cake cookies chocolate coffee tea cena cenar comer desayuno leche pan huevos tortillas cafe pastel pollo arroz wings fries sushi soup noodles snack hungry restaurant restaurante kitchen recipe receta cheese ice_cream popcorn candy sandwich makan pozole enchiladas chelas beer beers curry",
    "x_media": "movie movies show netflix song music video tv episode game games album concert youtube series pelicula cancion juego tele musica radio spotify tiktok instagram facebook whatsapp meme memes film cinema cine novela partido futbol podcast ringtone playlist",
    "x_school": "school class homework exam exams test_tomorrow lecture teacher college study studying assignment quiz project paper essay clase tarea examen escuela maestra universidad notes semester tuition project thesis grades",
    "x_work": "work job boss office meeting shift client trabajo jefe oficina junta hiring resume overtime coworker colleague interview payroll salary",
    "x_travel": "car bus train flight plane uber taxi traffic airport ticket tickets trip hotel drive driving parking carro camion vuelo viaje gasolina boleto trafico metro aeropuerto pasaje vacation ride mrt gate station truck",
    "x_money": "money pay paid bill bills rent bank loan cash prize won win claim winner award awarded offer discount sale account credit dinero pagar renta banco prestamo premio ganaste oferta deposito venmo guaranteed voucher reward bonus pounds dollars refund fee vip code lottery",
    "x_family_talk": "dear darling babe baby honey sweetie love miss xoxo kiss hug amor carino bebe wife gf bf mom mum dad kids wedding birthday cumpleanos anniversary navidad christmas diwali party fiesta",
    "x_chat": "lol haha hahaha lmao omg wow lah lor leh liao meh hor sia wif dun den juz oso wat nvm ar lar wah aiyo hmm yup nope ok_lor haiz gd nite tmr jaja jajaja neta orale chido padre",
    "x_meet": "meet meeting_up come coming arrive arrived reach reached waiting wait outside home tonight weekend tomorrow saturday sunday monday friday plan plans llego llegue vienes vienen espero afuera casa sabado domingo viernes later pick_me",
    "x_phone": "charger wifi password laptop computer email internet app download update battery screen charge signal computadora clave correo_electronico pdf photo pic pics picture foto fotos camera ringtone mobile sim",
    "x_weather": "rain raining snow weather sunny hot_outside cold_outside wind llover clima lluvia frio calor snowing umbrella storm degrees",
    "x_shop": "buy bought store shop shopping shoes dress shirt size order delivery package comprar tienda zapatos vestido camisa talla pedido paquete amazon walmart mall sell selling vendo color price",
    "x_sport": "gym team score football basketball soccer workout run match practice training_game coach equipo gano win season league",
    "x_body": "headache cold flu tooth teeth stomach cough allergy allergies back dentist doctor gripa gripe tos muela estomago espalda cabeza fever nose tired sleepy exhausted hungover crudo",
    "x_animal": "dog cat fish puppy perro gato bird kitten pet mascota",
}


def _table() -> dict[str, tuple[str, ...]]:
    """Word -> the concepts it belongs to."""
    table: dict[str, tuple[str, ...]] = {}
    for concept, listed in CONCEPTS.items():
        for word in dict.fromkeys(listed.split()):
            table[word] = (*table.get(word, ()), concept)
    return table


_CONCEPTS_OF = _table()
CONCEPT_WORDS: frozenset[str] = frozenset(_CONCEPTS_OF)


def features(tokens: list[str]) -> list[str]:
    """The concepts of the words, pairs of neighbours among them, and how many words of everyday life there are."""
    named = [_CONCEPTS_OF[token] for token in tokens if token in _CONCEPTS_OF]
    found = [f"@{concept}" for concepts in named for concept in concepts]
    found += [f"@{first[0]} {second[0]}" for first, second in pairwise(named)]
    everyday = sum(1 for concepts in named if concepts[-1].startswith("x_"))
    ours = sum(1 for concepts in named if not concepts[0].startswith("x_") and concepts[0] not in _PLAIN)
    found.append(f"@life{min(everyday, 3)}")
    found.append(f"@ours{min(ours, 4)}")
    return found


_PLAIN = frozenset(
    "where how what who when why can want need find give have send show go please now later this day again hello thanks bye fine past free".split()
)
