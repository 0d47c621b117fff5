"""How long a message asks for, in minutes."""

import re

from app.language.heard import heard, heard_as

MOST = 24 * 60  # a longer wait is no check-in

_SMALL = {word: int(number) for word, number in heard_as("minutes").items()}
_UNIT = re.compile(r"^(\d{1,4})(m|min|mins|minutes|h|hr|hrs|hours)$")
_BEFORE = heard("before_minutes")
_LONE_ONE = heard("lone_one")


def _number(word: str) -> int | None:
    if word.isdigit():
        return int(word) if len(word) <= 4 else None
    return _SMALL.get(word)


def find(tokens: list[str], *, bare: bool) -> int | None:
    """Minutes named in the folded words, or None; with `bare` a number without a unit counts too."""
    loose: int | None = None
    for at, token in enumerate(tokens):
        joined = _UNIT.match(token)
        if joined is not None:
            return _within(int(joined.group(1)) * (60 if joined.group(2)[0] == "h" else 1))
        number = _number(token)
        if number is None:
            continue
        after = tokens[at + 1] if at + 1 < len(tokens) else ""
        rest = _number(after) if not token.isdigit() and number >= 20 and number % 10 == 0 else None
        if rest is not None and rest < 10:
            number += rest
            after = tokens[at + 2] if at + 2 < len(tokens) else ""
        if after == "minutes":
            return _within(number)
        if after == "hours":
            return _within(number * 60)
        before = tokens[at - 1] if at else ""
        if loose is None and (before in _BEFORE or len(tokens) == 1) and token not in _LONE_ONE:
            loose = number
    return _within(loose) if bare and loose is not None else None


def _within(minutes: int) -> int | None:
    return minutes if 0 < minutes <= MOST else None
