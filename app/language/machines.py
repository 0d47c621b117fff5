"""Replies that no person wrote: driving, meetings, holidays, desks that thank for a message. They get no answer."""

from __future__ import annotations

import re

_AUTOMATIC = re.compile(
    r"(?:\b(?:i'?m|i am) driving\b.{0,80}\b(?:notifications|later|arrive|get where|reply|respond|get back)"
    r"|\bdriving with (?:focus|do not disturb)|\bdo not disturb while driving\b|\bi will see your message when i get\b"
    r"|\bnot receiving notifications\b|\bi'?ll see your message later\b|\bsent (?:from|by) my car\b|\bauto(?:matic)?[- ]?(?:reply|response|responder)\b"
    r"|\bout of (?:the )?office\b|\bthis (?:number|inbox|mailbox) is not monitored\b|\bdo not reply to this\b"
    r"|\bthank(?:s| you) for (?:contacting|your message|reaching out|texting)\b.{0,120}\b(?:team|soon|shortly|business|hours|get back|respond|representative)"
    r"|\bwe(?:'ll| will) get back to you\b|\bour (?:office|store|business) (?:is|hours)\b"
    r"|\bestoy (?:conduciendo|manejando)\b.{0,80}\b(?:luego|despu[eé]s|cuando|respond|contest|mensaje|notificaciones)"
    r"|\bno recibir[eé] notificaciones\b|\brespuesta autom[aá]tica\b|\bfuera de (?:la )?oficina\b"
    r"|\bgracias por (?:contactar|comunicarse|su mensaje|escribir)\b.{0,120}\b(?:pronto|equipo|horario|breve|responder))",
    re.IGNORECASE | re.DOTALL,
)


def is_automatic(text: str) -> bool:
    """Whether a machine wrote this for somebody who is not reading now."""
    return len(text) > 12 and _AUTOMATIC.search(text) is not None
