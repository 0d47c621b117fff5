"""What of a place would send somebody to a closed door, to no door, or to a number that nobody answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from app.release.lint.numbers import BLOCKED
from app.release.problems import shown

_SPAN = re.compile(r"(?<!\d)(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})(?!\d)")
_LONGEST_NIGHT = 14 * 60
"""Minutes: what closes on the next day and is open longer than this was written the other way round."""
_ALL_NIGHT = frozenset({"shelter", "crisis", "detox"})
_NO_DOOR = frozenset({"mail_order"})
_SHORT_CODE = re.compile(r"\d{3}|\d{5,6}")
_FEWEST_DIGITS = 10
_FILM = re.compile(r"\d{3}55501\d\d")


def misleading(cells: Mapping[str, str]) -> Iterator[str]:
    """Each thing that is wrong with a place for whoever is sent there; of columns that the list has."""
    if cells.get("kind") not in _NO_DOOR and not cells.get("address", "-"):
        yield "There is no address, so nobody who is told of it finds it. Write the street and the number."
    if not cells.get("services", "-") and not cells.get("service_words"):
        yield "There are no services, so nobody is ever sent there. Write what it gives, like naloxone,syringes."
    if _ALL_NIGHT.isdisjoint(re.split(r"[,;|\s]+", cells.get("services", ""))):
        yield from _turned(cells.get("hours", ""))
    if wrong := _phone(cells.get("phone", ""), made_up=cells.get("demo") == "yes"):
        yield wrong


def _turned(hours: str) -> Iterator[str]:
    for found in _SPAN.finditer(hours):
        opens, closes = (int(found[at]) * 60 + int(found[at + 1]) for at in (1, 3))
        if closes < opens and closes + 24 * 60 - opens > _LONGEST_NIGHT:
            yield f"'{found[0]}' is a whole night and most of a day. Are opening and closing the other way round?"


def _phone(written: str, *, made_up: bool) -> str:
    """Why this cannot be called, or must not be; empty where it can."""
    digits = re.sub(r"\D", "", written).removeprefix("1")
    if not written or re.search(r"[A-Za-z]{2}", written) or _SHORT_CODE.fullmatch(written):
        return ""
    if digits[:10] in BLOCKED:
        return f"This number is blocked: {BLOCKED[digits[:10]]}. Take it out."
    if len(digits) < _FEWEST_DIGITS:
        return f"'{shown(written)}' has too few digits to be called. Write it like 215-686-2000."
    if _FILM.match(digits) and not made_up:
        return f"'{shown(written)}' is a number for films: nobody answers there. Write the real one, and call it."
    return ""
