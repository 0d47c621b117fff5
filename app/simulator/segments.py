"""What a screen shows beside a text: its cost, and which voice should read it aloud."""

from __future__ import annotations

import re

from app.language.sms_text import segments

_WORD = re.compile(r"[^\W\d_]+")
_SPANISH = frozenset(("al con de del el en es esta la las lo los no para por que se si su un una usted y").split())
_ENGLISH = frozenset(("a and are for go if in is it not of on or the them they to with you your").split())


def weigh(text: str) -> tuple[int, str]:
    """How many segments a text costs (an empty one still costs one), and in which encoding."""
    cost = segments(text)
    return max(cost.count, 1), cost.encoding


def guess_language(text: str) -> str:
    """`es` or `en` where small words or marks tell, else nothing; good enough to choose a reading voice."""
    words = _WORD.findall(text.lower())
    spanish = sum(word in _SPANISH for word in words) + 3 * sum(mark in text for mark in "¿¡ñ")
    english = sum(word in _ENGLISH for word in words)
    if spanish == english:
        return ""
    return "es" if spanish > english else "en"
