"""What is said under other answers while something runs or waits, where staff files are gone; pending clinical review."""

from __future__ import annotations

MEANWHILE: dict[str, dict[str, str]] = {
    "en": {
        "checkins.heard": "Thanks for writing back. 1 all good, 2 want to talk, 3 need supplies. Or say what is going on.",
        "line.crisis_stay": "I am still here. You do not have to call anyone: you can text 988, any hour. Took something, or hurt? Call 911.",
        "line.foreign": "Emergency? Call 911 and say the name of your language. This line has only English and Espanol. Overdose steps: text OD. / Emergencia? Llame al 911. En espanol: mande ESPANOL.",
        "line.steps_wait": "Still beside them? The steps: text OD. Not breathing: 911 and breaths come first.",
        "line.steps_go_on": "Here with you. Stay with them and watch each breath; 911 comes, this line cannot. Next step: text 1. All the steps: text 9.",
        "line.wrong_number": "No problem. This is {line_name}. We only answer when somebody writes. To stop all texts, text STOP.",
        "safety_checks.alarm_waits": "The check-in alarm is still open. Reply 1 if you are on it, 2 if you can't. In danger? Call 911.",
        "safety_checks.runs": "Your timer still runs: about {minutes} min left, then we ask if you are OK. OK closes it, +10 gives more time.",
        "safety_checks.stopped": "Your timer is off too. If your contact was told of a check, they hear that you turned it off.",
    },
    "es": {
        "checkins.heard": "Gracias por contestar. 1 todo bien, 2 quiero hablar, 3 necesito material. O diga que pasa.",
        "line.crisis_stay": "Aqui sigo. No tiene que llamar a nadie: puede mandar un texto al 988, a cualquier hora. Tomo algo, o tiene una herida? Llame al 911.",
        "line.foreign": "Emergencia? Llame al 911 y diga el nombre de su idioma. Este servicio solo tiene espanol e ingles. Pasos de sobredosis: mande SOBREDOSIS. / Emergency? Call 911. In English: text ENGLISH.",
        "line.steps_wait": "¿Sigue junto a esa persona? Los pasos: mande OD. Si no respira: primero el 911 y el aire boca a boca.",
        "line.steps_go_on": "Aqui sigo con usted. No se aparte y mire si respira; el 911 llega, este servicio no. Paso siguiente: mande 1. Todos los pasos: mande 9.",
        "line.wrong_number": "No hay problema. Este es {line_name}. Solo contestamos a quien escribe. Para parar todos los textos, escriba STOP.",
        "safety_checks.alarm_waits": "La alarma sigue abierta. Conteste 1 si se encarga, 2 si no puede. Hay peligro? Llame al 911.",
        "safety_checks.runs": "Su aviso sigue: quedan unos {minutes} min, luego preguntamos si esta bien. OK lo cierra, +10 da mas tiempo.",
        "safety_checks.stopped": "Su aviso tambien se apago. Si ya avisamos a su contacto, le decimos que usted lo apago.",
    },
}
