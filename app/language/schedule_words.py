"""A wish said back in words, so that nobody agrees to a time they did not mean."""

from __future__ import annotations

from app.language.schedule import EVERY_DAY
from app.language.schedule_request import ScheduleRequest

_DAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
}
_AHEAD = {
    "en": ("once, today", "once, tomorrow", "once, the day after tomorrow"),
    "es": ("una vez, hoy", "una vez, mañana", "una vez, pasado mañana"),
}
_WORDS = {
    "en": {"daily": "every day", "weekly": "every {}", "and": " and ", "at": "{} at {}", "noon": "noon", "midnight": "midnight"},
    "es": {"daily": "cada día", "weekly": "cada {}", "and": " y ", "at": "{}, {}", "noon": "12 del día", "midnight": "12 de la noche"},
}  # fmt: skip


def when(wish: ScheduleRequest, language: str) -> str:
    """Days and time in this language: `every Friday at 6 pm`, `cada viernes, 6 pm`."""
    words = _WORDS.get(language, _WORDS["en"])
    return words["at"].format(_days(wish, language), _time(wish.minute, words))


def _days(wish: ScheduleRequest, language: str) -> str:
    known = language if language in _DAYS else "en"
    words = _WORDS[known]
    if wish.ahead is not None:
        return _AHEAD[known][min(wish.ahead, 2)]
    if wish.days == EVERY_DAY:
        return words["daily"]
    named = [_DAYS[known][day] for day in wish.days]
    listed = words["and"].join([*([", ".join(named[:-1])] if named[:-1] else []), named[-1]])
    return words["weekly"].format(listed)


def _time(minute: int, words: dict[str, str]) -> str:
    if minute == 12 * 60:
        return words["noon"]
    if minute == 0:
        return words["midnight"]
    hour, past = divmod(minute, 60)
    shown = f"{hour % 12 or 12}:{past:02d}" if past else str(hour % 12 or 12)
    return f"{shown} {'am' if hour < 12 else 'pm'}"
