"""Hours that belong to a part of the year: `June-August: Mon-Fri 9am-5pm`, taken apart into months and what is said of them."""

from __future__ import annotations

import re

import msgspec

from app.places.hours_spelling import plain_letters

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NAMES = (
    "january jan enero ene", "february feb febrero", "march marzo", "april apr abril abr", "may mayo", "june jun junio",
    "july jul julio", "august aug agosto ago", "september sept sep septiembre", "october oct octubre",
    "november nov noviembre", "december dec diciembre dic",
)  # fmt: skip
"""Names of months as lists write them; `mar` is left out: it may be a Tuesday."""
_MONTH_OF = {word: number for number, names in enumerate(_NAMES) for word in names.split()}
_MONTH = rf"(?:{'|'.join(sorted(_MONTH_OF, key=len, reverse=True))})\b\.?"
_DAY = r"(?: ?(\d{1,2})(?:st|nd|rd|th)?(?!\d|:\d| ?[ap]m))?"
_SEASON = re.compile(
    rf"\b(?:from |de |between )?({_MONTH}){_DAY} ?(?:-|to|through|thru|until|a|hasta) ?(?:el )?({_MONTH}){_DAY}\s*[:,;-]?"
)
_BEFORE = re.compile(
    r"^[\s,;:.(-]*(?:(?:open|seasonal(?:ly)?|season|(?:summer|winter) hours|hours|abierto)[\s,:;-]*)*$"
)
_AFTER = re.compile(r"[\s,;:.)]+$")
_DASHES = re.compile("[\u2013\u2014\u2212\u2012~]")


class Season(msgspec.Struct, frozen=True):
    """One part of the year, as OpenStreetMap writes it, and the text about the hours in it."""

    months: str
    text: str
    covers: frozenset[int]
    """The months that lie in it, even partly, from January 0."""


def seasons_of(text: str) -> list[Season] | None:
    """The parts of the year this text tells of; none when it names none, None when it is not clear which hours are when."""
    plain = _DASHES.sub("-", plain_letters(text))
    found = list(_SEASON.finditer(plain))
    if not found:
        return []
    before = plain[: found[0].start()]
    if _BEFORE.fullmatch(before):
        ends = [one.start() for one in found[1:]] + [len(plain)]
        texts = [plain[one.end() : end] for one, end in zip(found, ends, strict=True)]
    elif len(found) == 1 and not _AFTER.sub("", plain[found[0].end() :]):
        texts = [before.rstrip(" ,;:.(-")]
    else:
        return None
    seasons = [_season(one, _AFTER.sub("", said)) for one, said in zip(found, texts, strict=True)]
    covered = [month for season in seasons if season for month in season.covers]
    if None in seasons or (len(seasons) > 1 and len(covered) != len(set(covered))):
        return None
    return [season for season in seasons if season]


def _season(found: re.Match[str], text: str) -> Season | None:
    first, last = (_MONTH_OF[name.rstrip(".")] for name in (found[1], found[3]))
    days = [int(day) if day else 0 for day in (found[2], found[4])]
    if any(day > 31 for day in days) or bool(days[0]) != bool(days[1]) or not text.strip():
        return None
    begin, end = (
        f"{_MONTHS[month]} {day:02d}" if day else _MONTHS[month] for month, day in zip((first, last), days, strict=True)
    )
    covers = range(first, last + 1 if last >= first else last + 13)
    return Season(f"{begin}-{end}" if begin != end else begin, text, frozenset(month % 12 for month in covers))
