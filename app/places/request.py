"""What a message asks for: services, wishes and the rest, in which the place is. Pure, and nothing is kept."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from app.places.request_words import SERVICE_WORDS, WISH_WORDS

LONGEST = 400


class PlaceRequest(msgspec.Struct, frozen=True):
    """What was asked for, in our names; `rest` holds what is left of the caller's words and is thrown away at once."""

    services: tuple[str, ...]
    wishes: tuple[str, ...]
    """Such as `open_now`, `open:su`, `open:+1@10:00`, `24h`, `kind:vending_machine`, `language:es`."""
    rest: str


_WEEKDAYS = {
    "mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6,
    "lun": 0, "mar": 1, "mie": 2, "mié": 2, "jue": 3, "vie": 4, "sab": 5, "sáb": 5, "dom": 6,
}  # fmt: skip
_DAY = (
    r"(?P<day>mon(?:day)?s?|tue(?:s|sday)?s?|wed(?:nesday|s)?s?|thu(?:r|rs|rsday)?s?|fri(?:day)?s?|sat(?:urday)?s?|sun(?:day)?s?"
    r"|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bados?|domingos?)"
)
_WHEN = re.compile(
    rf"\b(?:(?:open|abiert[oa]s?|abren|abre|on|el|los|this|next|este|late|is it open)\s+)*"
    rf"(?:(?P<tomorrow>tomorrow|tmrw|tmw|tomoro?w|ma[nñ]ana(?! por))|(?P<tonight>tonight|tonite|esta noche|late night|at night)"
    rf"|(?P<weekend>(?:on |the |this )*weekends?|(?:el |los )?fin(?:es)? de semana)|{_DAY})\b"
    r"(?:\s+(?:at|around|after|by|a las?|@|morning|night|evening|afternoon|por la))*"
    r"(?:\s+(?P<hour>\d{1,2})(?::(?P<minute>\d\d))?\s*(?P<half>am|pm|a\.m\.|p\.m\.)?(?!\d|\s*(?:st|nd|rd|th|and|&)\b))?",
)
_AT = re.compile(
    r"\b(?:open|abierto|abren)\s+(?:at|after|past|until|til|till|a las?)\s+(?P<hour>\d{1,2})(?::(?P<minute>\d\d))?\s*(?P<half>am|pm)?\b"
    r"|\b(?:at|a las?)\s+(?P<hour2>\d{1,2})(?::(?P<minute2>\d\d))?\s*(?P<half2>am|pm|de la noche|de la ma[nñ]ana)\b"
)
_AGE = re.compile(
    r"\b(?:(?:im|i m|i'm|i am|tengo|he is|she is|my (?:son|daughter|kid) is)\s+(?P<years>1[0-9]|2[01])(?:\s*(?:yo|y/o|years? old|a[nñ]os))?\b"
    r"|(?P<years2>1[0-9])\s*(?:yo|y/o|years? old|a[nñ]os)\b|(?P<minor>under ?age|under 18|a minor|teens?|minors?|for youth|menor(?:es)? de edad))"
)


@lru_cache(maxsize=1)
def _services() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(rf"\b(?:{pattern})\b")) for name, pattern in SERVICE_WORDS)


@lru_cache(maxsize=1)
def _wishes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(rf"(?<![\w])(?:{pattern})(?![\w])")) for name, pattern in WISH_WORDS)


_AT_HOME = re.compile(r"\b(?:(?:at|in my|in our|in the) (?:home|house)|en (?:mi |la )?casa)\b(?!,? [a-z]{2}\b)")
"""No town called Home or House: where somebody lives."""


def names_service(text: str) -> bool:
    """Whether any service is named in these words: enough to know for most messages, at a third of the cost."""
    lower = text[:LONGEST].lower().replace("’", "'")
    return any(pattern.search(lower) for _, pattern in _services())


def read_request(text: str) -> PlaceRequest:
    """The services and wishes in these words, and the words without them."""
    rest = _AT_HOME.sub(" ; ", text[:LONGEST].lower().replace("’", "'"))
    wishes: list[str] = []
    for name, pattern in _wishes():
        if pattern.search(rest):
            wishes.append(name)
            rest = pattern.sub(" ; ", rest)
    wishes += [wish for wish, rest in (_moment(rest),) if wish]
    rest = _moment(rest)[1]
    age = _AGE.search(rest)
    if age is not None:
        wishes.append(f"age:{age['years'] or age['years2'] or 17}")
        rest = _AGE.sub(" ; ", rest)
    said: list[tuple[int, str]] = []
    for name, pattern in _services():
        found = pattern.search(rest)
        if found is not None:
            said.append((found.start(), name))
            rest = pattern.sub(lambda match: ";".center(len(match[0])), rest)  # as long as before: the order is kept
    services = [name for _, name in sorted(said)]
    return PlaceRequest(tuple(dict.fromkeys(services)), tuple(dict.fromkeys(wishes)), rest)


def _moment(text: str) -> tuple[str, str]:
    """The day or hour that a place should be open at, and the text without it."""
    found = _WHEN.search(text)
    if found is not None and not (found["day"] and _is_name(found["day"], text, found)):
        clock = _clock(found["hour"], found["minute"], found["half"])
        day = (
            "+1" if found["tomorrow"] else "tonight" if found["tonight"] else "weekend" if found["weekend"]
            else str(_WEEKDAYS[found["day"][:3]])
        )  # fmt: skip
        return f"open:{day}{'@' + clock if clock else ''}", _WHEN.sub(" ; ", text, count=1)
    at = _AT.search(text)
    if at is None:
        return "", text
    clock = _clock(at["hour"] or at["hour2"], at["minute"] or at["minute2"], at["half"] or at["half2"])
    return (f"open:+0@{clock}", _AT.sub(" ; ", text, count=1)) if clock else ("", text)


def _is_name(day: str, text: str, found: re.Match[str]) -> bool:
    """True for three letters that are rather another word: `sun city`, `mar vista`, `sat` as a test."""
    after = text[found.end() : found.end() + 12].split()
    return len(day) <= 3 and bool(after) and after[0] in {"city", "valley", "prairie", "vista", "lakes", "river"}


def _clock(hour: str | None, minute: str | None, half: str | None) -> str:
    """A time as 24 hours; without am or pm, 1 to 6 are afternoon hours: nowhere opens at night for a question like that."""
    if not hour or int(hour) > 24:
        return ""
    number = int(hour) % 12 if half else int(hour)
    if (half and (half[0] == "p" or half == "de la noche")) or (not half and 1 <= number <= 6):
        number += 12
    return f"{number % 24:02d}:{minute or '00'}"
