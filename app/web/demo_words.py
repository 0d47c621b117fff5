"""The words of the simulator's page itself, in each language it is shown in.

What the line says is never here: that comes from the line.
"""

from __future__ import annotations

LANGUAGES = {"en": "English", "es": "Español"}

QUICK = {
    "en": ("od", "narcan", "my friend wont wake up", "español", "tips"),
    "es": ("sobredosis", "narcan", "mi amigo no despierta", "english", "consejos"),
}
"""Texts to try with one press: what people really send."""

FOREIGN = {"en": {"español": "es"}, "es": {"english": "en"}}
"""Which of them is in another language than the page, for a screen reader's voice."""

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "title": "Try the line",
        "skip": "Skip to the phone",
        "language": "Language of this page",
        "what": "This is a simulator: a pretend phone. Nothing goes to a real phone. The places it names are made up.",
        "danger": "Is someone not breathing or not waking up? Call 911 on a real phone now.",
        "about": "How it works",
        "about_text": (
            "You text or call. This page asks its server, the server signs a message just as the phone company"
            " would, and the line answers through its real front door. What you see is what a caller gets."
        ),
        "kept": (
            "Your texts here stay in the server's memory for up to one hour, then they are gone. Do not type a real"
            " name or number."
        ),
        "phone": "Pretend phone",
        "your_number": "Your pretend number",
        "new_phone": "Start over",
        "clock": "Clock",
        "clock_text": "Check-ins and timers need time to pass. Move the clock ahead here; it never goes back.",
        "clock_shows": "It is",
        "to_next": "To the next thing that happens",
        "plus_minute": "+1 minute",
        "plus_ten": "+10 minutes",
        "plus_hour": "+1 hour",
        "plus_day": "+1 day",
        "moving": "The clock moves ...",
        "moved": "Nothing came to your phones in that time.",
        "came": "Something came: look at your phones.",
        "clock_waits": "A phone rings, so the clock waits. Answer it, or let it ring.",
        "nothing_planned": "Nothing is planned. Set up a check-in or a timer first.",
        "second_phone": "Add a second phone",
        "phone_2": "Second pretend phone",
        "number_2": "Second phone",
        "guide": "What to try with the clock",
        "guide_checkin": (
            "Text CHECKIN, then 1, then daily at noon, then 1, then 1.|Press “To the next thing that happens”: the"
            " check-in comes.|Answer 1, 2 or 3."
        ),
        "guide_timer_title": "A timer that tells somebody:",
        "guide_timer": (
            "Add a second phone: it is a friend's. On the first, text CHECK, then press the button with the new number"
            " and Sam, the name you go by.|The friend is asked. Answer 1 there.|On the first, text CHECK, then 1, and"
            " stay silent.|Press “To the next thing that happens”, again and again: a text, a call, then the friend's"
            " phone. Answer 1 there, or OK on the first."
        ),
        "timers_on": "On here, to try it. On a real line it is off until the programme switches it on.",
        "timers_off": "Switched off here. Start the line with PORCHLIGHT_SAFETY_CHECKS=1 to try it.",
        "missed": "Missed call from the line.",
        "rings": "The line is calling this phone.",
        "pick_up": "Answer",
        "voicemail": "Voicemail answers",
        "assistant": "An assistant asks who calls",
        "let_ring": "Let it ring",
        "text_tab": "Text",
        "call_tab": "Call",
        "conversation": "Conversation",
        "empty": "No texts yet. Write one below, or press one of these.",
        "try": "Try one of these",
        "message": "Your text",
        "send": "Send",
        "you": "You",
        "line": "The line",
        "segment": "segment",
        "segments": "segments",
        "media": "with a picture",
        "no_answer": "The line sent no text back.",
        "captions": "What you hear",
        "not_started": "Press Call to ring the line. What it says is written here.",
        "call": "Call",
        "hang_up": "Hang up",
        "keypad": "Keypad",
        "star": "star",
        "pound": "pound",
        "say": "Say something",
        "say_button": "Say it",
        "speak": "Use my microphone",
        "speak_note": (
            "Your browser turns your voice into words. Some browsers send the sound to the company that makes them."
        ),
        "silence": "Stay silent",
        "settings": "Call settings",
        "voice": "Speak out loud",
        "voice_note": "Only voices stored on this device are used. With a screen reader, you may want this off.",
        "auto_silence": "Count silence by itself when time runs out",
        "hidden": "Hide my number from the line",
        "ringing": "Ringing...",
        "speaking": "The line is speaking.",
        "listening": "The line is listening.",
        "for_keys": "Press a key.",
        "for_speech": "Say something.",
        "for_both": "Press a key or say something.",
        "not_listening": "The line is not listening yet.",
        "connected": "Connected to the peer line (pretend)",
        "they_hang_up": "They hang up",
        "nobody": "Nobody answers",
        "over": "The call is over.",
        "why_hangup": "The line hung up.",
        "why_script": "The line had nothing more to say and hung up.",
        "why_rejected": "The line did not take the call.",
        "why_busy": "The line was busy.",
        "why_error": "The call broke off because the line could not answer well.",
        "why_caller": "You hung up.",
        "pause": "pause",
        "seconds": "s",
        "pressed": "You pressed",
        "said": "You said",
        "silent": "You stayed silent.",
        "tones": "A recording or tones",
        "behind": "Behind the scenes",
        "behind_text": "What the line answered last, as the phone company gets it, and what it would complain about.",
        "no_document": "Nothing yet.",
        "trouble": "The page could not reach its server. Please try again.",
        "gone": "This pretend phone was put away after a while. Here is a new one.",
    },
    "es": {
        "title": "Pruebe la línea",
        "skip": "Ir al teléfono",
        "language": "Idioma de esta página",
        "what": "Esto es un simulador: un teléfono de prueba. Nada llega a un teléfono real. Los lugares son inventados.",
        "danger": "¿Alguien no respira o no despierta? Llame ahora al 911 desde un teléfono real.",
        "about": "Cómo funciona",
        "about_text": (
            "Usted escribe o llama. Esta página le pide a su servidor que firme un mensaje igual que la compañía"
            " telefónica, y la línea contesta por su puerta de verdad. Lo que ve es lo que recibe quien llama."
        ),
        "kept": (
            "Lo que escriba aquí queda en la memoria del servidor hasta una hora y después se borra. No escriba"
            " nombres ni números reales."
        ),
        "phone": "Teléfono de prueba",
        "your_number": "Su número de prueba",
        "new_phone": "Empezar de nuevo",
        "clock": "Reloj",
        "clock_text": "Para los avisos tiene que pasar tiempo. Aquí se adelanta el reloj; nunca vuelve atrás.",
        "clock_shows": "Ahora es",
        "to_next": "Hasta lo próximo que pase",
        "plus_minute": "+1 minuto",
        "plus_ten": "+10 minutos",
        "plus_hour": "+1 hora",
        "plus_day": "+1 día",
        "moving": "El reloj avanza ...",
        "moved": "En ese tiempo no llegó nada a sus teléfonos.",
        "came": "Llegó algo: mire sus teléfonos.",
        "clock_waits": "Suena un teléfono y el reloj espera. Conteste, o déjelo sonar.",
        "nothing_planned": "No hay nada previsto. Pida antes un aviso.",
        "second_phone": "Otro teléfono",
        "phone_2": "Segundo teléfono de prueba",
        "number_2": "Segundo teléfono",
        "guide": "Qué probar con el reloj",
        "guide_checkin": (
            "Mande AVISOS, luego 1, luego cada día a las 12, luego 1 y otra vez 1.|Oprima «Hasta lo próximo que pase»:"
            " llega el aviso.|Conteste 1, 2 o 3."
        ),
        "guide_timer_title": "Un aviso por tiempo que llama a alguien:",
        "guide_timer": (
            "Añada otro teléfono: el de una persona de confianza. En el primero mande CUIDAME y luego oprima el botón"
            " con el número nuevo y Sam, el nombre de usted.|El segundo recibe la pregunta. Conteste 1 en él.|En el"
            " primero mande CUIDAME, luego 1, y no conteste más.|Oprima «Hasta lo próximo que pase» varias veces: un"
            " mensaje, una llamada, y después el segundo teléfono. Conteste 1 en él, u OK en el primero."
        ),
        "timers_on": "Aquí está encendido para probarlo. En una línea real está apagado hasta que el programa lo encienda.",
        "timers_off": "Aquí está apagado. Para probarlo, inicie la línea con PORCHLIGHT_SAFETY_CHECKS=1.",
        "missed": "Llamada perdida de la línea.",
        "rings": "La línea llama a este teléfono.",
        "pick_up": "Contestar",
        "voicemail": "Contesta el buzón",
        "assistant": "Un asistente pregunta quién llama",
        "let_ring": "Dejar sonar",
        "text_tab": "Mensajes",
        "call_tab": "Llamada",
        "conversation": "Conversación",
        "empty": "Todavía no hay mensajes. Escriba uno abajo o toque uno de estos.",
        "try": "Pruebe uno de estos",
        "message": "Su mensaje",
        "send": "Enviar",
        "you": "Usted",
        "line": "La línea",
        "segment": "segmento",
        "segments": "segmentos",
        "media": "con una imagen",
        "no_answer": "La línea no respondió con un mensaje.",
        "captions": "Lo que se oye",
        "not_started": "Toque Llamar. Lo que diga la línea aparece escrito aquí.",
        "call": "Llamar",
        "hang_up": "Colgar",
        "keypad": "Teclado",
        "star": "asterisco",
        "pound": "numeral",
        "say": "Diga algo",
        "say_button": "Decirlo",
        "speak": "Usar mi micrófono",
        "speak_note": (
            "Su navegador convierte su voz en palabras. Algunos envían el sonido a la compañía que los hace."
        ),
        "silence": "Quedarse en silencio",
        "settings": "Ajustes de la llamada",
        "voice": "Hablar en voz alta",
        "voice_note": (
            "Solo se usan voces guardadas en este aparato. Si usa un lector de pantalla, quizá prefiera apagarlo."
        ),
        "auto_silence": "Contar el silencio automáticamente al acabarse el tiempo",
        "hidden": "Ocultar mi número a la línea",
        "ringing": "Llamando...",
        "speaking": "La línea está hablando.",
        "listening": "La línea escucha.",
        "for_keys": "Oprima una tecla.",
        "for_speech": "Diga algo.",
        "for_both": "Oprima una tecla o diga algo.",
        "not_listening": "La línea todavía no escucha.",
        "connected": "Conectado con la línea de compañeros (de prueba)",
        "they_hang_up": "Ellos cuelgan",
        "nobody": "Nadie contesta",
        "over": "La llamada terminó.",
        "why_hangup": "La línea colgó.",
        "why_script": "La línea no tenía más que decir y colgó.",
        "why_rejected": "La línea no tomó la llamada.",
        "why_busy": "La línea estaba ocupada.",
        "why_error": "La llamada se cortó porque la línea no pudo contestar bien.",
        "why_caller": "Usted colgó.",
        "pause": "pausa",
        "seconds": "s",
        "pressed": "Usted oprimió",
        "said": "Usted dijo",
        "silent": "Usted se quedó en silencio.",
        "tones": "Una grabación o tonos",
        "behind": "Detrás de la pantalla",
        "behind_text": "Lo último que contestó la línea, como lo recibe la compañía telefónica, y sus quejas.",
        "no_document": "Nada todavía.",
        "trouble": "La página no pudo comunicarse con su servidor. Inténtelo otra vez.",
        "gone": "Este teléfono de prueba se guardó después de un rato. Aquí tiene uno nuevo.",
    },
}
