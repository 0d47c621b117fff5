"""Hours in the many ways of writing them, rewritten into fewer: before they are taken apart into days and times."""

from __future__ import annotations

import re
import unicodedata

from app.places.hours_grammar import DAY_OF

_ALWAYS = (
    r"\b(24\s*/\s*7|24\s*x\s*7|(24|twenty[- ]four) ?(hours|hrs|horas)( a day| al dia| daily)?[, ]*"
    r"((7|seven) days( a| per)? week|7 dias( a la semana)?|every day|todos los dias|daily)?)"
    r"([,/ ]*\b365( days( (a|per) year)?)?)?"
)
_OF_A_BOX = r"\(\s*((an?|the|outdoor|outside|indoor|vending|free|lock|drop|machine|kiosk|box|lobby|in|on|porch)\s*)+\)"
"""Where a box stands says nothing about when it is open."""
_DAILY = r"\b(every ?day|nightly|every night|daily|(7|seven) days( a| per)? week|todos los dias|diario|diariamente|cada dia)\b"
_NOT_ON_HOLIDAYS = (
    r"[,;(]*\s*\b(excluding|except( for)?|closed( on)?|excepto|cerrado( en)?( los)?|not on|no)\s+"
    r"((all|major|federal|public|legal|state|national)\s+)*(holidays|feriados|dias festivos|festivos)\b\)?"
)
_OR_APPOINTMENT = r"[,;(]*\s*\b(or|and|o|y)\s+(by|with|con|por)\s+(an\s+)?(appointment|appt|cita)( previa)?\b\)?"
_DAYS_ALONE = r"((?:(?:mon|tues?|wed(?:nes)?|thurs?|fri|satur|sun)(?:days?)?\s*(?:[,&/-]|and|to)?\s*)+)"
_DAY_BY_APPOINTMENT = rf"[,;]\s*{_DAYS_ALONE}:?\s*\b(by|with)\s+(an\s+)?(appointment|appt)( only)?\b"
"""After the hours of other days: nobody is told to come on that one without a call."""
_REWRITES = (
    (_OF_A_BOX, " "),
    (_ALWAYS, " always "),
    (_DAILY, " daily "),
    (r"\b(weekdays|weeknights|dias de semana|entre semana|l\s?(-|a)\s?v)\b", " mon-fri "),
    (r"(?<=[a-z]) (nights|evenings|mornings|afternoons)\b", " "),
    (r"\b(weekends|fines? de semana)\b", " sat-sun "),
    (_NOT_ON_HOLIDAYS, " holidaysoff "),
    (_DAY_BY_APPOINTMENT, " orappointment "),
    (_OR_APPOINTMENT, " orappointment "),
    (r"\bof (the|each|every) month\b|\bdel mes\b|\bde cada mes\b", " "),
    (r"\b(12\s*)?(noon|mediodia)\b", "12:00pm"),
    (r"\b(12\s*)?(midnight|medianoche)\b", "12:00am"),
)
_DAY = r"(mon|tues?|weds?|thur?s?|fri|sat|sun|mo|tu|we|th|fr|sa|su|lun|mar|mie|jue|vie|sab|dom)"
_FIRST = (
    (r"(?<![a-z])([ap])\s?\.?\s?m\b\.?", r"\1m"),
    (r"\\n", "\n"),
    (r"[\u2010-\u2014\u2212~]", "-"),
    (rf"\b{_DAY}\.", r"\1"),
    (
        r"\b(eastern|central|mountain|pacific|alaska|hawaii)( (standard|daylight))?( time)?\b|\b(e|c|m|p|ak|h)[sd]t\b",
        " ",
    ),
    (r"(?<=\d)([ap])(?![a-z])", r"\1m"),
    (r"(?<![\d:])([01]\d|2[0-4])([0-5]\d)\s*(?:-|to)\s*([01]\d|2[0-4])([0-5]\d)(?![\d:])", r"\1:\2-\3:\4"),
)
_LETTERS = re.compile(r"\b(?=[a-z]{2,8}\b)((?:m|tu|th|t|w|r|f|sa|su)+)\b")
_APART = re.compile(r"\b(?:m|tu|t|w)(?: (?:tu|t|w|th|r|f|sa|su))+\b(?= ?\d)")
"""Letters of days with a blank between them: `M W F 10am-2pm`."""
_ONE = re.compile(r"tu|th|sa|su|m|t|w|r|f")
_ORDER = {"m": 0, "tu": 1, "t": 1, "w": 2, "th": 3, "r": 3, "f": 4, "sa": 5, "su": 6}
_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WORDS = frozenset(("mo", "tu", "we", "th", "fr", "sa", "su", "mf", "mt"))
"""Not runs of letters: `MF` may be Monday and Friday or Monday to Friday, `MT` is a time zone."""


_EXCEPT = re.compile(
    r"\bdaily\b(?P<hours>[^;\n]*?)[,(]?\s*\b(?:except|but not|excepto|menos)(?: on| for| los| el)?\s+(?P<off>[a-z]+)\)?\s*\.?\s*$"
)


def simpler(text: str) -> str:
    """The text in small letters without accents, its usual phrases as words that the reader knows."""
    plain = plain_letters(text)
    for pattern, to in (*_FIRST, *_REWRITES):
        plain = re.sub(pattern, to, plain)
    plain = _EXCEPT.sub(_but_one, re.sub(r"[ \t\r\xa0]+", " ", plain))
    plain = _APART.sub(_apart, plain)
    plain = _LETTERS.sub(lambda found: _spelled(found[1]), plain)
    if re.search(r"\b(th|thu|thur|thurs|thursday)\b", plain):
        plain = re.sub(r"\bt\b", "tue", plain)  # beside a Thursday, T is Tuesday
    return plain


def _apart(found: re.Match[str]) -> str:
    """The days as a list; two with more than a day between them may be from the one to the other: `M F`, `M Th`."""
    days = [_ORDER[one] for one in found[0].split()]
    return found[0] if len(days) == 2 and days[1] - days[0] != 2 else ", ".join(found[0].split())


def _but_one(found: re.Match[str]) -> str:
    """The six other days and their hours: `daily 10-6 except wed`."""
    off = DAY_OF.get(found["off"])
    if off is None:
        return found[0]
    return f"{_NAMES[(off + 1) % 7]}-{_NAMES[(off + 6) % 7]}{found['hours']}"


def plain_letters(text: str) -> str:
    """The text in small letters without accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(mark for mark in decomposed if not unicodedata.combining(mark))


def _spelled(run: str) -> str:
    """`mwf` as the days it stands for; a run that is a word, or out of order, as it is."""
    days = [_ORDER[one] for one in _ONE.findall(run)]
    if run in _WORDS or len(days) < 2 or days != sorted(set(days)):
        return run
    return ", ".join(_NAMES[day] for day in days)
