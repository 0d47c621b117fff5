"""The words of the pretend phone in a terminal, in each language."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "what": (
            "This is a simulator. Nothing goes to a real phone. The places it names are made up.\n"
            "Is someone not breathing or not waking up? Call 911 on a real phone now."
        ),
        "chat": "Write a text and press Enter. Try: od, narcan, my friend wont wake up, español, tips. /q to leave.",
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
        "connected_prompt": "Enter: they hang up. n: nobody answers. /h: you hang up>",
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
            "Escriba un mensaje y oprima Enter. Pruebe: sobredosis, narcan, mi amigo no despierta, english,"
            " consejos. /q para salir."
        ),
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
        "connected_prompt": "Enter: ellos cuelgan. n: nadie contesta. /h: usted cuelga>",
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
