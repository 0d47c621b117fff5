"""What a screen shows beside a text: its cost, and which voice should read it aloud."""

from __future__ import annotations

import re

from app.language.sms_text import segments
from app.simulator.words import MARKS, SMALL_WORDS

_WORD = re.compile(r"[^\W\d_]+")


def count_segments(text: str) -> tuple[int, str]:
    """How many segments a text costs (an empty one still costs one), and in which encoding."""
    cost = segments(text)
    return max(cost.count, 1), cost.encoding


def guess_language(text: str) -> str:
    """The language that small words or marks tell, else nothing; good enough to choose a reading voice."""
    words = _WORD.findall(text.lower())
    found = {
        language: sum(word in small for word in words) + 3 * sum(mark in text for mark in MARKS[language])
        for language, small in SMALL_WORDS.items()
    }
    second, best = sorted(found.values())[-2:]
    return "" if second == best else max(found, key=lambda language: found[language])
