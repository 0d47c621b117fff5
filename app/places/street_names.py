"""How people write the names of streets, brought to one form."""

from __future__ import annotations

import re

from app.places.gazetteer import fold
from app.places.local_places import Street

HOUSE = re.compile(
    r"\b(\d{1,5}) ((?:[nsew] |north |south |east |west )?[\w]+(?: [\w]+)?? (?:st|street|ave?|avenue|rd|road|blvd|boulevard|dr|drive))\b"
)
NUMBERED = re.compile(r"\b(\d{1,3}(?:st|nd|rd|th))(?: st| street)?\s*(?:and|&|n|y|@|/)\s*([a-z]+)")
NUMBERED_LAST = re.compile(r"\b([a-z]+)(?: st| street| ave)?\s*(?:and|&|n|y|@|/)\s*(\d{1,3}(?:st|nd|rd|th))")


def ending(number: int) -> str:
    """What stands behind the number of a street: `33rd`."""
    return "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


SUFFIXES = frozenset(
    [
        "st",
        "street",
        "ave",
        "avenue",
        "av",
        "blvd",
        "boulevard",
        "rd",
        "road",
        "dr",
        "drive",
        "ln",
        "lane",
        "pl",
        "place",
        "ct",
        "court",
        "pkwy",
        "parkway",
        "way",
        "calle",
        "avenida",
        "hwy",
        "highway",
    ]
)
SIDES = {"north": "n", "south": "s", "east": "e", "west": "w", "norte": "n", "sur": "s", "este": "e", "oeste": "w"}
_SAINTS = frozenset({"saint", "san", "santa"})


def street_key(name: str) -> str:
    """The name of a street without `Street`, `the` or ordinal endings, however it was written."""
    words = [word for word in fold(name).split() if word not in ("the", "el", "la")]
    while len(words) > 1 and words[-1] in SUFFIXES:
        words.pop()
    while len(words) > 1 and words[0] in ("calle", "avenida", "ave"):
        words.pop(0)
    if len(words) > 1 and words[0] in SIDES:
        words[0] = SIDES[words[0]]
    words = ["st" if word in _SAINTS and len(words) > 1 else word for word in words]
    return " ".join(_ordinal(word) for word in words)


SAID = {
    "first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6", "seventh": "7",
    "eighth": "8", "ninth": "9", "tenth": "10", "eleventh": "11", "twelfth": "12",
    "primera": "1", "segunda": "2", "tercera": "3", "cuarta": "4", "quinta": "5", "sexta": "6", "septima": "7",
    "octava": "8", "novena": "9", "decima": "10",
}  # fmt: skip


def street_keys(street: Street) -> set[str]:
    """Under which names a street is looked up: one from a map without its side of town as well, 'S 5th St' by '5th'."""
    keys = {street_key(name) for name in (street.name, *street.aliases)}
    if street.surveyed:
        keys |= {key.partition(" ")[2] for key in keys if key.partition(" ")[0] in ("n", "s", "e", "w")}
    return keys - {""}


def _ordinal(word: str) -> str:
    if word in SAID:
        return SAID[word]
    if len(word) > 2 and word[:-2].isdigit() and word[-2:] in ("st", "nd", "rd", "th"):
        return word[:-2]
    return word
