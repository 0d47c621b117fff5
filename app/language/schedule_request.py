"""What people write when they say how often: 'every friday 6pm', 'daily', 'mañana a las 8'.

Read by rules over folded words, of every language at once: they share few spellings and nobody has to choose. Their grammar is
one; the words, and what a language says in a way of its own, come from `content/<language>/heard.yaml`.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta, tzinfo

import msgspec

from app.language.heard import heard_under
from app.language.schedule import CLOSES, EVERY_DAY, OPENS, Schedule

USUAL_MINUTE = 18 * 60
"""Six in the evening, for those who say a day and no time; shown before anything is agreed."""
LONGEST = 160
"""Characters read; whoever writes more is not saying when."""
MOST_PAUSED = 21
"""Days a pause may last: with a week to the next time it stays under the 30 silent days that delete the number."""


class ScheduleRequest(msgspec.Struct, frozen=True):
    """When somebody wants to be asked, without a calendar: every such day, or once, so many days ahead."""

    minute: int
    days: tuple[int, ...] = ()
    ahead: int | None = None
    guessed: bool = False
    """The time was not said, or not whether morning or evening."""


_WORDS = heard_under("schedule_words")


def _any(name: str) -> str:
    """One of the words or patterns under this name, in any language; nothing fits where there are none."""
    return "|".join(_WORDS.get(name, ())) or r"(?!)"


_DAY = {word: day for day, words in enumerate(heard_under("weekdays").values()) for word in words}
_EACH = _any("each")
_SETS = (
    (rf"(?:{_EACH}|{_any('any')}) ?(?:{_any('weekday')})|{_any('weekdays')}", (0, 1, 2, 3, 4)),
    (_any("weekend"), (5, 6)),
    (rf"(?:{_EACH}) ?(?:(?:{_any('single')}) )?(?:{_any('day')})|{_any('daily')}", EVERY_DAY),
)
_NUMBERS = {word: int(number) for number, words in heard_under("counts").items() for word in words}
_COUNT = rf"(?:\d{{1,2}}|{'|'.join(_NUMBERS)})"
_RANGE = re.compile(rf"\b({'|'.join(_DAY)}) (?:{_any('until')}) ({'|'.join(_DAY)})\b")
_TOO_OFTEN = re.compile(
    rf"\b(?:{_any('too_often')})\b|\b(?:{_EACH}) ?(?:{_any('other')}|{_COUNT})? ?(?:{_any('short_times')})\b"
)
_UNKNOWN_RHYTHM = re.compile(
    rf"\b(?:{_EACH}) (?:{_any('other')}|{_any('second_third')}|{_COUNT}) (?:{_any('long_times')})\b|\b(?:{_any('unknown_rhythm')})\b"
)
_CLOCK = re.compile(
    rf"(?:\b({_any('clock_before')}) )?\b({_COUNT})(?:[:h](\d\d)| ({_any('half')})| ({_any('quarter')})| ({_any('thirty')}))?"
    rf"(?: ?(am|pm|{_any('clock_unit')})\b)?(?: (?:(?:{_any('in')}) (?:{_any('the')}) ({_any('part')})|({_any('at_night')})))?"
)
_MINUTE_OF = {
    "noon": 12 * 60,
    "midnight": 0,
    "morning": 10 * 60,
    "afternoon": 15 * 60,
    "evening": 18 * 60,
    "night": 20 * 60,
}
_PARTS = tuple(("|".join(words), _MINUTE_OF[part]) for part, words in heard_under("day_parts").items())
_MORNING = ("am", *_WORDS["before_noon"])
_EVENING = ("pm", *_WORDS["after_noon"])
_NIGHT = tuple(_WORDS["at_night_or_after"])
_AHEAD = tuple(
    (re.compile(rf"\b(?:{_any(name)})\b"), days)
    for name, days in (("day_after_tomorrow", 2), ("tomorrow", 1), ("today", 0), ("tonight", 0))
)
_PART_KEPT = re.compile(_any("part_kept"))
_PART_ALONE = re.compile(rf"\b({_any('part_alone')})\b")
_PAUSE = re.compile(rf"\b(?:{_any('pause')})\b")
_PAUSED = re.compile(rf"\b({_COUNT}|{_any('one')}) (?:({_any('pause_weeks')})|{_any('pause_days')})\b")
_SNOOZE = re.compile(_any("snooze"))


def read(text: str) -> ScheduleRequest | None:
    """What was wished for, or None when these words do not say it, or ask for more than once a day."""
    words = _fold(text)
    if not words or _TOO_OFTEN.search(words) or _UNKNOWN_RHYTHM.search(words):
        return None
    ahead, rest = _ahead(words)
    days, rest = _days(rest)
    found = _time(rest, bare=bool(days) or ahead is not None)
    if not days and ahead is None and found is None:
        return None
    minute, guessed = found if found is not None else (USUAL_MINUTE, True)
    if days:
        return ScheduleRequest(minute=minute, days=days, guessed=guessed)
    if ahead is not None:
        return ScheduleRequest(minute=minute, ahead=ahead, guessed=guessed)
    return ScheduleRequest(minute=minute, days=EVERY_DAY, guessed=guessed)


def _fold(text: str) -> str:
    if len(text) > LONGEST:
        return ""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
    plain = re.sub(r"\b([ap])\.? ?m\b\.?", r"\1m", plain.replace("'", "").replace("\u2019", ""))
    plain = re.sub(r"\s*[-\u2013\u2014]\s*", " to ", plain)
    plain = re.sub(r"(\d)\.(\d\d)\b", r"\1:\2", plain)
    plain = re.sub(r"(\d)(am|pm|h)\b", r"\1 \2", plain)
    return " ".join(re.sub(r"[^a-z0-9:]+", " ", plain).split())


def _ahead(words: str) -> tuple[int | None, str]:
    """How many days ahead it is to be once, and the words without those that said so."""
    for pattern, days in _AHEAD:
        found = pattern.search(words)
        if found is not None:
            keep = found[0] if _PART_KEPT.search(found[0]) else ""
            rest = f"{words[: found.start()]}{keep}{words[found.end() :]}"
            return days, " ".join(rest.split())
    return None, words


def _days(words: str) -> tuple[tuple[int, ...], str]:
    """The weekdays named, and the words without them."""
    days: set[int] = set()
    for pattern, several in _SETS:
        if re.search(rf"\b(?:{pattern})\b", words):
            days.update(several)
    for first, last in _RANGE.findall(words):
        start, end = _DAY[first], _DAY[last]
        days.update((start + n) % 7 for n in range((end - start) % 7 + 1))
    named = [word for word in words.split() if word in _DAY]
    days.update(_DAY[word] for word in named)
    return tuple(sorted(days)), " ".join(word for word in words.split() if word not in _DAY)


def _time(words: str, *, bare: bool) -> tuple[int, bool] | None:
    """Minutes after midnight, and whether half the day was a guess; None when no time is said."""
    for found in _CLOCK.finditer(words):
        before, number, minutes, half, quarter, thirty, unit, part, night = found.groups()
        said = bool(before or minutes or unit or part or night or half)
        if not said and not (bare and number.isdigit()):
            continue
        past = int(minutes) if minutes else 30 if half or thirty else 15 if quarter else 0
        hour = int(number) if number.isdigit() else _NUMBERS[number]
        word = unit if unit in ("am", "pm") else part or ("night" if night else _part_said(words))
        read = _of_day(hour, past, word or "", padded=number.startswith("0"))
        if read is not None:
            return read
    return next(((minute, False) for pattern, minute in _PARTS if re.search(rf"\b(?:{pattern})\b", words)), None)


def _part_said(words: str) -> str:
    found = _PART_ALONE.search(words)
    return found[1].replace("tonight", "night") if found else ""


def _of_day(hour: int, past: int, word: str, *, padded: bool) -> tuple[int, bool] | None:
    """Minutes after midnight, and whether half the day was a guess: then it falls between nine and eight in the evening."""
    if past > 59 or hour > 23:
        return None
    if hour == 0 or hour > 12:
        return hour * 60 + past, False
    early = hour % 12 * 60 + past
    if word in _MORNING:
        return early, False
    if word in _EVENING or (word in _NIGHT and 6 <= hour < 12):
        return early + 12 * 60, False
    if word in _NIGHT or padded:
        return hour % 12 * 60 + past, False
    return (early if early >= OPENS else early + 12 * 60), True


def outside_hours(wish: ScheduleRequest) -> bool:
    """Whether the time lies outside the usual hours, so that it is said once more before it is agreed."""
    return not OPENS <= wish.minute <= CLOSES


def planned(wish: ScheduleRequest, *, now: datetime, zone: tzinfo) -> Schedule:
    """The wish on this zone's calendar, seen from now."""
    if wish.ahead is None:
        return Schedule(minute=wish.minute, days=wish.days)
    day: date = now.astimezone(zone).date() + timedelta(days=wish.ahead)
    return Schedule(minute=wish.minute, days=(), on=day)


def pack(wish: ScheduleRequest) -> str:
    """The wish as a short name of ours, for a session: `4@1080` for Fridays at six, `+1@480` for tomorrow at eight."""
    when = "".join(map(str, wish.days)) if wish.ahead is None else f"+{wish.ahead}"
    return f"{when}@{wish.minute}"


def unpack(name: str) -> ScheduleRequest | None:
    """The wish with this name, or None when it is none of ours."""
    found = re.fullmatch(r"(?:\+(\d)|([0-6]{1,7}))@(\d{1,4})", name)
    if found is None or int(found[3]) >= 24 * 60:
        return None
    if found[1]:
        return ScheduleRequest(minute=int(found[3]), ahead=int(found[1]))
    return ScheduleRequest(minute=int(found[3]), days=tuple(sorted({int(day) for day in found[2]})))


def pause_days(text: str) -> int | None:
    """Days to pause for, cut to three weeks: 'pause 3 days', 'pausa una semana'; None when the words say no pause."""
    words = _fold(text)
    if not _PAUSE.search(words):
        return None
    found = _PAUSED.search(words)
    if found is None:
        return 7
    number = int(found[1]) if found[1].isdigit() else _NUMBERS.get(found[1], 1)
    days = number * (7 if found[2] else 1)
    return max(1, min(MOST_PAUSED, days))


def is_snooze(text: str) -> bool:
    """Whether the words put it off to the next day."""
    return bool(_SNOOZE.fullmatch(_fold(text)))
