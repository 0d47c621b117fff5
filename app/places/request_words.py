"""Words for services and wishes, English and Spanish together: a row more is a word more that is understood."""

from __future__ import annotations

SERVICE_WORDS: tuple[tuple[str, str], ...] = (
    ("drug_checking", (r"(?:drugs?|dope|sample|stuff|bag|supply|powder|pills?) (?:checking|check(?:ed)?|test(?:ing|ed)?|analy[sz]ed)|drug[- ]check\w*"
     r"|(?:check|test|analy[sz]e) (?:my |our |the |some |a )?(?:drugs?|dope|sample|stuff|bag|supply|coke|pills?)"
     r"|(?:get|have|getting) (?:my |a |some |the )?(?:drugs?|dope|sample|stuff|bag|supply|coke|pills?) (?:checked|tested|analy[sz]ed)|spectrometer|ftir"
     r"|analizar (?:mi |la |una )?(?:droga|muestra)s?|an[aá]lisis de drogas?")),
    ("test_strips", (r"(?:fent(?:anyl)?|fetty|xylazine|tranq|drug|medetomidine|nitazene)? ?test(?:ing)? ?strips?|strips|(?:fentanyl|fent|xylazine|tranq) (?:tests?|strips?)"
     r"|tiras?(?: reactivas?)?(?: de (?:prueba|fentanilo|xilacina))?")),
    ("disposal", (r"(?:drop(?:ping|ped)?(?: ?-? ?off)?|dispos\w*|get(?:ting)? rid of|throw(?:ing)?(?: away| out)?|return(?:ing)?|take back|turn in|dump(?:ing)?)(?: of)?"
     r"(?: my| the| our| some| old| used| dirty)* (?:needles?|syringes?|sharps|points|rigs|works)(?: off)?|sharps(?: ?(?:container|box|bin|disposal|drop(?: ?off)?|kiosk))?"
     r"|(?:needles?|syringes?) (?:disposal|drop(?: ?-?off)?|take ?back|bin|return)|(?:used|dirty|old) (?:needles?|syringes?|points|rigs)(?: drop(?: ?off)?)?"
     r"|(?:dejar|tirar|botar|entregar|desechar)(?: (?:mis|las|unas))* (?:jeringas|agujas|jeringuillas)(?: usadas)?|(?:jeringas|agujas) usadas")),
    ("syringes", (r"(?:clean|new|free|sterile|fresh)? ?(?:needles?|syringes?|rigs|points|sharps|outfits|works|cookers|cottons)(?: exchange| program| service)?s?"
     r"|needle ?exchange|syringe (?:exchange|service|access)(?: program)?|ssp|sep\b|jeringas?(?: limpias?| nuevas?)?|agujas?(?: limpias?| nuevas?)?|jeringuillas?"
     r"|intercambio de (?:jeringas|agujas)")),
    ("smoking_supplies", (r"(?:crack|meth|glass|clean|new|safer|safe)? ?(?:pipes?|stems?|bubbles?|bowls|straight ?shooters?|push ?sticks?|chore ?boy|brillo|screens|mouthpieces?)"
     r"|(?:safer? )?smoking (?:kits?|suppl\w+|gear|equipment|stuff)|(?:clean )?foil|pipas?|pipetas?|(?:material|cosas|kits?) para fumar")),
    ("naloxone", r"nar?can+e?|naloxo?ne?|naloxona|narkan|kloxxado|nalaxone|noloxone|nalox|overdose kits?|od kits?|reversal kits?"),
    ("wound_care", (r"wound(?:s)?(?: ?care| clinic| kits?| suppl\w+)?|abscess(?:es)?(?: care)?|bandages?|someone to (?:look at|check) my (?:wound|arm|leg|sore|abscess)"
     r"|(?:curar|cuidado de|curaciones de|curaci[oó]n de) ?(?:las? |mi |una )?(?:heridas?|llagas?)|heridas?")),
    ("testing", (r"(?:free )?(?:hiv|hep(?:atitis)?(?: ?[abc])?|hcv|std|sti|syphilis|aids)(?: (?:and|or|&) (?:hiv|hep(?:atitis)?(?: ?c)?|hcv|std|sti))? ?(?:tests?|testing|tested|screening)"
     r"|(?:get )?tested(?: for (?:hiv|hep\w*(?: ?c)?|std|sti)s?)?|test(?:ing)? for (?:hiv|hep\w*(?: ?c)?|stds?|stis?)"
     r"|(?:prueba|pruebas|examen) (?:de |del )?(?:vih|hepatitis(?: c)?|sida|its)|vih")),
    ("hiv_hep_treatment", (r"(?:hiv|hep(?:atitis)?(?: ?[bc])?|hcv|aids) (?:treatment|meds?|medicine|medication|care|cure|doctor|clinic)|prep\b|(?:treat|cure)(?:ment)?(?: for)? (?:hiv|hep(?:atitis)?(?: ?c)?|hcv)"
     r"|tratamiento (?:de|para|del) (?:el )?(?:vih|hepatitis(?: c)?)")),
    ("detox", r"detox(?:ing)?(?: (?:center|place|program|bed))?s?|desintoxicaci[oó]n|withdrawal (?:management|bed|unit)"),
    ("treatment", (r"methadone(?: clinic)?|suboxone|subs|subutex|bup(?:e)?(?:renorphine)?|sublocade|brixadi|vivitrol|mat clinic|moud|otp|rehab|drug treatment|addiction (?:treatment|clinic|medicine)"
     r"|recovery (?:center|program)|metadona|buprenorfina|rehabilitaci[oó]n|tratamiento(?: de drogas)?|centro de rehabilitaci[oó]n")),
    ("consumption_sites", (r"(?:safe|supervised|safer) (?:injection|consumption|injecting|use|using|smoking) (?:sites?|rooms?|centers?|spaces?|places?)|overdose prevention (?:center|site)s?|opc\b|scs\b|insite"
     r"|(?:somewhere|place) safe to (?:use|shoot|inject|smoke)|consumption (?:site|room)s?|sitios? (?:de consumo|seguros? para (?:usar|consumir))|sala de consumo")),
    ("crisis", r"crisis(?= +;)|(?:crisis|psych(?:iatric)?|mental health) (?:walk[- ]?in|center|stabilization|clinic|response center)s?|walk[- ]?in crisis(?: center)?|centro de crisis"),
    ("shelter", (r"(?:homeless |women'?s |warming |cooling |emergency |family |night )?shelters?|(?:a )?bed (?:for )?(?:the night|tonight)|(?:some)?(?:where|place) to sleep|(?:a )?warming center|warm(?:ing)? place"
     r"|beds?(?![- ]stuy)|albergues?|refugios?|(?:donde|un lugar para|lugar donde) dormir|una cama")),
    ("food", r"(?:free |hot )?(?:food(?: pantry| bank| shelf)?|meals?|soup kitchen|pantry|groceries)|something to eat|(?:place|where) to eat|comidas?|comedor|despensa|banco de alimentos|algo de comer"),
    ("hygiene", r"showers?|laundry|wash(?:ing)? (?:my )?clothes|bathrooms?|restrooms?|(?:take|get) a shower|hygiene(?: kits?)?|duchas?|ba[nñ]arme|regaderas?|lavander[ií]a|lavar (?:mi )?ropa"),
    ("drop_in", r"drop[- ]?in(?: center)?s?|(?:place|somewhere) to (?:rest|sit|hang out|chill)|day (?:center|room)s?|lugar para descansar"),
    ("safer_sex", r"condoms?|lube|safer sex|condones?|preservativos?"),
    ("mental_health", r"mental health(?: care| help| clinic)?|therap(?:y|ist)|counsel(?:ing|or)|salud mental|terapia|psic[oó]log[oa]"),
    ("medical", r"(?:free |street )?(?:clinic|doctor|medical care|health center|medical|street medicine)|doctora?|m[eé]dico|cl[ií]nica"),
)  # fmt: skip
"""Service -> how people say it, as a pattern over lower-case words; earlier rows first."""

WISH_WORDS: tuple[tuple[str, str], ...] = (
    ("delivery", (r"(?:mail(?:ed|s|ing)?|deliver(?:ed|s|y|ing)?|ship(?:ped|s|ping)?|send(?:s|ing)?|sent)(?: (?:it|them|some|one|a kit|kits|that))?(?: out)?(?: to (?:me|us|my (?:house|home|door|place|address)))?"
     r"|(?:by|in the|thru the|through the) mail|mail ?order|to my (?:house|door)|por correo|env[ií](?:en|an|ar|arme|enme|o)(?: a (?:mi )?(?:casa|domicilio))?|mand(?:en|an|ar|arme|enme)(?: a (?:mi )?casa)?"
     r"|a domicilio|(?:me )?(?:lo|la|las|los) (?:mandan|env[ií]an)")),
    ("24h", r"24 ?/ ?7|24 ?-? ?(?:hours?|hrs?|h|horas)(?: a day)?|all ?-?night(?: long)?|around the clock|round the clock|always open|open all (?:day|night)|toda la noche|las 24 horas|d[ií]a y noche"),
    ("kind:vending_machine", (r"(?:(?:a|the|public health|harm reduction) )?(?:vending ?machines?|vending|machines?|kiosks?|dispensers?|newspaper box(?:es)?|nalox ?box(?:es)?|free ?box(?:es)?)"
     r"|m[aá]quinas?(?: (?:expendedoras?|dispensadoras?))?|dispensador(?:es)?")),
    ("kind:mobile", r"(?:mobile (?:unit|van|site|clinic|outreach)s?|outreach vans?|(?:the|a) van|camioneta|unidad m[oó]vil)"),
    ("walk_in", r"walk[- ]?ins?(?: only| ok| welcome)?|without (?:an )?(?:appointment|appt)|no (?:appointment|appt)s?(?: needed| required)?|sin cita(?: previa)?"),
    ("no_id", (r"(?:without|w/o|no|dont have|don't have|lost my|doesn't ask for|dont ask for|that don't need|not ask for|need|needs|have) (?:an? |any |my |show )*(?:i\.?d\.?s?|identification|papers|documents)(?: needed| required)?"
     r"|id ?free|anonymous(?:ly)?|no questions(?: asked)?|sin (?:identificaci[oó]n|id|papeles|documentos)|no (?:piden|pidan) (?:identificaci[oó]n|id|papeles)|an[oó]nimo")),
    ("free", r"free(?: of charge)?|no (?:cost|insurance|money|charge)|(?:without|w/o|dont have|don't have) (?:any )?(?:insurance|money)|(?:i'?m |im |am )?(?:broke|uninsured)|gratis|gratuit[oa]s?|sin (?:seguro|dinero|costo)"),
    ("wheelchair", (r"wheel ?-?chairs?(?: (?:accessible|access|friendly|ramp|ok))?|(?:with |has |have )?(?:a )?ramps?|(?:ada|handicap(?:ped)?|disab(?:led|ility))(?: accessible| access| friendly)?|step[- ]?free|no (?:steps|stairs)|accessible|walker|elevator"
     r"|silla de ruedas|rampa|accesible|sin escal(?:ones|eras)")),
    ("language:es", r"(?:where |that |who |they |with |staff |someone |somebody |anyone )*(?:speaks?|speaking|in|hablan?|habla|que hablen?|se habla|hablen|en)(?: some)? (?:spanish|espa[nñ]ol)|(?:spanish|espa[nñ]ol)(?! (?:harlem|fork|lake|springs|fort|town))(?:[- ]?speaking| speakers?| ok)?"),
    ("language:fr", r"(?:(?:where |that |who |they |with |staff |someone )*(?:speaks?|speaking|in) )?french(?! (?:quarter|lick|camp))(?:[- ]speaking)?"),
    ("language:zh", r"(?:(?:where |that |who |they |with |staff |someone )*(?:speaks?|speaking|in) )?(?:chinese|mandarin|cantonese)(?:[- ]speaking)?"),
    ("language:vi", r"(?:(?:where |that |who |they |with |staff |someone )*(?:speaks?|speaking|in) )?vietnamese(?:[- ]speaking)?"),
    ("language:ht", r"(?:(?:where |that |who |they |with |staff |someone )*(?:speaks?|speaking|in) )?(?:haitian )?creole(?:[- ]speaking)?"),
    ("language:en", r"(?:where |that |who |they |with |staff |someone )*(?:speaks?|hablan?|hablen) (?:english|ingl[eé]s)"),
    ("language:other", r"(?:where |that |who |they |with |staff |someone )*(?:speaks?|speaking) (?:portuguese|russian|arabic|korean|tagalog|polish|somali|hindi|nepali|navajo|asl)|sign language"),
    ("transit", r"(?:near|by|on|close to|off|next to|cerca de(?:l)?) (?:a |the |el |la )?(?:bus|train|subway|metro|transit|septa|light rail|trolley|tren|autob[uú]s)(?: ?(?:stop|line|station|route|parada))?s?(?! station)|(?:near|by|on|off|close to) the el\b|(?:bus|train) accessible"),
    ("open_now", (r"(?:that(?:'?s| is| are) |which is |is |are |what(?:'?s| is) |anything |anyone |still )*open (?:right ?now|now|rn|still|atm|at the moment)|open (?:this )?(?:minute|late)|(?:que )?(?:est[eé]n?|est[aá]n?) abiert[oa]s?(?: ahora)?|abiert[oa]s? (?:ahora|ahorita|ya)"
     r"|still open|open today|abiert[oa]s? hoy|(?:what's|whats|who's|whos|anything|anywhere|anyone|any place|places?) open")),
)  # fmt: skip
"""Wish -> how people say it."""
