"""Classes of words that matter for telling an emergency: one letter a word, one short string a message."""

# Letter -> words. A message becomes a string of these letters ('.' for every other word); the rules in signs.py
# and the model's features read that string, so a synonym added here works everywhere.
CLASSES: dict[str, str] = {
    # who
    "P": """he she they him her them his someone somebody person friend boyfriend girlfriend husband wife brother sister mom dad
        mother father son daughter kid child baby toddler cousin uncle aunt nephew niece grandma grandpa grandson granddaughter roommate
        neighbor neighbour man woman guy girl dude boy lady stranger partner buddy homeless buddy pal bud teen teenager client coworker
        fiance fiancee stepdad stepmom stepson ex peer resident tenant guest bestie folks
        ella ellos alguien persona amigo amiga novio novia esposo esposa hermano hermana mama papa madre padre hijo hija nino nina bebe
        primo prima tio tia sobrino sobrina abuelo abuela nieto nieta companero companera vecino vecina senor senora muchacho muchacha
        chico chica hombre mujer cunado cunada compa vato carnal roomie lo la suegra suegro pareja morro morra chavo chava""",
    "I": "i me my myself mine yo mi me estoy we us our mismo misma siento",
    # breathing and waking
    "N": """not no never stopped quit barely hardly without nothing casi_no apenas dejo_de ya_no sin ni none nobody tampoco nadie unable
        ceased stops paro nunca nada""",
    "B": "breathing pulse heartbeat air oxygen respira respire respiro pulso resuello aliento respirado respiraba aire latido",
    "W": """wake awake awaken respond responding response responsive responds responded react reacting reacts reaction moving budge come_to coming_to despierta despierte despierto reacciona responde mueve
        despertado reaccionado movido moviendo levanta levantar wakened rouse arouse pararse come_back coming_back
        snap_out rise rising budging stir stirring respuesta vuelve regresa volver""",
    "l": "move moves moved talk talking answer answers answering open opening speak contesta abre abrir habla hablando hablar",
    "C": "blue gray purple pale ashen white yellow azul morado gris palido bluegray",
    "L": "lips lip face skin fingers fingernails nails fingertips lipz color colour mouth labios cara piel dedos unas boca uñas",
    "U": """unconscious unresponsive limp lifeless collapsed inconsciente desmayado desvanecido desplomado floppy slumped comatose
        motionless unconsciousness collapse se_paso_de se_le_paso inerte tieso g_out ragdoll rag_doll dead_weight losing_him out_cold
        going_under fading slipping_away""",
    "u": """passed_out fell_out nodding_out nodding_off nodding zonked dropped_out passedout tirado dormido se_durmio se_cayo
        se_quedo slouched cabeceando noqueado doblado cayo perdido faint fainted fainting drowsy sleepy sedated""",
    "G": "gurgling gurgle gurgles rattling rattle foaming foam froth frothing espuma gorgoteo gorgoteando gargling borbotea",
    "g": "snoring snores snore choking choked choke chokes gasping gasp vomiting vomit puking ronca roncando ahogando ahoga atragantando vomitando vomito ronquidos",
    "c": "cold clammy stiff freezing icy frio fria helado helada sudando sweating",
    "s": "slow shallow weird strange funny weak faint irregular slowly strangely raro rara lento lenta despacio debil feo leve",
    # the words themselves
    "O": "overdosed overdosing sobredosis",
    "o": "overdose overdoses odd o/d",
    "A": "overamp overamping overamped",
    "Y": "dying die dies dead muriendo muerto muerta muere morir dieing deceased",
    "y": "died death deaths murio fallecio murieron",
    "Z": "seizure convulsion temblando shaking twitching jerking spasming spasms seizes seized espasmos",
    "H": "heart chest corazon pecho head cabeza chest_pain heart_attack heart_racing heart_beating pressure temperature fever fiebre",
    "R": "racing pounding pain hurts hurting fast tight exploding explode acelerado rapido duele dolor aprieta explota burst beating presion late skipping",
    "X": "overheating burning_up hot overheated burning caliente ardiendo quemando sobrecalentado hirviendo",
    "V": """hallucinating paranoid hallucinations paranoia shadow_people voices psychosis freaking tweaking spun crawling bugs alucinando
        paranoico paranoica alucina voces sombras bichos agitated agitado agitada grinding awake_days""",
    # drugs and taking them
    "D": """fentanyl heroin dope opioid opioids opiate opiates oxycodone percocet percocets vicodin norco hydrocodone morphine dilaudid
        codeine tramadol methadone suboxone xanax benzos klonopin valium ativan bars pills pill meds medication medicine drugs drug xylazine
        medetomidine ghb g ketamine alcohol liquor vodka booze pastillas droga drogas heroina fentanilo medicina medicinas medicamentos
        alcohol chiva blues m30 m30s 30s lean nitazene nitazenes nitazenos shot patch patches stuff pressed gabapentin soma speedball
        speedballs mdma ecstasy acid lsd shrooms edibles tablets capsules cap caps bag bags jeringas benzodiazepinas tranquilizantes
        barras tachas clonazepam rivotril diazepam syrup powder polvo sleeping tylenol goofball""",
    "S": """meth crystal cocaine coke crack speed adderall ice glass stimulants stimulant amphetamine amphetamines upper uppers tweak
        coca cristal vidrio foco rock rocks piedra crico anfetamina anfetaminas ritalin vyvanse bath perico""",
    "T": """took taken take taking swallowed shot injected snorted smoked used did banged hit mixed using smoking
        injecting snorting popped ingested tomo tome trago inyecto fumo metio consumio uso se_metio esnifo mezclo
        metieron tomaron ingirio fumando tomando consumiendo inhalo high sold pico drogo drogado puesto""",
    "k": "ate eat eating drank drunk drinking bebio comio borracho bebiendo comiendo chugged comer",
    "M": "too_much too_many a_lot whole_bottle demasiado demasiada demasiadas demasiados mucho mucha muchas muchos whole entire bunch extra double excess",
    # naloxone, finding, urgency
    "n": "narcan naloxone naloxona nasal spray kloxxado",
    "f": "where find get free kit kits near near_me donde gratis consigo conseguir regalan busco carry available stock closest",
    "!": """help now sos ambulance emergency hurry quick right_now omg please ayuda auxilio ambulancia emergencia urgente rapido ahora
        scared 911 medic medics ya immediately desperate crying panicking hospital cpr compressions""",
    # what speaks against an emergency in front of us
    "F": """if in_case what_if if_someone someday hypothetically whenever everytime would might si cuando quiza future suppose
        in_general normally usually normalmente generalmente algun_dia una_persona a_person ever someones general hypothetical""",
    "K": """last_year last_month last_week years_ago weeks_ago days_ago yesterday ayer back_in used_to anniversary funeral lost passed
        miss missing grieving memorial years perdi perdimos velorio the_time entierro survived recovered hubo previously recently grief buried rip mourning ago hace_poco childhood
        back_then haunted dreams flashback flashbacks nightmares birthday buried guilt guilty murio_de extrano cumple""",
    "E": """news movie documentary article paper essay homework show episode season song lyrics book podcast training presentation
        study report statistics stats rates numbers poster netflix series tiktok video story law laws bill policy research meme
        pelicula noticias serie clase tarea cancion juego curso examen libro articulo ley leyes reporte estadisticas quiz exam
        workshop flyer awareness epidemic crisis interview album band singer trending character paper hulu drama actor actress""",
    "J": "lol joke joking kidding lmao funny broma risa bromita kiddin",
    "Q": "what how can does do why which is signs_of how_to how_can_i how_do_you cuanto cuanta como que cual prevent avoid prevenir evitar reduce risk risks chances often difference",
    "a": "okay ok fine good alive better breathing_fine safe mejor vivo viva sano recovered woke despierta recuperado",
    "h": """phone battery car bus laptop computer internet wifi plant plants dog cat fish alarm tv xbox signal cell movil celular telefono
        carro bateria perro gato planta wallet app data screen ps5 printer fridge team tire engine snaps snap email emails calls dms ig insta instagram facebook whatsapp
        compu computadora pagina web website server landlord emails boss teacher customer texts mails ringtone game controller mic camera""",
    "w": """school class shift gym church airport flight meeting alarm practice game exam trabajo escuela clase misa vuelo
        alarms alarma alarmas despertador breakfast brunch lunch dinner sleep nap early morning tired hungry noon""",
    "t": "turning turned looks looking look looks_like going went gone getting esta se_puso poniendo puso ponen ponio puesta veo ve",
    "+": "and but n y pero with con from after around in at on then e or so cause because since",
    "b": "bad_batch batch batches supply lote stamp stamped cut mala malo going_around alert alerts warning",
}


def _table() -> dict[str, str]:
    """Word -> letter; the first class that lists a word keeps it."""
    table: dict[str, str] = {}
    for letter, listed in CLASSES.items():
        for word in listed.split():
            table.setdefault(word, letter)
    return table


LETTER: dict[str, str] = _table()

# Where one of these is, less certainty is needed.
EVIDENCE: frozenset[str] = frozenset("BWUuGgOoAYyZHXVMnl")
# These alone speak more softly: they are words of any day too.
FAINT: frozenset[str] = frozenset("CDScTRks!")


def shape(tokens: list[str]) -> str:
    """The message as one letter a word."""
    get = LETTER.get
    return "".join([get(token, ".") for token in tokens])
