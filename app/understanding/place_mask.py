"""A message without the town it names: `ma` behind Lowell is a state and `rapids` behind Grand a town, not a cry."""

import re
from collections.abc import Collection

from app.understanding.place_words import ASKED, STATE_NAMES, STATES

_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_LONGEST = 4
_SOMEWHERE = "19104"
"""What stands in place of the town: a message with a ZIP code is one that everybody has seen."""
_SOMEWHERE_ELSE = re.compile(r"(?<!\d)\d{5}(?!\d)")
_JOINS = frozenset("and & y e or o plus in near en cerca de".split())
_NALOXONE = frozenset("narcan naloxone naloxona".split())
_TWO_WORD_STATES = frozenset(
    "new hampshire|new jersey|new mexico|new york|north carolina|north dakota|south carolina|south dakota|west virginia|rhode island".split(
        "|"
    )
)
_SPLIT_ZIP = re.compile(r"(?<![\d-])\d(?: \d){4}(?![\d-]| \d)")


def without_town(text: str, *, towns: Collection[str], common: Collection[str]) -> str:
    """The plain text with each town, and the state behind it, as one ZIP code, where the line is asked to find something."""
    words = [(match.group(), match.start(), match.end()) for match in _WORD.finditer(text)]
    if not any(word in ASKED for word, _, _ in words):
        return text
    spans = _spans(words, towns, common)
    for start, end in reversed(spans):
        text = f"{text[:start]}{_SOMEWHERE}{text[end:]}"
    return _one_thing(_SPLIT_ZIP.sub(_SOMEWHERE, text))


def _one_thing(text: str) -> str:
    """A list of things and a ZIP code, and not a word besides, as the first kind of thing: two make no alarm."""
    words = text.split()
    if _SOMEWHERE_ELSE.search(text) and all(word in ASKED or word in _JOINS or word.isdigit() for word in words):
        things = [word for word in words if word in ASKED]
        return " ".join([*sorted(things, key=lambda word: word not in _NALOXONE), _SOMEWHERE])
    return text


def _spans(words: list[tuple[str, int, int]], towns: Collection[str], common: Collection[str]) -> list[tuple[int, int]]:
    """Where the towns are, from left to right."""
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(words):
        size = _town(words, at, towns)
        state = _state(words, at + size) if size else 0
        bare = words[at][0] if size == 1 else ""
        # a word of any day is a town only with its state behind it, and one that asks for something never
        if size and (not bare or bare not in common or (state and bare not in ASKED)):
            last = at + size + state - 1
            found.append((words[at][1], words[last][2]))
            at = last + 1
        else:
            at += 1
    return found


def _town(words: list[tuple[str, int, int]], at: int, towns: Collection[str]) -> int:
    """How many words from here are the name of a town; 0 when none."""
    for size in range(min(_LONGEST, len(words) - at), 0, -1):
        if " ".join(word for word, _, _ in words[at : at + size]) in towns:
            return size
    return 0


def _state(words: list[tuple[str, int, int]], at: int) -> int:
    """How many words from here name a state; 0 when none. `in` and such only at the end of the message."""
    if at >= len(words):
        return 0
    word = words[at][0]
    if " ".join(part for part, _, _ in words[at : at + 2]) in _TWO_WORD_STATES:
        return 2
    if word in STATE_NAMES:
        return 1
    if word not in STATES:
        return 0
    return int(
        word not in {"in", "or", "me", "hi", "on", "ok", "oh"} or at == len(words) - 1 or words[at + 1][0] in ASKED
    )
