"""The words of the pretend phone in a terminal, in each language."""

from __future__ import annotations

from app.simulator.answerers import Answerer

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "what": (
            "This is a simulator. Nothing goes to a real phone. The places it names are made up.\n"
            "Is someone not breathing or not waking up? Call 911 on a real phone now."
        ),
        "chat": (
            "Write a text and press Enter. Try: od, narcan, my friend wont wake up, español, tips, checkin.\n"
            "/help: move the clock, a second phone, answer a call. /q: leave."
        ),
        "chat_elsewhere": (
            "Write a text and press Enter. Try: od, narcan, my friend wont wake up, español, tips. /q to leave."
        ),
        "help": (
            "  /next                move the clock to the next thing that happens\n"
            "  /wait 15m            let time pass: 90s, 15m, 2h, 1d; stops when a phone rings\n"
            "  /clock               what time it is here\n"
            "  /clock friday 18:05  move it there; eastern, central ... may follow\n"
            "  /phone 2             take a second phone in hand; /phone 1 goes back\n"
            "  2> yes               text once from phone 2\n"
            "  /phone               the phones and their numbers\n"
            "  /answer  /decline    pick up a call that rings, or let it ring out\n"
            "  /answer voicemail    let a voicemail, an assistant or somebody slow pick up\n"
            "  /call                call the line from this phone\n"
            "  /q                   leave\n\n"
            "  A check-in: text checkin, 1, daily at noon, 1, 1. Then /next; answer 1 to 3.\n\n"
            "  A timer that tells a friend: /phone 2 shows their number, /phone 1 goes back.\n"
            "  Text check, then that number and your name, Sam. 2> 1 says yes for them. Text\n"
            "  check, then 1, and be silent: /next, again and again. To end it, ok; or\n"
            "  /answer for the friend, and 1.\n\n"
            "  Nothing leaves this computer. Timers are on here to try them; on a real line\n"
            "  they are off until the programme switches them on."
        ),
        "help_elsewhere": "  /q leaves. A clock and a second phone are there without --url, or on the line's own page, /demo.",
        "elsewhere": "That works without --url, or on the line's own page, /demo.",
        "no_command": "There is no {word}. /help lists what there is.",
        "phone": "phone",
        "this_phone": "this phone",
        "the_phone": "phone {}",
        "here": "(you have it in hand)",
        "new_phone": (
            "{phone} is there. Its number is {number}. When the line asks whom to tell, text from the other phone that"
            " number and the name you go by: {number} Sam"
        ),
        "you_have": "You have {phone} in hand now.",
        "how_phones": "/phone 2 takes phone 2 in hand. 2> yes texts once from it.",
        "texted": "It is {time}. The line texts {phone}:",
        "rings": "It is {time}, and {phone} rings: the line is calling. /answer picks up, /decline lets it ring out.",
        "missed": "{phone} stopped ringing. Nobody picked up.",
        "nothing_rings": "No phone rings now.",
        "picked_up": "{phone} is picked up.",
        "clock_waits": "The clock waits while it rings. /wait or /next lets it ring.",
        "it_is": "It is {time}.",
        "nothing_came": "Nothing came in that time. It is {time}.",
        "nothing_planned": "Nothing is planned. Set up a check-in (checkin) or a timer (check) first.",
        "what_time": "Write how long, like /wait 15m or /wait 2h, or until when, like /clock friday 18:05.",
        "days": "Mon Tue Wed Thu Fri Sat Sun",
        "months": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
        "at": "{day} {month} {date}, {hour} ({zone} time)",
        "call": (
            "Type keys (0-9 * #), or words to say. Enter alone is silence. /h hangs up.\n"
            'To say a number instead of pressing it, begin with a quotation mark: "62901'
        ),
        "you": "you",
        "line": "the line",
        "segment": "segment",
        "segments": "segments",
        "no_answer": "The line sent no text back.",
        "listening": "Listening: keys, words, or Enter for silence>",
        "connected": "Connected to the peer line (pretend)",
        "connected_prompt": "Enter: they hang up. n: nobody answers. v: a voicemail does. /h: you hang up>",
        "pause": "pause",
        "tones": "a recording or tones",
        "why_hangup": "The line hung up.",
        "why_script": "The line had nothing more to say and hung up.",
        "why_rejected": "The line did not take the call.",
        "why_busy": "The line was busy.",
        "why_error": "The call broke off because the line could not answer well.",
        "why_caller": "You hung up.",
    },
    "es": {
        "what": (
            "Esto es un simulador. Nada llega a un teléfono real. Los lugares que nombra son inventados.\n"
            "¿Alguien no respira o no despierta? Llame ahora al 911 desde un teléfono real."
        ),
        "chat": (
            "Escriba un mensaje y oprima Enter. Pruebe: sobredosis, narcan, mi amigo no despierta, english, avisos.\n"
            "/ayuda: mover el reloj, otro teléfono, contestar una llamada. /q: salir."
        ),
        "chat_elsewhere": (
            "Escriba un mensaje y oprima Enter. Pruebe: sobredosis, narcan, mi amigo no despierta, english,"
            " consejos. /q para salir."
        ),
        "help": (
            "  /siguiente            adelanta el reloj hasta lo próximo que pase\n"
            "  /espera 15m           deja pasar tiempo: 90s, 15m, 2h, 1d; para si algo suena\n"
            "  /reloj                qué hora es aquí\n"
            "  /reloj viernes 18:05  hasta entonces; puede seguir este, centro ...\n"
            "  /telefono 2           toma otro teléfono; /telefono 1 vuelve\n"
            "  2> sí                 manda un mensaje desde el teléfono 2\n"
            "  /telefono             los teléfonos y sus números\n"
            "  /contestar  /dejar    contesta una llamada, o la deja sonar\n"
            "  /contestar buzón     contesta un buzón, un asistente o alguien que tarda (tarde)\n"
            "  /llamar               llama a la línea desde este teléfono\n"
            "  /q                    salir\n\n"
            "  Un aviso: mande avisos, 1, cada día a las 12, 1, 1. Después /siguiente;\n"
            "  conteste 1, 2 o 3.\n\n"
            "  Un aviso por tiempo: /telefono 2 da el número de otra persona, /telefono 1\n"
            "  vuelve. Mande cuidame, después ese número y su nombre, Sam. 2> 1 acepta por\n"
            "  ella. Mande cuidame, después 1, y no conteste más: /siguiente, varias veces.\n"
            "  Lo termina ok, o /contestar por la otra persona, y 1.\n\n"
            "  Nada sale de esta computadora. Los avisos por tiempo están encendidos aquí; en\n"
            "  una línea real están apagados hasta que el programa los encienda."
        ),
        "help_elsewhere": "  /q sale. El reloj y otro teléfono están sin --url, o en la página de la línea, /demo.",
        "elsewhere": "Eso funciona sin --url, o en la página de la línea, /demo.",
        "no_command": "No existe {word}. /ayuda muestra lo que hay.",
        "phone": "teléfono",
        "this_phone": "este teléfono",
        "the_phone": "el teléfono {}",
        "here": "(lo tiene en la mano)",
        "new_phone": (
            "Ya está {phone}. Su número es {number}. Cuando la línea pregunte a quién avisar, mande desde el otro ese"
            " número y el nombre de usted: {number} Sam"
        ),
        "you_have": "Ahora tiene {phone} en la mano.",
        "how_phones": "/telefono 2 toma el teléfono 2. 2> sí manda un mensaje desde él.",
        "texted": "Ahora es {time}. La línea escribe a {phone}:",
        "rings": "Ahora es {time} y suena {phone}: llama la línea. /contestar contesta, /dejar lo deja sonar.",
        "missed": "{phone} dejó de sonar. Nadie contestó.",
        "nothing_rings": "Ahora no suena ningún teléfono.",
        "picked_up": "Contestan en {phone}.",
        "clock_waits": "El reloj espera mientras suena. /espera o /siguiente lo deja sonar.",
        "it_is": "Ahora es {time}.",
        "nothing_came": "No llegó nada en ese tiempo. Ahora es {time}.",
        "nothing_planned": "No hay nada previsto. Pida antes un aviso (avisos, o cuidame).",
        "what_time": "Escriba cuánto, como /espera 15m o /espera 2h, o hasta cuándo, como /reloj viernes 18:05.",
        "days": "lun mar mié jue vie sáb dom",
        "months": "ene feb mar abr may jun jul ago sep oct nov dic",
        "at": "{day} {date} {month}, {hour} (hora {zone})",
        "call": (
            "Escriba teclas (0-9 * #) o palabras para decir. Enter solo es silencio. /h cuelga.\n"
            'Para decir un número en vez de oprimirlo, empiece con comillas: "62901'
        ),
        "you": "usted",
        "line": "la línea",
        "segment": "segmento",
        "segments": "segmentos",
        "no_answer": "La línea no respondió con un mensaje.",
        "listening": "Escucha: teclas, palabras o Enter para el silencio>",
        "connected": "Conectado con la línea de compañeros (de prueba)",
        "connected_prompt": "Enter: ellos cuelgan. n: nadie contesta. v: contesta un buzón. /h: usted cuelga>",
        "pause": "pausa",
        "tones": "una grabación o tonos",
        "why_hangup": "La línea colgó.",
        "why_script": "La línea no tenía más que decir y colgó.",
        "why_rejected": "La línea no tomó la llamada.",
        "why_busy": "La línea estaba ocupada.",
        "why_error": "La llamada se cortó porque la línea no pudo contestar bien.",
        "why_caller": "Usted colgó.",
    },
}

LANGUAGE_WORD = {"en": "english", "es": "español"}
"""What a caller texts for each language."""

ZONE_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "America/New_York": "Eastern",
        "America/Chicago": "Central",
        "America/Denver": "Mountain",
        "America/Los_Angeles": "Pacific",
    },
    "es": {
        "America/New_York": "del Este",
        "America/Chicago": "del Centro",
        "America/Denver": "de la Montaña",
        "America/Los_Angeles": "del Pacífico",
    },
}
"""How the zones that check-ins offer are called."""

COMMANDS = {
    word: name
    for name, words in {
        "help": "/help /ayuda /?",
        "next": "/next /siguiente /n",
        "wait": "/wait /espera /esperar",
        "clock": "/clock /reloj /hora",
        "phone": "/phone /telefono /teléfono /phones /telefonos",
        "answer": "/answer /contestar",
        "decline": "/decline /dejar",
        "call": "/call /llamar",
        "quit": "/q /quit /salir /exit",
    }.items()
    for word in words.split()
}
"""What may be typed instead of a text, in either language."""

ANSWERERS = {
    "voicemail": Answerer.VOICEMAIL,
    "buzon": Answerer.VOICEMAIL,
    "buzón": Answerer.VOICEMAIL,
    "assistant": Answerer.ASSISTANT,
    "asistente": Answerer.ASSISTANT,
    "slow": Answerer.SLOW,
    "tarde": Answerer.SLOW,
}
"""Who picks up besides the person: `/answer voicemail`."""
