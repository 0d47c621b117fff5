"""A wish said back in words, so that nobody agrees to a time they did not mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from app.language.default import DEFAULT_LANGUAGE
from app.language.schedule import EVERY_DAY
from app.language.schedule_request import ScheduleRequest
from app.language.shipped import shipped


class ScheduleWords(msgspec.Struct, frozen=True):
    """The words of one language for days and times of check-ins."""

    days: tuple[str, ...]
    """Monday first."""
    once: tuple[str, ...]
    """Today, tomorrow, the day after."""
    daily: str
    weekly: str
    joined: str
    """Between the last two days."""
    at: str
    noon: str
    midnight: str


def schedule_words(language: str, written: Mapping[str, Any] | None = None) -> ScheduleWords:
    """The words of this language as staff wrote them, else as shipped, else of the default language."""
    ours = shipped("schedule")
    words = {**ours[DEFAULT_LANGUAGE], **ours.get(language, {}), **(written or {})}
    return ScheduleWords(
        days=tuple(words["days"]), once=tuple(words["once"]), daily=words["daily"], weekly=words["weekly"],
        joined=words["and"], at=words["at"], noon=words["noon"], midnight=words["midnight"],
    )  # fmt: skip


def when(wish: ScheduleRequest, words: ScheduleWords) -> str:
    """Days and time in these words: `every Friday at 6 pm`, `cada viernes, 6 pm`."""
    return words.at.format(_days(wish, words), _time(wish.minute, words))


def _days(wish: ScheduleRequest, words: ScheduleWords) -> str:
    if wish.ahead is not None:
        return words.once[min(wish.ahead, 2)]
    if wish.days == EVERY_DAY:
        return words.daily
    named = [words.days[day] for day in wish.days]
    listed = words.joined.join([*([", ".join(named[:-1])] if named[:-1] else []), named[-1]])
    return words.weekly.format(listed)


def _time(minute: int, words: ScheduleWords) -> str:
    if minute == 12 * 60:
        return words.noon
    if minute == 0:
        return words.midnight
    hour, past = divmod(minute, 60)
    shown = f"{hour % 12 or 12}:{past:02d}" if past else str(hour % 12 or 12)
    return f"{shown} {'am' if hour < 12 else 'pm'}"
