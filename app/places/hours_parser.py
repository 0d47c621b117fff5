"""Hours as people write them, read into OpenStreetMap form only when there is one thing they can mean.

Every word has to be understood: one that is not leaves the whole text as it was, to be shown with `call first`.
"""

from __future__ import annotations

import re

import msgspec

from app.places.hours_grammar import DAY_OF, Token, expanded, minutes_of, runs_of
from app.places.hours_seasons import Season, seasons_of
from app.places.hours_spelling import plain_letters, simpler

_ORDINALS = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5, "5th": 5, "last": -1,
    "primer": 1, "primero": 1, "segundo": 2, "tercer": 3, "tercero": 3, "cuarto": 4, "ultimo": -1,
}  # fmt: skip

_NOISE = frozenset(
    [
        "available",
        "open",
        "hours",
        "hrs",
        "are",
        "we",
        "is",
        "from",
        "the",
        "on",
        "at",
        "each",
        "every",
        "horario",
        "abierto",
        "de",
        "los",
        "el",
        "disponible",
        "las",
        "la",
    ]
)
_TOKEN = re.compile(
    r"(?P<time>\d{1,2}(?::\d{2})?\s?(?:am|pm)|\d{1,2}:\d{2}(?:h|hs)?|\d{1,2}(?=\s*(?:-|to|a|until|hasta)\s*\d))"
    r"|(?P<word>[a-z0-9]+)|(?P<end>[.;\n]+)|(?P<dash>-)|(?P<comma>[,&/+:]+)|(?P<space>[ \t]+)|(?P<other>.)"
)
_APPOINTMENT = re.compile(r"\s*(by|con|por)\s+(appointment|appt|cita)( previa)?( only| solamente)?\b.{0,60}", re.DOTALL)
_TIME = r"\d{1,2}(?::\d{2})?(?:\s?(?:am|pm))?"
_LUNCH = re.compile(
    rf"[(,;]*\s*\bclosed?\b(?: daily)?(?: for lunch)?(?: from| between)?:? (?P<start>{_TIME})\s*(?:-|to|and)\s*(?P<end>{_TIME})"
    r"(?: for lunch)?(?: daily)?\s*\)?"
)
LONGEST = 600
_OPEN_END = re.compile(r"\d\s*(?:am|pm|:\d\d)?\s*\+|[-\u2013]\s*\?")
"""`from 9 on`: until when nobody says."""
_LABEL = re.compile(
    r"^\s*(?:(?:main|general|regular|normal|business|office|operating|facility|clinic|site)\s+)*(?:hours|office)\s*[:-]\s*"
)
"""What stands before all the hours of a text, and says nothing more."""


class HoursRead(msgspec.Struct, frozen=True):
    """What some text about hours means."""

    hours: str = ""
    """An OpenStreetMap string, or empty: not certain."""
    remark: str = ""
    """What the text says besides, such as `or by appointment`."""


UNSURE = HoursRead()


def read_hours(text: str) -> HoursRead:
    """The hours this text surely means; empty when it could mean something else."""
    if not text.strip() or len(text) > LONGEST:
        return UNSURE
    if _APPOINTMENT.fullmatch(plain_letters(text)):
        return HoursRead(hours='"by appointment"')
    if _OPEN_END.search(text):
        return UNSURE
    seasons = seasons_of(text)
    if seasons is None:
        return UNSURE
    return _of_seasons(seasons) if seasons else _read(text)


def _of_seasons(seasons: list[Season]) -> HoursRead:
    """The hours of each part of the year under its months; empty when those of one part are not certain."""
    read = [_read(season.text) for season in seasons]
    off = [one.hours.endswith("PH off") for one in read]
    if not all(one.hours and "24/7" not in one.hours and '"' not in one.hours for one in read) or len(set(off)) > 1:
        return UNSURE
    rules = [
        f"{season.months} {rule}"
        for season, one in zip(seasons, read, strict=True)
        for rule in one.hours.removesuffix("; PH off").split("; ")
    ]
    return HoursRead(hours="; ".join([*rules, *(["PH off"] if off[0] else [])]), remark=read[0].remark)


def _read(text: str) -> HoursRead:
    """The hours of a text that is the same all year."""
    plain = _LABEL.sub("", simpler(text))
    lunch = _LUNCH.search(plain)
    if lunch is not None:
        plain = plain[: lunch.start()] + plain[lunch.end() :]
    tokens = _tokens(plain)
    if tokens is None:
        return UNSURE
    remark = "or by appointment" if ("flag", "orappointment") in tokens else ""
    holidays_off = ("flag", "holidaysoff") in tokens
    rules = _rules([token for token in tokens if token[0] != "flag"])
    if rules is not None and lunch is not None:
        rules = _without_lunch(rules, lunch["start"], lunch["end"])
    if rules is None:
        return UNSURE
    if rules == ["24/7"] and holidays_off:
        rules = ["Mo-Su 00:00-24:00"]
    return HoursRead(hours="; ".join([*rules, *(["PH off"] if holidays_off else [])]), remark=remark)


def _without_lunch(rules: list[str], start: str, end: str) -> list[str] | None:
    """The rules with a break in the middle of each day; None when it is not certain which hours that is."""
    begins = [minute for minute in minutes_of(start) if 10 * 60 <= minute <= 15 * 60]
    ends = [minute for minute in minutes_of(end) if 10 * 60 <= minute <= 16 * 60]
    if len(begins) != 1 or len(ends) != 1 or begins[0] >= ends[0]:
        return None
    found = []
    for rule in rules:
        days, _, times = rule.partition(" ")
        opens, _, closes = times.partition("-")
        if "," in times or not closes or not opens < _clock(begins[0]) < _clock(ends[0]) < closes:
            return None
        found.append(f"{days} {opens}-{_clock(begins[0])},{_clock(ends[0])}-{closes}")
    return found


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _tokens(plain: str) -> list[Token] | None:
    """What each piece of the text is, or None when one is not understood."""
    found: list[Token] = []
    for match in _TOKEN.finditer(plain):
        kind, value = match.lastgroup or "", match.group()
        if kind == "other":
            return None
        token = _word(value) if kind == "word" else (kind, value)
        if token is None:
            return None
        if token[0] not in ("space", "noise"):
            found.append(token)
    return found


def _word(value: str) -> Token | None:
    if value in DAY_OF:
        return "day", str(DAY_OF[value])
    if value in _ORDINALS:
        return "ordinal", str(_ORDINALS[value])
    if value in ("to", "through", "thru", "until", "till", "til", "a", "al", "hasta"):
        return "dash", "-"
    if value in ("and", "y", "e"):
        return "comma", ","
    if value in ("closed", "cerrado"):
        return "closed", value
    if value in ("holidaysoff", "orappointment"):
        return "flag", value
    if value in ("daily", "always"):
        return value, value
    return ("noise", value) if value in _NOISE else None


def _rules(tokens: list[Token]) -> list[str] | None:
    """OpenStreetMap rules for the clauses of a text, or None when one is unclear or two disagree."""
    if [token for token in tokens if token[0] not in ("end", "comma")] == [("always", "always")]:
        return ["24/7"]
    rules: list[str] = []
    taken: set[str] = set()
    for clause in _clauses(tokens):
        pairs = _pairs(clause)
        if pairs is None:
            return None
        for days, times in pairs:
            names = set(expanded(days))
            if names & taken:
                return None
            taken |= names
            if times:
                rules.append(f"{days} {times}")
    return rules or None


def _clauses(tokens: list[Token]) -> list[list[Token]]:
    clauses: list[list[Token]] = [[]]
    for token in tokens:
        if token[0] == "end":
            clauses.append([])
        else:
            clauses[-1].append(token)
    return _with_their_days([clause for clause in clauses if any(token[0] != "comma" for token in clause)])


def _with_their_days(clauses: list[list[Token]]) -> list[list[Token]]:
    """Times alone before times with days are of the same days: `9:30am-12:30pm; 1:30pm-4:30pm Mon-Fri`."""
    if len(clauses) != 2 or not all(kind in ("time", "dash", "comma") for kind, _ in clauses[0]):
        return clauses
    of_days = clauses[1]
    if of_days[0][0] != "time" or all(kind != "day" for kind, _ in of_days):
        return clauses
    return [[*clauses[0], ("comma", ","), *of_days]]


def _pairs(clause: list[Token]) -> list[tuple[str, str]] | None:
    """Days and times of one clause, which begins with either and keeps to that order."""
    runs = runs_of(clause)
    if runs is None or len(runs) % 2:
        return None
    pairs = []
    days_first = runs[0][0] in ("days", "closed")
    for first, second in zip(runs[::2], runs[1::2], strict=True):
        days, times = (first, second) if days_first else (second, first)
        if {first[0], second[0]} == {"closed", "days"}:
            pairs.append((second[1] if second[0] == "days" else first[1], ""))
        elif days[0] == "days" and times[0] == "times":
            pairs.append((days[1], times[1]))
        else:
            return None
    return pairs
