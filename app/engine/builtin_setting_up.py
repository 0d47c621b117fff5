"""Built-in words for setting up a safety check; pending clinical review."""

from __future__ import annotations

SETTING_UP: dict[str, dict[str, str]] = {
    "en": {
        "safety_checks.agreed": "Thank you. If they miss a check-in, we text and call you. We ask again every three months. STOP ends it "
        "any time. In an emergency, call 911.",
        "safety_checks.already": "It already runs. OK closes it, +10 gives more time.",
        "safety_checks.armed": "It runs. We ask in {minutes} minutes. OK closes it any time, +10 gives more time. Unlock the door, keep "
        "naloxone in sight, go slow.",
        "safety_checks.armed_code": "It runs. We ask in {minutes} minutes. Your 4 digits close it, +10 gives more time. Unlock the door, "
        "keep naloxone in sight, go slow.",
        "safety_checks.ask_both": "In one text: your 4 digits, then where you are and how to get in. Only the digits close the check (STOP "
        "does too). The place goes out only if you do not answer. The timer starts when you send it.",
        "safety_checks.ask_code": "Text 4 digits. Only they close the check (STOP does too). The timer starts when you send them.",
        "safety_checks.ask_place": "Text where you are and how to get in. It is sealed, goes out only if you do not answer, and is wiped "
        "after. The timer starts when you send it.",
        "safety_checks.asked_on_call": "Hi, from your phone call: in {minutes} minutes we ask if you are OK. Nothing runs so far. Reply 1 to "
        "see what comes and start it, 2 for no. STOP ends all. Msg&data rates may apply.",
        "safety_checks.backwards": "One thing we only say, and never write. You can have 4 digits of your own that close the timer. If "
        "somebody makes you close it, text those digits backwards. It looks closed, and your person is told.",
        "safety_checks.by_text": "We text this phone now. Nothing runs before you answer that text with 1. Then you read the exact words "
        "your person gets, and start it. You can hang up.",
        "safety_checks.cannot": "I can't watch you right now: nothing is running. In an emergency call 911. To talk at any hour, call or "
        "text 988.",
        "safety_checks.confirm": "We ask in {minutes} minutes if you are OK. No reply: we call you. Still none: we text and call your "
        'contact:\n"{words}"\n1 Start now\n2 Add where you are\n3 Close by my code only\n4 Both\nOr text another '
        "number of minutes.",
        "safety_checks.contact_said_yes": "Hi, the person you picked said yes. To start a timer, text CHECK.",
        "safety_checks.contact_waits": "The person you picked has not said yes so far. Text another number and your name, or wait for them.",
        "safety_checks.five_to_forty_five": "From 5 up to 45 is what a timer can do.",
        "safety_checks.how_long": "In how many minutes do we ask if you are OK? For 10, press 1. For 20, press 2. For 30, press 3. For 45, "
        "press 4. For 5, press 5. Or say how many.",
        "safety_checks.invitation": "{name} asked if you can be someone we text and call if they don't answer a check-in. Reply 1 for OK, 2 "
        "for no. STOP ends all. Msg&data rates may apply.",
        "safety_checks.invited": 'We send them this, once: "{words}"\nWe text you when they say yes.',
        "safety_checks.need_contact": "If you do not answer, we only text and call the person you pick. We ask them first. Text their phone "
        "number and the name they know you by.",
        "safety_checks.need_number": "Text the whole phone number, with its area code, and the name they know you by. For the list: MENU.",
        "safety_checks.not_asked": "We cannot ask that number now. Text the number of another person, and the name they know you by.",
        "safety_checks.not_started": "OK. Nothing was started.",
        "safety_checks.refused_invitation": "OK. We will not text you about this.",
        "safety_checks.will_get": 'If you do not answer a check, they get: "{words}"',
    },
    "es": {
        "safety_checks.agreed": "Gracias. Si no contesta un aviso, le escribimos y llamamos a usted. Cada tres meses preguntamos otra "
        "vez. STOP lo termina. En una emergencia llame al 911.",
        "safety_checks.already": "Ya corre uno. OK lo cierra, +10 da unos minutos.",
        "safety_checks.armed": "Ya corre. Le preguntamos en {minutes} minutos. OK lo cierra siempre, +10 da unos minutos. Puerta sin "
        "llave, naloxona a la vista, vaya lento.",
        "safety_checks.armed_code": "Ya corre. Le preguntamos en {minutes} minutos. Sus 4 cifras lo cierran, +10 da unos minutos. Puerta sin "
        "llave, naloxona a la vista, vaya lento.",
        "safety_checks.ask_both": "En un solo texto: sus 4 cifras, luego el lugar y la forma de entrar. Solo las cifras lo cierran (y "
        "STOP). El lugar sale solo si no contesta. El aviso empieza al mandarlo.",
        "safety_checks.ask_code": "Mande 4 cifras. Solo ellas lo cierran (y STOP). El aviso empieza al mandarlas.",
        "safety_checks.ask_place": "Mande el lugar y la forma de entrar. Se guarda sellado, sale solo si no contesta, y se borra al final. "
        "El aviso empieza al mandarlo.",
        "safety_checks.asked_on_call": "Hola, de su llamada: en {minutes} minutos le preguntamos si sigue bien. Nada corre por ahora. Responda "
        "1 para ver lo que llega y empezar, 2 si no. STOP quita todo. Puede haber costo de mensajes y datos.",
        "safety_checks.backwards": "Una cosa que solo decimos, y nunca escribimos. Usted puede tener 4 cifras que cierran el aviso. Si "
        "alguien le obliga a cerrarlo, mande esas cifras al revés. Parece cerrado, y avisamos a su persona.",
        "safety_checks.by_text": "Ahora mandamos un texto a este teléfono. Nada empieza antes de que usted conteste con 1. Ahí lee lo que "
        "le llega a su persona, y lo empieza. Ya puede colgar.",
        "safety_checks.cannot": "Ahora no le puedo cuidar: nada corre. En una emergencia llame al 911. Para hablar a toda hora, llame al "
        "988 y oprima 2.",
        "safety_checks.confirm": "En {minutes} minutos le preguntamos si sigue bien. Si no contesta, le llamamos. Si no, avisamos a su "
        'contacto:\n"{words}"\n1 Empezar ya\n2 Decir en qué lugar estoy\n3 Cerrar solo con mi clave\n4 Las dos '
        "cosas\nO mande otros minutos.",
        "safety_checks.contact_said_yes": "Hola, la persona que usted eligió aceptó. Para empezar un aviso, mande CUIDAME.",
        "safety_checks.contact_waits": "La persona que eligió no ha dicho que acepta. Mande otro celular y su nombre, o espere la respuesta.",
        "safety_checks.five_to_forty_five": "De 5 a 45 es lo que puede durar.",
        "safety_checks.how_long": "¿En cuántos minutos le preguntamos si sigue bien? Para 10, oprima 1. Para 20, oprima 2. Para 30, oprima "
        "3. Para 45, oprima 4. Para 5, oprima 5. O diga cuántos.",
        "safety_checks.invitation": "{name} pregunta si le podemos escribir y llamar a usted cuando no conteste un aviso. Responda 1 para "
        "aceptar, 2 si no. STOP termina todo. Pueden aplicar tarifas.",
        "safety_checks.invited": 'Le mandamos esto, una vez: "{words}"\nLe avisamos a usted cuando acepte.',
        "safety_checks.need_contact": "Si no contesta, solo avisamos a la persona que usted elija. Antes le preguntamos. Mande su celular y el "
        "nombre con que le conoce a usted.",
        "safety_checks.need_number": "Mande el celular completo, con su clave de área, y el nombre con que le conoce a usted. Para la lista: "
        "MENU.",
        "safety_checks.not_asked": "Ahora no podemos preguntar a ese celular. Mande el de otra persona, y el nombre con que le conoce a "
        "usted.",
        "safety_checks.not_started": "Bien. No se puso nada.",
        "safety_checks.refused_invitation": "Bien. No le escribimos de esto.",
        "safety_checks.will_get": 'Si usted no contesta, le llega: "{words}"',
    },
}
"""What is asked before a check runs, and of whom it tells."""
