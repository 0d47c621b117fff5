"""Opening hours in words, as read and as heard, in English and Spanish."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import groupby

from app.places.hours import Openness, time_zone
from app.places.site import Site
from app.places.weekly import DAY, week_of

_SHORT = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "es": ("lun", "mar", "mie", "jue", "vie", "sab", "dom"),
}
_LONG = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
}
_MONTHS = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "es": ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"),
}
_LONG_MONTHS = {
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    "es": (
        "enero", "febrero", "marzo", "abril", "mayo", "junio",
        "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
    ),
}  # fmt: skip
_WORDS = {
    "en": {
        "always": "open 24 hours", "open": "open now", "until": "open til {}", "closed": "closed",
        "opens": "closed, opens {}", "tomorrow": "tomorrow {}", "unknown": "hours not known",
        "ask": "call first", "holiday": "holiday: call first", "said_until": "open until {}",
        "said_unknown": "I do not know the hours", "every_day": "every day",
    },
    "es": {
        "always": "abierto 24 horas", "open": "abierto ahora", "until": "abierto hasta {}", "closed": "cerrado",
        "opens": "cerrado, abre {}", "tomorrow": "mañana {}", "unknown": "no se sabe el horario",
        "ask": "llame antes", "holiday": "feriado: llame antes", "said_until": "abierto hasta {}",
        "said_unknown": "no sé el horario", "every_day": "todos los días",
    },
}  # fmt: skip


def known(language: str) -> str:
    """A language these words exist in: the caller's, or English."""
    return language if language in _WORDS else "en"


def open_words(site: Site, found: Openness, *, now: datetime, language: str, spoken: bool = False) -> str:
    """What can be said of this site's hours now, such as `open til 5pm`; never open or closed when not known."""
    language = known(language)
    words = _WORDS[language]
    if found.state == "unknown":
        return _unknown(site, found, words, spoken=spoken)
    where = time_zone(site.zone)
    local = now.astimezone(where) if where else now
    if found.state == "open":
        said = _open(found, local, words, language, spoken=spoken)
    elif found.until is None:
        said = words["closed"]
    else:
        said = words["opens"].format(_when(found.until, local, language, spoken=spoken))
    return f"{said} ({words['holiday']})" if found.holiday else said


def _unknown(site: Site, found: Openness, words: dict[str, str], *, spoken: bool) -> str:
    if found.holiday:
        return words["holiday"]
    if found.ask_first:
        return words["ask"]
    unknown = words["said_unknown" if spoken else "unknown"]
    return f"{unknown}, {words['ask']}" if site.phone else unknown


def _open(found: Openness, local: datetime, words: dict[str, str], language: str, *, spoken: bool) -> str:
    if found.until is None:
        return words["always"]
    if found.until - local > timedelta(hours=20):
        return words["open"]
    time = clock(found.until, language=language, spoken=spoken)
    if not spoken:
        return words["until"].format(time)
    return words["said_until"].format(_the(time) if language == "es" else time)


def _when(moment: datetime, local: datetime, language: str, *, spoken: bool) -> str:
    """The moment as people say it today: `5pm`, `tomorrow 9am`, `Mon 9am`, `Dec 5 10am`."""
    time = clock(moment, language=language, spoken=spoken)
    days = (moment.date() - local.date()).days
    if days == 0:
        return _at(time, language, spoken=spoken)
    time = _at(time, language, spoken=spoken) if spoken else time
    if days == 1:
        return _WORDS[language]["tomorrow"].format(time)
    if days < 7:
        day = (_LONG if spoken else _SHORT)[language][moment.weekday()]
        return f"{_article(day, language, spoken=spoken)} {time}"
    return f"{day_words(moment.date(), language=language, spoken=spoken)} {time}"


def day_words(day: date, *, language: str, spoken: bool = False, year: bool = False) -> str:
    """A date as people say it: `Dec 5`, spoken `el 5 de diciembre`, with its year when that is wanted."""
    language = known(language)
    month = (_LONG_MONTHS if spoken else _MONTHS)[language][day.month - 1]
    if language == "es":
        said = f"{'el ' if spoken else ''}{day.day} {'de ' if spoken else ''}{month}"
        return f"{said}{' de' if spoken else ''} {day.year}" if year else said
    return f"{month} {day.day}{',' if spoken and year else ''}{f' {day.year}' if year else ''}"


def _at(time: str, language: str, *, spoken: bool) -> str:
    if not spoken:
        return time
    return f"a {_the(time)}" if language == "es" else f"at {time}"


def _the(time: str) -> str:
    """A spoken Spanish time with its article: `las 9 de la mañana`, `el mediodía`."""
    if not time[0].isdigit():
        return time
    return f"{'la' if time.startswith(('1 ', '1:')) else 'las'} {time}"


def _article(day: str, language: str, *, spoken: bool) -> str:
    if not spoken:
        return day
    return f"el {day}" if language == "es" else f"on {day}"


def clock(moment: datetime, *, language: str, spoken: bool = False) -> str:
    """A time of day: `9am`, `5:30pm`; spoken `9 AM`, `5:30 de la tarde`."""
    return clock_minutes(moment.hour * 60 + moment.minute, language=language, spoken=spoken)


def clock_minutes(minutes: int, *, language: str, spoken: bool = False) -> str:
    """The time of day that is this many minutes after midnight."""
    hour, minute = divmod(minutes % DAY, 60)
    if minutes % DAY == 0:
        return {"en": "midnight", "es": "medianoche" if not spoken else "la medianoche"}[known(language)]
    if minutes % DAY == 12 * 60:
        return {"en": "noon", "es": "mediodía" if not spoken else "el mediodía"}[known(language)]
    shown = f"{hour % 12 or 12}:{minute:02d}" if minute else str(hour % 12 or 12)
    if not spoken:
        return f"{shown}{'am' if hour < 12 else 'pm'}"
    if known(language) == "es":
        part = "mañana" if hour < 12 else "tarde" if hour < 19 else "noche"
        return f"{shown} de la {part}"
    return f"{shown} {'AM' if hour < 12 else 'PM'}"


def weekly_words(hours: str, *, language: str, spoken: bool = False) -> str:
    """The whole week in words, such as `Mon-Fri 9am-5pm, Sat 10am-2pm`; empty when it is not the same every week."""
    language = known(language)
    week = week_of(hours)
    if week is None or not any(week.days):
        return ""
    if is_always(hours):
        return _WORDS[language]["always"]
    days = [_times(spans, language=language, spoken=spoken) for spans in week.days]
    parts = []
    for times, run in groupby(range(7), key=lambda day: days[day]):
        if times:
            some = list(run)
            parts.append(f"{_run(some[0], some[-1], language=language, spoken=spoken)} {times}")
    return ", ".join(parts)


def is_always(hours: str) -> bool:
    """True for hours that never close, holidays included."""
    week = week_of(hours)
    return week is not None and week.never_closes


def _times(spans: tuple[tuple[int, int], ...], *, language: str, spoken: bool) -> str:
    """The opening times that begin on one day."""
    to, plus = (" to ", " and ") if language == "en" else (" a ", " y ")
    return plus.join(
        clock_minutes(start, language=language, spoken=spoken)
        + (to if spoken else "-")
        + clock_minutes(end, language=language, spoken=spoken)
        for start, end in spans
    )


def _run(first: int, last: int, *, language: str, spoken: bool) -> str:
    names = (_LONG if spoken else _SHORT)[language]
    if (first, last) == (0, 6):
        return _WORDS[language]["every_day"]
    if first == last:
        return names[first]
    between = (" to " if language == "en" else " a ") if spoken else "-"
    return f"{names[first]}{between}{names[last]}"
