"""Opening hours in words, as read and as heard, with the words of the language they are said in."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import groupby

from app.places.hours import Openness, time_zone
from app.places.place_words import PlaceWords
from app.places.site import Site
from app.places.weekly import DAY, week_of


def open_words(site: Site, found: Openness, *, now: datetime, words: PlaceWords, spoken: bool = False) -> str:
    """What can be said of this site's hours now, such as `open til 5pm`; never open or closed when not known."""
    table = words.hours
    if found.state == "unknown":
        return _unknown(site, found, table, spoken=spoken)
    where = time_zone(site.zone)
    local = now.astimezone(where) if where else now
    if found.state == "open":
        said = _open(found, local, words, spoken=spoken)
    elif found.until is None:
        said = table["closed"]
    else:
        said = table["opens"].format(_when(found.until, local, words, spoken=spoken))
    return f"{said} ({table['holiday']})" if found.holiday else said


def _unknown(site: Site, found: Openness, words: dict[str, str], *, spoken: bool) -> str:
    if found.holiday:
        return words["holiday"]
    if found.ask_first:
        return words["ask"]
    unknown = words["said_unknown" if spoken else "unknown"]
    return f"{unknown}, {words['ask']}" if site.phone else unknown


def _open(found: Openness, local: datetime, words: PlaceWords, *, spoken: bool) -> str:
    table = words.hours
    if found.until is None:
        return table["always"]
    if found.until - local > timedelta(hours=20):
        return table["open"]
    time = clock(found.until, words=words, spoken=spoken)
    return table["said_until"].format(_the(time, table)) if spoken else table["until"].format(time)


def _when(moment: datetime, local: datetime, words: PlaceWords, *, spoken: bool) -> str:
    """The moment as people say it today: `5pm`, `tomorrow 9am`, `Mon 9am`, `Dec 5 10am`."""
    time = clock(moment, words=words, spoken=spoken)
    if spoken:
        time = words.hours["said_at"].format(_the(time, words.hours))
    days = (moment.date() - local.date()).days
    if days == 0:
        return time
    if days == 1:
        return words.hours["tomorrow"].format(time)
    if days < 7:
        day = (words.days if spoken else words.days_short)[moment.weekday()]
        return f"{words.hours['said_on'].format(day) if spoken else day} {time}"
    return f"{day_words(moment.date(), words=words, spoken=spoken)} {time}"


def day_words(day: date, *, words: PlaceWords, spoken: bool = False, year: bool = False) -> str:
    """A date as people say it: `Dec 5`, spoken `el 5 de diciembre`, with its year when that is wanted."""
    month = (words.months if spoken else words.months_short)[day.month - 1]
    pattern = words.hours[f"{'said_' if spoken else ''}date{'_year' if year else ''}"]
    return pattern.format(day=day.day, month=month, year=day.year)


def _the(time: str, table: dict[str, str]) -> str:
    """A spoken time with its article, where the language has one: `las 9 de la mañana`, `el mediodía`."""
    if not time[0].isdigit():
        return time
    return table["said_time_one" if time.startswith(("1 ", "1:")) else "said_time"].format(time)


def clock(moment: datetime, *, words: PlaceWords, spoken: bool = False) -> str:
    """A time of day: `9am`, `5:30pm`; spoken `9 AM`, `5:30 de la tarde`."""
    return clock_minutes(moment.hour * 60 + moment.minute, words=words, spoken=spoken)


def clock_minutes(minutes: int, *, words: PlaceWords, spoken: bool = False) -> str:
    """The time of day that is this many minutes after midnight."""
    hour, minute = divmod(minutes % DAY, 60)
    aloud = "said_" if spoken else ""
    if minutes % (DAY // 2) == 0:
        return words.hours[f"{aloud}{'noon' if hour else 'midnight'}"]
    shown = f"{hour % 12 or 12}:{minute:02d}" if minute else str(hour % 12 or 12)
    if not spoken:
        return words.hours["am" if hour < 12 else "pm"].format(shown)
    part = "morning" if hour < 12 else "afternoon" if hour < 19 else "evening"
    return words.hours[f"said_{part}"].format(shown)


def weekly_words(hours: str, *, words: PlaceWords, spoken: bool = False) -> str:
    """The whole week in words, such as `Mon-Fri 9am-5pm, Sat 10am-2pm`; empty when it is not the same every week."""
    week = week_of(hours)
    if week is None or not any(week.days):
        return ""
    if is_always(hours):
        return words.hours["always"]
    days = [_times(spans, words=words, spoken=spoken) for spans in week.days]
    parts = []
    for times, run in groupby(range(7), key=lambda day: days[day]):
        if times:
            some = list(run)
            parts.append(f"{_run(some[0], some[-1], words=words, spoken=spoken)} {times}")
    return ", ".join(parts)


def is_always(hours: str) -> bool:
    """True for hours that never close, holidays included."""
    week = week_of(hours)
    return week is not None and week.never_closes


def _times(spans: tuple[tuple[int, int], ...], *, words: PlaceWords, spoken: bool) -> str:
    """The opening times that begin on one day."""
    to = words.hours["said_to"] if spoken else "-"
    return words.hours["plus"].join(
        clock_minutes(start, words=words, spoken=spoken) + to + clock_minutes(end, words=words, spoken=spoken)
        for start, end in spans
    )


def _run(first: int, last: int, *, words: PlaceWords, spoken: bool) -> str:
    names = words.days if spoken else words.days_short
    if (first, last) == (0, 6):
        return words.hours["every_day"]
    if first == last:
        return names[first]
    between = words.hours["said_to"] if spoken else "-"
    return f"{names[first]}{between}{names[last]}"
