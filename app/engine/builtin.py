"""The release compiled into the program: what is said when every staff file is broken or gone.

Small on purpose: overdose steps and a menu of one, and every text the line says by itself, in both languages. The
wording is held by a test against the rules for emergency text (three GSM-7 segments, 911 named, this line cannot call).
"""

from __future__ import annotations

from app.engine.builtin_calls import CALLS
from app.engine.builtin_check_ins import CHECK_INS, INTENTS, SPOKEN
from app.engine.builtin_meanwhile import MEANWHILE
from app.engine.builtin_place_reports import PLACE_REPORTS
from app.engine.builtin_safety_checks import RUNNING
from app.engine.builtin_setting_up import SETTING_UP
from app.engine.release import Choice, Flow, Node, Release, Speech, Text, Voice

STEPS = {
    "en": (
        "Overdose? Call 911 NOW. This text line cannot call for you. "
        "Give naloxone (Narcan): 1 spray in the nose. "
        "Not breathing? Lay them flat, tilt the head back, pinch the nose, 1 breath every 5 seconds. "
        "No change in 2-3 minutes: spray again. "
        "Breathing but asleep? Roll them on their side. Stay with them."
    ),
    "es": (
        "Sobredosis? Llame al 911 YA. Esta linea no puede llamar por usted. "
        "De naloxona (Narcan): 1 spray en la nariz. "
        "No respira? Boca arriba, incline la cabeza, tape la nariz, sople 1 vez cada 5 segundos. "
        "Sigue igual en 2-3 minutos: otro spray. "
        "Respira pero no despierta? De lado. Quedese ahi."
    ),
}
"""Complete first steps, as texted. Sources: CDC and SAMHSA overdose response pages; pending clinical review."""

SAFE = {
    "en": "Something is wrong on our side right now. If someone may be overdosing, call 911 now. "
    "Text OD for the steps. Or try again in a minute.",
    "es": "Algo anda mal de nuestro lado. Si alguien puede tener una sobredosis, llame al 911 ya. "
    "Mande OD para ver los pasos. O intente otra vez en un minuto.",
}
"""Said when no answer can be worked out at all."""

_LINE = {
    "en": {
        "line.hint": "Text MENU to see all, BACK to go back.",
        "line.next": "Next step",
        "line.welcome": "Hi. You reached {line_name}. No names needed.",
        "line.call_welcome": "Overdose? Press 1. You reached {line_name}.",
        "line.door_language": "For English, press {key}.",
        "line.door_by_text": "For {language} by text, press {key}.",
        "line.by_text_only": "No voice here speaks {language}. You get it by text: text this number. I go on in English.",
        "line.partial": "Not all of this line is in your language. The rest is in English.",
        "line.menu_again": "Here is the menu.",
        "line.not_understood": "Sorry, I did not get that.",
        "line.guess": "Did you mean:",
        "line.nothing_more": "That is all there is here.",
        "line.cannot_go_back": "There is nothing to go back to.",
        "line.changed": "This page has changed since. Here it is again.",
        "line.text_only": "This line reads words only. If someone will not wake up, call 911 and text OD.",
        "line.emergency_line": "If someone will not wake up: call 911, give naloxone, text OD for steps.",
        "line.help": "If someone may be overdosing, call 911 now, then text OD. {line_name}: text MENU for all. "
        "Text STOP to stop our texts. Msg and data rates may apply.",
        "line.stopped": "{line_name}: we will not text you again. Text START to undo. Emergency: call 911.",
        "line.started": "You can text this line again. Text MENU to see all.",
        "line.forget_later": "We could not reach our records just now. We keep trying to delete what is there. To be sure, text FORGET ME again in an hour.",
        "line.not_saved": "We could not save that just now, so nothing has changed. Please send it again in a minute. In an emergency call 911.",
        "line.forgotten": "Done. All we kept about you here is gone. You can also delete this chat.",
        "line.person": "To talk to a person, call {peer_number}. Emergency: call 911.",
        "line.no_person": "We cannot put you through to a person right now. In an emergency call 911. "
        "To talk at any hour, call or text 988.",
        "line.connecting": "I will put you through to a person now. Your number is not passed on.",
        "line.stop_sure": "Stop all texts from this line? 1 yes, 2 no.",
        "line.forget_sure": "Delete what this line holds about you? 1 yes, 2 no.",
        "line.start_sure": "Turn texts from this line on again? 1 yes, 2 no.",
        "line.unchanged": "OK. Nothing was changed.",
        "line.fine": "OK. Text MENU for the list.",
        "line.you_were_at": "You were at:",
        "line.language_switched": "English.",
        "line.still_there": "Are you still there?",
        "line.slower": "I will say it again, slower.",
        "line.silence_offer": "I cannot hear you. You can also text this number, or press 0 for a person.",
        "line.silence_goodbye": "I will hang up now. Call back any time, or text this number. Emergency: call 911.",
        "line.wrong_key": "That key does nothing here.",
        "line.press": "For {label}, press {key}.",
        "line.keys": "Star to hear it again. Pound to go back. Zero for a person. Nine for overdose steps.",
        "line.text_me": "To get this as a text, press 8.",
        "line.text_me_sent": "It is on its way. Anyone with your phone can read it. A home phone cannot get it.",
        "line.text_me_hidden": "Your number is hidden, so no text can come. To read this, text the word {word} "
        "to this number.",
        "line.text_me_cannot": "This line cannot text this phone now. To read this, text the word {word} to this number. "
        "If you once stopped our texts, text the word start first.",
        "line.text_me_down": "The text did not go out. Here it is again. You can also text the word {word} to this number.",
        "line.text_me_later": "Here is nothing to text yet. Pick something first.",
        "line.text_me_start": "From your phone call a moment ago, by text:",
        "line.text_me_end": "Not your call? STOP ends texts. For more, text MENU.",
        "line.text_word": "To read this, text the word {word} to this number.",
        "line.resume": "Your last call broke off. To go on there, press 3.",
        "line.none_near": "I found nothing near there.",
        "line.unavailable": "This is not here right now.",
        "main.menu": "{line_name}. If someone will not wake up, call 911.",
        "main.label.overdose": "Overdose: what to do",
        "main.label.person": "Talk to a person",
    },
    "es": {
        "line.hint": "Mande MENU para ver todo, ATRAS para volver.",
        "line.next": "Siguiente paso",
        "line.welcome": "Hola. Esta es {line_name}. No hace falta su nombre.",
        "line.call_welcome": "Sobredosis? Oprima 1. Esta es {line_name}.",
        "line.door_language": "Para espanol, oprima {key}.",
        "line.door_by_text": "Para {language} por texto, oprima {key}.",
        "line.by_text_only": "Aqui ninguna voz habla {language}. Por texto si: mande un texto a este numero. Sigo en espanol.",
        "line.partial": "No todo esta en su idioma. Lo demas va en ingles.",
        "line.menu_again": "Aqui esta el menu.",
        "line.not_understood": "Perdone, no entendi.",
        "line.guess": "Quiso decir:",
        "line.nothing_more": "Eso es todo lo que hay.",
        "line.cannot_go_back": "No hay nada a donde volver.",
        "line.changed": "Esta pagina ha cambiado. Aqui va otra vez.",
        "line.text_only": "Esta linea solo lee palabras. Si alguien no despierta, llame al 911 y mande OD.",
        "line.emergency_line": "Si alguien no despierta: llame al 911, de naloxona, mande OD para ver los pasos.",
        "line.help": "Si alguien puede tener una sobredosis, llame al 911 ya y mande OD. {line_name}: mande MENU. "
        "Mande STOP y ya no le escribimos. Pueden aplicar tarifas de mensajes y datos.",
        "line.stopped": "{line_name}: no le escribiremos mas. Mande START para volver. Emergencia: llame al 911.",
        "line.started": "Puede escribir a esta linea otra vez. Mande MENU para ver todo.",
        "line.forget_later": "Ahora no pudimos llegar a nuestros datos. Seguimos tratando de borrarlos. Para estar seguro, escriba OLVIDAME otra vez en una hora.",
        "line.not_saved": "Ahora no lo pudimos guardar: nada ha cambiado. Envielo otra vez en un minuto. En una emergencia llame al 911.",
        "line.forgotten": "Listo. Lo que guardamos aqui de usted ya no existe. Puede borrar este chat.",
        "line.person": "Para hablar con una persona llame al {peer_number}. Emergencia: llame al 911.",
        "line.no_person": "Ahora no podemos pasarle con una persona. En una emergencia llame al 911. "
        "Para hablar a cualquier hora, llame al 988 y oprima 2.",
        "line.connecting": "Le paso ahora con una persona. Su numero no se muestra.",
        "line.stop_sure": "No mas textos de este servicio? 1 si, 2 no.",
        "line.forget_sure": "Borrar lo que se guarda de usted? 1 si, 2 no.",
        "line.start_sure": "Recibir textos otra vez? 1 si, 2 no.",
        "line.unchanged": "De acuerdo. Nada cambio.",
        "line.fine": "De acuerdo. Mande MENU para ver la lista.",
        "line.you_were_at": "Usted estaba en:",
        "line.language_switched": "Espanol.",
        "line.still_there": "Sigue ahi?",
        "line.slower": "Lo digo otra vez, mas despacio.",
        "line.silence_offer": "No le oigo. Puede mandar un texto a este numero, u oprimir 0 para una persona.",
        "line.silence_goodbye": "Voy a colgar. Llame cuando quiera, o mande un texto a este numero. "
        "Emergencia: llame al 911.",
        "line.wrong_key": "Esa tecla no hace nada.",
        "line.press": "Para {label}, oprima {key}.",
        "line.keys": "Asterisco para repetir. Numeral para volver. Cero para una persona. Nueve para sobredosis.",
        "line.text_me": "Para recibir esto por texto, oprima 8.",
        "line.text_me_sent": "Ya va en camino. Quien tenga su telefono lo puede leer. A un telefono fijo no llega.",
        "line.text_me_hidden": "Su numero no se muestra y no le llega un texto. Para leerlo, mande la palabra {word} "
        "a este numero.",
        "line.text_me_cannot": "Esta linea no puede mandar textos a este telefono ahora. Para leerlo, mande la palabra "
        "{word} a este numero. Si alguna vez paro los textos, mande primero la palabra start.",
        "line.text_me_down": "El texto no salio. Va otra vez aqui. Tambien puede mandar la palabra {word} a este numero.",
        "line.text_me_later": "Aqui no hay nada para mandar. Elija algo primero.",
        "line.text_me_start": "De su llamada de hace un momento, por texto:",
        "line.text_me_end": "No fue su llamada? STOP y no le escribimos. La lista: mande MENU.",
        "line.text_word": "Para leerlo, mande la palabra {word} a este numero.",
        "line.resume": "Su llamada se corto. Para seguir ahi, oprima 3.",
        "line.none_near": "No encontre nada cerca.",
        "line.unavailable": "Eso no esta disponible ahora.",
        "main.menu": "{line_name}. Si alguien no despierta, llame al 911.",
        "main.label.overdose": "Sobredosis: que hacer",
        "main.label.person": "Hablar con una persona",
    },
}

WORDS: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {
        "back": ("back", "go back"),
        "menu": ("menu", "main menu"),
        "more": ("more",),
        "repeat": ("repeat", "again"),
        "next": ("next",),
        "person": ("person", "human"),
        "language": ("english",),
        "help": ("help", "info"),
        "forget": ("forget me", "forget"),
    },
    "es": {
        "back": ("atras", "volver"),
        "menu": ("menu",),
        "more": ("mas",),
        "repeat": ("repetir", "otra vez"),
        "next": ("siguiente",),
        "person": ("persona",),
        "language": ("espanol",),
        "help": ("ayuda", "informacion"),
        "forget": ("borrar", "olvidar", "borrame"),
    },
}


SPEECH = {
    "en": Speech(name="English", voices={"twilio": Voice("Polly.Joanna-Neural", "en-US")}),
    "es": Speech(name="Español", voices={"twilio": Voice("Polly.Lupe-Neural", "es-US")}),
}
"""The languages that the program itself can read aloud."""


def _release() -> Release:
    nodes = {
        "main.menu": Node(
            name="main.menu",
            say="main.menu",
            choices=(
                Choice(key="1", label="main.label.overdose", go="overdose.start"),
                Choice(key="2", label="main.label.person", go="person.start"),
            ),
            mark=1,
        ),
        "overdose.start": Node(name="overdose.start", say="overdose.start", done=True, text_me=True),
        "person.start": Node(name="person.start", say="", do="hand_over", done=True),
    }
    texts = {
        language: {
            key: Text(text=text, voice=SPOKEN[language].get(key, ""))
            for part in (_LINE, CALLS, MEANWHILE, PLACE_REPORTS, RUNNING, SETTING_UP, CHECK_INS, INTENTS)
            for key, text in part[language].items()
        }
        | {"overdose.start": Text(text=STEPS[language])}
        for language in _LINE
    }
    return Release(
        id="builtin",
        languages=("en", "es"),
        flows={
            "main": Flow(name="main", about="The menu.", start="main.menu"),
            "overdose": Flow(
                name="overdose",
                about="Overdose steps.",
                start="overdose.start",
                word={"en": "OD", "es": "SOBREDOSIS"},
                answers={
                    "overdose_emergency": "overdose.start",
                    "overamp_emergency": "overdose.start",
                    "suicidal_crisis": "person.start",
                    "human": "person.start",
                },
            ),
        },
        nodes=nodes,
        texts=texts,
        words=WORDS,
        blanks={"line_name": "the harm reduction line", "line_number": "", "peer_number": ""},
        entry="main.menu",
        emergency="overdose.start",
        speech=SPEECH,
    )


BUILTIN = _release()
"""Complete in itself: every key the engine needs, in every language."""
