"""Built-in words for check-ins, and for what an unsure line offers; pending clinical review."""

from __future__ import annotations

CHECK_INS: dict[str, dict[str, str]] = {
    "en": {
        "checkins.agree": 'So {when}, a little before or after, we text: "{words}"\nWho holds your phone can read it. Msg&data '
        "rates may apply. STOP ends all.\n1 Yes, start\n2 Other time\n3 Other words",
        "checkins.by_text": "We now send you one text. Reply 1 to it and they start. If you do not, nothing comes.",
        "checkins.confirm": "Hi, you asked on a call for a text {when}. Reply 1 to start, 2 for no. STOP ends all. Msg&data rates "
        "may apply.",
        "checkins.confirmed": "Done, they start. To pause: CHECKIN. To end all: STOP. Nobody watches these: in an emergency, call 911.",
        "checkins.ended": "If check-ins were on, they are off now, and the number for them is deleted.",
        "checkins.no_number": "Your number is hidden, so we cannot text it. Nothing was set up.",
        "checkins.nudge.friend": "Hey, it's Sam. How are you today? Reply 1 all good, 2 want to talk, 3 need supplies. STOP ends these.",
        "checkins.nudge.plain": "Hi, checking in. Reply 1 all good, 2 want to talk, 3 need supplies. STOP ends these.",
        "checkins.nudge.reminder": "Reminder: how is your week going? Reply 1 all good, 2 want to talk, 3 need supplies. STOP ends these.",
        "checkins.outside_hours": "That is outside 9 am to 8 pm.",
        "checkins.paused": "If check-ins were on, they rest now.",
        "checkins.put_off": "OK, not today. If check-ins are on, we ask again tomorrow.",
        "checkins.started": "Done. If you miss two, we ask once if you still want them, then we rest. To pause: CHECKIN. To end all: "
        "STOP. Nobody watches these: in an emergency, call 911.",
        "checkins.still_wanted": "Hi, we have not heard back. Still want these texts? Reply 1 for more. If not, we rest.",
        "checkins.when_again": "When should we text? Say the day and the hour, like: every friday 6pm, or daily at noon, or tomorrow at "
        "10. Once a day is the most.",
        "checkins.zone": "Which clock do you use? Text a number, or your ZIP code.\n1 Eastern\n2 Central\n3 Mountain\n4 Pacific",
    },
    "es": {
        "checkins.agree": 'Entonces {when}, un poco antes o tras esa hora, le escribimos: "{words}"\nLo puede leer quien tenga su '
        "celular. Pueden aplicar tarifas. STOP termina todo.\n1 De acuerdo\n2 Otra hora\n3 Otras palabras",
        "checkins.by_text": "Ahora le llega un texto. Conteste 1 y empiezan. Si no contesta, no llega nada.",
        "checkins.confirm": "Hola, en una llamada pidió un texto {when}. Conteste 1 para empezar, 2 si no. STOP termina todo. Pueden "
        "aplicar tarifas.",
        "checkins.confirmed": "Listo, ya empiezan. Para una pausa: AVISOS. Para terminar todo: STOP. Nadie los vigila: en una "
        "emergencia llame al 911.",
        "checkins.ended": "Si los tenía, ya no llegan, y el número para ellos ya no existe aquí.",
        "checkins.no_number": "Su número no se ve, y no le podemos escribir. No se guardó nada.",
        "checkins.nudge.friend": "Hola, soy Sam. ¿Cómo va todo hoy? Conteste 1 todo bien, 2 quiero hablar, 3 me falta algo. STOP los "
        "termina.",
        "checkins.nudge.plain": "Hola, paso a saludar. Conteste 1 todo bien, 2 quiero hablar, 3 me falta algo. STOP los termina.",
        "checkins.nudge.reminder": "Recordatorio: ¿cómo va la semana? Conteste 1 todo bien, 2 quiero hablar, 3 me falta algo. STOP los "
        "termina.",
        "checkins.outside_hours": "Eso cae fuera de 9 am a 8 pm.",
        "checkins.paused": "Si los tenía, ahora descansan.",
        "checkins.put_off": "Bien, hoy no. Si los tiene, preguntamos otra vez mañana.",
        "checkins.started": "Listo. Si no contesta dos, le preguntamos una vez si los quiere, y paramos. Para una pausa: AVISOS. "
        "Para terminar todo: STOP. Nadie los vigila: en una emergencia llame al 911.",
        "checkins.still_wanted": "Hola, no supimos de usted. ¿Aún quiere estos textos? Conteste 1 si los quiere. Si no, paramos.",
        "checkins.when_again": "¿Cuándo le escribimos? Diga el día y la hora, como: cada viernes 6pm, diario a las 12, o mañana a las "
        "10. Una vez al día es lo más.",
        "checkins.zone": "¿Qué hora usa? Mande un número, o su código ZIP.\n1 Este\n2 Centro\n3 Montaña\n4 Pacífico",
    },
}
"""What check-ins say."""

INTENTS: dict[str, dict[str, str]] = {
    "en": {
        "intent.checkin_ok_reply": "I am OK",
        "intent.checkin_recurring": "Regular check-ins",
        "intent.checkin_start_timed": "Check on me soon",
        "intent.drug_alert_report": "Warn about a batch",
        "intent.feedback": "Tell us something",
        "intent.forget_me": "Delete my record",
        "intent.greeting": "Just saying hi",
        "intent.help_menu": "How this line works",
        "intent.human": "Talk to a person",
        "intent.language_switch": "Español, English",
        "intent.naloxone_location": "Get naloxone",
        "intent.overamp_emergency": "Too much meth or cocaine",
        "intent.overdose_emergency": "Overdose right now",
        "intent.safer_use_tip": "Safer use",
        "intent.start": "Texts on again",
        "intent.stop": "No more texts",
        "intent.suicidal_crisis": "Thoughts of suicide",
        "intent.syringe_location": "Get syringes",
        "intent.test_strips": "Test strips",
        "intent.testing_hiv_hcv": "HIV or hep C test",
        "intent.treatment": "Treatment",
        "intent.unrelated": "Something else",
        "intent.wound_care": "Wound care",
    },
    "es": {
        "intent.checkin_ok_reply": "Sigo bien",
        "intent.checkin_recurring": "Avisos de rutina",
        "intent.checkin_start_timed": "Un aviso por tiempo",
        "intent.drug_alert_report": "Avisar de una droga mala",
        "intent.feedback": "Opinar del servicio",
        "intent.forget_me": "Borrar mis datos",
        "intent.greeting": "Solo saludar",
        "intent.help_menu": "Ayuda con el servicio",
        "intent.human": "Hablar con alguien",
        "intent.language_switch": "English, Español",
        "intent.naloxone_location": "Conseguir naloxona",
        "intent.overamp_emergency": "Mal por estimulantes",
        "intent.overdose_emergency": "Sobredosis ahora",
        "intent.safer_use_tip": "Usar con menos riesgo",
        "intent.start": "Recibir textos otra vez",
        "intent.stop": "No recibir textos",
        "intent.suicidal_crisis": "Ideas de suicidio",
        "intent.syringe_location": "Conseguir jeringas",
        "intent.test_strips": "Tiras para probar drogas",
        "intent.testing_hiv_hcv": "Prueba de VIH o hepatitis",
        "intent.treatment": "Tratamiento",
        "intent.unrelated": "Otra cosa",
        "intent.wound_care": "Cuidar una herida",
    },
}
"""Short names of what a message may mean."""

SPOKEN: dict[str, dict[str, str]] = {
    "en": {
        "checkins.agree": "So {when}, a little before or after, we text: {words} Who holds your phone can read it. Message and "
        "data rates may apply. To start, press 1. For another time, press 2. For other words, press 3.",
        "checkins.zone": "Which clock do you use? For Eastern, press 1. Central, press 2. Mountain, press 3. Pacific, press 4.",
        "intent.language_switch": "Spanish or English",
    },
    "es": {
        "checkins.agree": "Entonces {when}, un poco antes o después, le escribimos: {words} Lo puede leer quien tenga su celular. "
        "Pueden aplicar tarifas. Para empezar, oprima 1. Otra hora, oprima 2. Otras palabras, oprima 3.",
        "checkins.zone": "¿Qué hora usa? Este, oprima 1. Centro, oprima 2. Montaña, oprima 3. Pacífico, oprima 4.",
        "intent.language_switch": "Inglés o español",
    },
}
"""What is said in other words on a call."""
