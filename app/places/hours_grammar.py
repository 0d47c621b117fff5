"""Clauses of hours in words: runs of days and runs of times, each as OpenStreetMap writes them."""

from __future__ import annotations

import re

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_NAMES = (
    "monday mo mon mondays mons m lunes lun",
    "tuesday tue tues tuesdays tu martes mar",
    "wednesday wed weds wednesdays we w miercoles mie",
    "thursday thu thur thurs thursdays th jueves jue",
    "friday fri fridays fr f viernes vie",
    "saturday sat saturdays sats sa sabado sabados sab",
    "sunday sun sundays suns su domingo domingos dom",
)
DAY_OF = {word: number for number, names in enumerate(_NAMES) for word in names.split()}
"""A day in a word, English or Spanish -> its number from Monday."""


Token = tuple[str, str]


def runs_of(clause: list[Token]) -> list[tuple[str, str]] | None:
    """Runs of days and runs of times, in order, as OpenStreetMap writes them."""
    groups: list[tuple[str, str]] = []
    at = 0
    while at < len(clause):
        kind = clause[at][0]
        if kind == "comma":
            at += 1
        elif kind == "closed":
            groups.append(("closed", ""))
            at += 1
        else:
            read = _days(clause, at) if kind in ("day", "ordinal", "daily") else _times(clause, at)
            if read is None:
                return None
            groups.append(("days" if kind in ("day", "ordinal", "daily") else "times", read[0]))
            at = read[1]
            if kind in ("day", "ordinal", "daily") and [one[0] for one in clause[at : at + 2]] == ["dash", "time"]:
                at += 1  # a dash between the day and the time
    return groups


def _days(clause: list[Token], at: int) -> tuple[str, int] | None:
    """A list of days from `at` on, and where it ends."""
    if clause[at][0] == "daily":
        return "Mo-Su", at + 1
    parts: list[str] = []
    while True:
        part = _one_day(clause, at)
        if part is None:
            return None
        parts.append(part[0])
        at = part[1]
        after = at
        while after < len(clause) and clause[after][0] == "comma":
            after += 1
        if after == at or after >= len(clause) or clause[after][0] not in ("day", "ordinal"):
            return ",".join(parts), at
        at = after


def _one_day(clause: list[Token], at: int) -> tuple[str, int] | None:
    """One day, a range of days, or certain ones of the month."""
    numbers: list[str] = []
    while at < len(clause) and clause[at][0] in ("ordinal", "comma"):
        if clause[at][0] == "ordinal":
            numbers.append(clause[at][1])
        at += 1
    if at >= len(clause) or clause[at][0] != "day":
        return None
    day = DAYS[int(clause[at][1])]
    if numbers:
        return f"{day}[{','.join(numbers)}]", at + 1
    if at + 2 < len(clause) and clause[at + 1][0] == "dash" and clause[at + 2][0] == "day":
        return f"{day}-{DAYS[int(clause[at + 2][1])]}", at + 3
    return day, at + 1


def _times(clause: list[Token], at: int) -> tuple[str, int] | None:
    """A list of spans of time from `at` on, and where it ends."""
    if clause[at][0] == "always":
        return "00:00-24:00", at + 1
    spans: list[str] = []
    while True:
        if at + 2 >= len(clause) or [token[0] for token in clause[at : at + 3]] != ["time", "dash", "time"]:
            return None
        span = _span(clause[at][1], clause[at + 2][1])
        if span is None:
            return None
        spans.append(span)
        at += 3
        after = at
        while after < len(clause) and clause[after][0] == "comma":
            after += 1
        if after == at or after >= len(clause) or clause[after][0] != "time":
            return ",".join(spans), at
        at = after


def _span(start: str, end: str) -> str | None:
    """One span, or None when morning and evening cannot be told apart."""
    begins, ends = minutes_of(start), minutes_of(end)
    if len(begins) == 1 and end.startswith("0") and begins[0] < 12 * 60 and ends[0] < begins[0]:
        return None  # `09:00-05:00` may be on a clock of twelve hours
    if len(begins) == 2 and end.startswith("0") and "m" not in end:
        return None
    choices = [
        (begin, finish if finish > begin else finish + 24 * 60)
        for begin in begins
        for finish in ends
        if begin != finish and 0 < (finish - begin) % (24 * 60) <= 18 * 60
    ]
    if len(begins) > 1 or len(ends) > 1:
        if len(begins) > 1 and len(ends) > 1:
            return None
        choices = [choice for choice in choices if choice[1] - choice[0] <= 12 * 60]
    if len(choices) != 1:
        return None
    begin, finish = choices[0]
    finish = finish if finish == 24 * 60 else finish % (24 * 60) or 24 * 60
    return f"{begin // 60:02d}:{begin % 60:02d}-{finish // 60:02d}:{finish % 60:02d}"


def minutes_of(time: str) -> list[int]:
    """What time of day this may be, in minutes: two answers without am, pm or a 24-hour form."""
    match = re.fullmatch(r"(\d{1,2})(?::(\d{2}))?\s?(am|pm)?(?:h|hs)?", time)
    if match is None:
        return []
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
    if minute > 59 or hour > 24 or (half and not 1 <= hour <= 12):
        return []
    if half:
        return [(hour % 12 + (12 if half == "pm" else 0)) * 60 + minute]
    if hour > 12 or match[1].startswith("0"):
        return [hour * 60 + minute]
    return [hour % 12 * 60 + minute, (hour % 12 + 12) * 60 + minute]


def expanded(days: str) -> list[str]:
    """Each single day of a list of days; one that is only in some weeks counts as itself."""
    found: list[str] = []
    for part in re.split(r",(?![^\[]*\])", days):
        first, dash, last = part.partition("-")
        if not dash or "[" in part:
            found.append(part)
            continue
        start, end = DAYS.index(first), DAYS.index(last)
        found += [DAYS[number % 7] for number in range(start, end + 1 if end >= start else end + 8)]
    return found
