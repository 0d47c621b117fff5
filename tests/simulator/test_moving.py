"""How far a clock is moved, in people's words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.simulator import clock_phrases

NEW_YORK = ZoneInfo("America/New_York")
MONDAY = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
"""Noon in New York."""


@pytest.mark.parametrize(
    ("words", "seconds"),
    [
        ("15m", 900),
        ("+15m", 900),
        ("15", 900),
        ("90s", 90),
        ("1h 30m", 5400),
        ("1h30", 5400),
        ("2 hours", 7200),
        ("2 días", 172_800),
        ("1 semana", 604_800),
        ("", None),
        ("0", None),
        ("soon", None),
        ("15 parsecs", None),
        ("friday", None),
    ],
)
def test_a_length_of_time_is_read_or_refused(words: str, seconds: int | None) -> None:
    expected = timedelta(seconds=seconds) if seconds is not None else None

    assert expected == clock_phrases.length(words)


@pytest.mark.parametrize(
    ("words", "wall"),
    [
        ("friday 18:05", "2026-11-27 18:05"),
        ("viernes 18:05", "2026-11-27 18:05"),
        ("18:05", "2026-11-23 18:05"),
        ("11am", "2026-11-24 11:00"),
        ("monday 11am", "2026-11-30 11:00"),
        ("tomorrow at 8am", "2026-11-24 08:00"),
        ("mañana a las 10", "2026-11-24 10:00"),
        ("sunflowers", ""),
    ],
)
def test_a_moment_is_the_next_time_that_clocks_there_show_it(words: str, wall: str) -> None:
    then = clock_phrases.moment(words, now=MONDAY, zone=NEW_YORK)

    assert wall == (then.astimezone(NEW_YORK).strftime("%Y-%m-%d %H:%M") if then else "")


def test_the_last_word_may_say_whose_clock() -> None:
    assert ("America/Chicago", "friday 18:05") == clock_phrases.zone_said("friday 18:05 Central")
    assert ("America/Los_Angeles", "") == clock_phrases.zone_said("pacífico")
    assert ("", "friday") == clock_phrases.zone_said("friday")
