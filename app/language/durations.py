"""How long a message asks for, in minutes."""

import re

MOST = 24 * 60  # a longer wait is no check-in

_SMALL = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
    "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
    "twenny": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "ninety": 90,
    "uno": 1, "un": 1, "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10,
    "once": 11, "doce": 12, "quince": 15, "veinte": 20, "veinticinco": 25, "treinta": 30, "cuarenta": 40, "cincuenta": 50, "sesenta": 60,
    "couple": 2, "few": 5,
}  # fmt: skip
_UNIT = re.compile(r"^(\d{1,4})(m|min|mins|minutes|h|hr|hrs|hours)$")
_BEFORE = frozenset(
    "in timer for every check check_in check_on me at en cada a de within after timer_for text revisame".split()
)


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
        if loose is None and (before in _BEFORE or len(tokens) == 1) and token not in {"un", "una", "one", "uno"}:
            loose = number
    return _within(loose) if bare and loose is not None else None


def _within(minutes: int) -> int | None:
    return minutes if 0 < minutes <= MOST else None
