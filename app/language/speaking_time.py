"""How long words take to be spoken, and where a voice may stop between them; an estimate, since no voice says its speed.

Amazon gives no rate for its voices ("no standard speed": https://docs.aws.amazon.com/polly/latest/dg/voice-speed-vip.html).
150 words a minute is the slow end of what is comfortable to listen to, and what this line's pages measured at: 128 words
in 49 seconds. Digits read one by one are words; a full stop and a comma are short silences already in that rate.
"""

from __future__ import annotations

import re

WORDS_A_MINUTE = 150
TOO_SHORT = 4
"""Seconds: what takes no longer stays with what was said before it, where there is room."""
_SENTENCE = re.compile(r"(?<=[.!?:])\s+(?=[^a-z])")
_COMMA = re.compile(r"(?<=[,;:])\s+")


def seconds(text: str, *, words_a_minute: int = WORDS_A_MINUTE) -> float:
    """About how long a voice needs for these words."""
    return len(text.split()) * 60 / words_a_minute


def pieces(text: str, most: float) -> tuple[str, ...]:
    """The text in as few pieces of about one length as take no longer than this each, cut between sentences where it can be."""
    sentences = [part for whole in _SENTENCE.split(text.strip()) for part in _short(whole, most)]
    count = max(1, -(-int(seconds(text) * 100) // int(most * 100)))
    while True:
        found = _shared_out(sentences, seconds(text) / count, most)
        if all(seconds(piece) <= most for piece in found) or count > len(sentences):
            return tuple(found)
        count += 1


def _shared_out(sentences: list[str], fair: float, most: float) -> list[str]:
    found: list[str] = []
    for sentence in sentences:
        longer = f"{found[-1]} {sentence}" if found else ""
        near = longer and (seconds(found[-1]) + seconds(sentence) / 2 <= fair or seconds(sentence) <= TOO_SHORT)
        if near and seconds(longer) <= most:
            found[-1] = longer
        else:
            found.append(sentence)
    return found


def _short(sentence: str, most: float) -> list[str]:
    """The sentence, cut at its commas where it is too long by itself."""
    if seconds(sentence) <= most:
        return [sentence]
    found: list[str] = []
    for part in _COMMA.split(sentence):
        if found and seconds(f"{found[-1]} {part}") <= most:
            found[-1] = f"{found[-1]} {part}"
        else:
            found.append(part)
    return found
