"""Built-in words for a safety check that runs: it is asked after and its alarm says what to do, whatever staff files hold.

Sources as in content/; pending clinical review.
"""

from __future__ import annotations

RUNNING: dict[str, dict[str, str]] = {
    "en": {
        "safety_checks.alarm": "{name} did not answer a check-in and asked us to tell you. Call or go now.{place} If they do not wake: "
        "call 911, give naloxone if you have it, breathe for them. Reply 1 on it, 2 can't.",
        "safety_checks.alarm_call": "On this call, press 1 if you are on it, 2 if you can't.",
        "safety_checks.alarm_coming": "Thank you. Do they not wake or breathe right? Call 911 now, then text OD for the steps.",
        "safety_checks.alarm_declined": "OK. We try somebody else if we can. If you think they are in danger, call 911.",
        "safety_checks.alarm_over": "This check is over. Thank you for being there.",
        "safety_checks.alarm_place": " Place: {place}.",
        "safety_checks.all_clear": "Good news about the check-in: they answered just now. You need not do anything.",
        "safety_checks.closed": "Good to hear. It is closed, and what we held for it is wiped.",
        "safety_checks.closed_told": "Good to hear. It is closed. We tell them now that you answered.",
        "safety_checks.ended": "About the check-in: they turned it off, and did not say OK. Call them if you are not sure.",
        "safety_checks.extended": "OK, more time. We ask again then. OK closes it any time.",
        "safety_checks.handled": "About the check-in: somebody else is on it now. You need not do anything.",
        "safety_checks.no_more": "No more time this round. Reply OK if you are OK.",
        "safety_checks.on_call": "A check-in got no answer. The person's contact was told. Reply 1 on it, 2 can't.",
        "safety_checks.plain.alarm": "{name} wanted you to know: they did not answer us. Call or go to them now. Not waking? Call 911. We "
        "ring you too. Reply 1 on it, 2 can't.",
        "safety_checks.plain.all_clear": "Good to know: they got back to us just now. There is nothing for you to do.",
        "safety_checks.plain.ended": "They told us not to ask any more, and did not say OK. If you are not sure, call them.",
        "safety_checks.plain.handled": "Someone else is with them on this now. There is nothing for you to do.",
        "safety_checks.plain.on_call": "Someone did not answer us. We told the person they picked. Reply 1 on it, 2 can't.",
        "safety_checks.plain.prompt": "Hi, are you OK? Please write back OK. If not, we ring you.",
        "safety_checks.plain.prompt_code": "Hi, are you OK? Please write back your 4 digits. If not, we ring you.",
        "safety_checks.plain.unconfirmed": "Someone is silent, and nobody we told says that they are going. Please follow your plan now.",
        "safety_checks.prompt": "You good? Reply OK. No reply soon: we call you.",
        "safety_checks.prompt_code": "You good? Reply with your 4 digits. No reply soon: we call you.",
        "safety_checks.repeat": "(repeat)",
        "safety_checks.ring": "Checking in with you. Press any key to say you are OK.",
        "safety_checks.ring_closed": "Thank you. It is closed. Be well.",
        "safety_checks.ring_code": "Checking in with you. Press your 4 digits.",
        "safety_checks.say_code": "Are you OK? Reply with your 4 digits. If not: call 911, or text OD for steps.",
        "safety_checks.say_ok": "Are you OK? Reply OK. If not: call 911, or text OD for steps.",
        "safety_checks.somebody": "Someone you know",
        "safety_checks.unconfirmed": "A check-in got no answer, and nobody we told has confirmed. Please follow your plan now.",
    },
    "es": {
        "safety_checks.alarm": "{name} no contesta un aviso que puso, y quiso que usted supiera. Llame o vaya ya.{place} Si no "
        "despierta: llame al 911, dele naloxona si tiene, sople aire. Responda 1 si va, 2 si no puede.",
        "safety_checks.alarm_call": "En esta llamada, oprima 1 si va, 2 si no puede.",
        "safety_checks.alarm_coming": "Gracias. ¿No despierta o no respira bien? Llame al 911 ya, y mande OD para ver los pasos.",
        "safety_checks.alarm_declined": "Bien. Buscamos a otra persona si hay. Si cree que hay peligro, llame al 911.",
        "safety_checks.alarm_over": "Este aviso ya se cerró. Gracias por estar.",
        "safety_checks.alarm_place": " Lugar: {place}.",
        "safety_checks.all_clear": "Buenas noticias del aviso: ya contestó. No tiene que hacer nada.",
        "safety_checks.closed": "Qué bueno. Ya se cerró, y lo que guardamos para esto se borra.",
        "safety_checks.closed_told": "Qué bueno. Ya se cerró. Ahora avisamos que usted contestó.",
        "safety_checks.ended": "Sobre el aviso: lo cerró sin decir que sigue bien. Llame si tiene dudas.",
        "safety_checks.extended": "Bien, unos minutos extra. Entonces preguntamos otra vez. OK lo cierra siempre.",
        "safety_checks.handled": "Sobre el aviso: ya va otra persona. No tiene que hacer nada.",
        "safety_checks.no_more": "Ya no se puede alargar. Conteste OK si sigue bien.",
        "safety_checks.on_call": "Un aviso no tuvo respuesta. Ya se dijo a su contacto. Responda 1 si va, 2 si no puede.",
        "safety_checks.plain.alarm": "{name} quiso que usted supiera: no nos contesta. Llame o vaya ya. ¿No despierta? Llame al 911. Le "
        "llamamos ahora. Responda 1 si va, 2 si no puede.",
        "safety_checks.plain.all_clear": "Para que sepa: ya nos ha contestado. No hace falta que haga nada.",
        "safety_checks.plain.ended": "Ya no quiere que preguntemos, y no dijo que sigue bien. Si tiene dudas, llame.",
        "safety_checks.plain.handled": "Otra persona ya se ocupa. No hace falta que haga nada.",
        "safety_checks.plain.on_call": "Alguien no nos contesta. Ya lo sabe su persona de confianza. Responda 1 si va, 2 si no puede.",
        "safety_checks.plain.prompt": "Hola, ¿todo bien? Escriba OK, por favor. Si no, le llamamos.",
        "safety_checks.plain.prompt_code": "Hola, ¿todo bien? Escriba sus 4 cifras, por favor. Si no, le llamamos.",
        "safety_checks.plain.unconfirmed": "Alguien no contesta, y nadie nos ha dicho que va. Por favor, siga su plan ahora.",
        "safety_checks.prompt": "¿Sigue bien? Conteste OK. Si no contesta pronto, le llamamos.",
        "safety_checks.prompt_code": "¿Sigue bien? Conteste con sus 4 cifras. Si no contesta pronto, le llamamos.",
        "safety_checks.repeat": "(otra vez)",
        "safety_checks.ring": "Llamamos para saber de usted. Oprima una tecla si sigue bien.",
        "safety_checks.ring_closed": "Gracias. Ya se cerró. Que siga bien.",
        "safety_checks.ring_code": "Llamamos para saber de usted. Oprima sus 4 cifras.",
        "safety_checks.say_code": "¿Sigue bien? Conteste con sus 4 cifras. Si no: llame al 911, o mande OD para ver los pasos.",
        "safety_checks.say_ok": "¿Sigue bien? Conteste OK. Si no: llame al 911, o mande OD para ver los pasos.",
        "safety_checks.somebody": "Alguien que le conoce",
        "safety_checks.unconfirmed": "Un aviso no tuvo respuesta, y nadie ha dicho que va. Siga su plan ahora.",
    },
}
"""What its caller and their contacts get, and what their answers get."""
