"""What may be typed in a terminal instead of a text."""

from __future__ import annotations

from app.simulator.answerers import Answerer

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
