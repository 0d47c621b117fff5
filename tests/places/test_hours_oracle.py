"""Hours against a second program: what opening_hours.js 3.15 says of each string at each hour, recorded once.

The verdicts are data: none of that program's code is here. `tools/opening_hours_verdicts.mjs` records them anew.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from app.places.hours import local_hours, openness_at, time_zone
from app.places.site import Site

RECORDED = json.loads((Path(__file__).parent / "opening_hours_js.json").read_text())
VERDICTS: dict[str, str] = RECORDED["verdicts"]
STATES = {"o": "open", "c": "closed", "u": "unknown"}
_A_NIGHT = "a night belongs to the evening on which it begins; the other program ends it where the next day has a rule"
_A_HOLIDAY = "a night before a holiday is open, and one that would begin on it is not; the other program has it the other way round"
DIFFERS = {
    "Su-Th 20:00-02:00; Fr,Sa 20:00-04:00": _A_NIGHT,
    "Mo-Fr 22:00-06:00; Sa,Su 20:00-08:00": _A_NIGHT,
    "Fr 20:00-02:00; Sa 20:00-02:00": _A_NIGHT,
    "Th-Sa 21:00-03:00; Su 21:00-01:00": _A_NIGHT,
    "Th-Sa 21:00-05:00; PH off": _A_HOLIDAY,
    "Fr-Sa 20:00-03:00; PH off": _A_HOLIDAY,
}
"""String -> why ours is right where the two differ: only in the hours after midnight."""


def moments() -> Iterator[datetime]:
    """Every hour of the windows, at seven minutes past, by the clock on the wall."""
    zone = time_zone(RECORDED["zone"])
    for first, days in RECORDED["windows"]:
        for hour in range(days * 24):
            at = datetime.combine(date.fromisoformat(first), datetime.min.time()) + timedelta(hours=hour, minutes=7)
            yield at.replace(tzinfo=zone)


def unpacked(verdict: str) -> list[str]:
    """One verdict a moment: `9c8o` is nine hours closed and eight open."""
    return [STATES[mark] for count, mark in re.findall(r"(\d+)([ocu])", verdict) for _ in range(int(count))]


def disagreements(hours: str) -> list[tuple[str, str, str]]:
    """The moments at which ours says open or closed and the other program says the opposite."""
    site = Site(
        id="s", name="A", services=(), hours=hours, zone=RECORDED["zone"], country="US", state="PA",
        latitude=39.95, longitude=-75.16,
    )  # fmt: skip
    local = local_hours(site)
    found: list[tuple[str, str, str]] = []
    for at, theirs in zip(moments(), unpacked(VERDICTS[hours]), strict=True):
        ours = openness_at(local, now=at)
        if ours.state != "unknown" and not ours.holiday and ours.state != theirs:
            found.append((at.isoformat()[:16], ours.state, theirs))
    return found


@pytest.mark.parametrize("hours", [hours for hours in VERDICTS if not VERDICTS[hours].startswith("cannot")])
def test_what_is_said_for_certain_is_what_a_second_program_says(hours: str) -> None:
    found = disagreements(hours)

    assert all(at[11:13] < "08" for at, _, _ in found) if hours in DIFFERS else [] == found


def test_most_moments_of_plain_weeks_are_certain() -> None:
    plain = [hours for hours in VERDICTS if re.fullmatch(r"[A-Z][a-z][A-Za-z,-]* [\d:,-]+(; PH off)?", hours)]
    site = {
        hours: local_hours(Site(id="s", name="A", services=(), hours=hours, zone=RECORDED["zone"], state="PA"))
        for hours in plain
    }
    said = [openness_at(site[hours], now=at).state != "unknown" for hours in plain for at in moments()]

    assert len(plain) > 20
    assert sum(said) > 0.9 * len(said)


SUN = json.loads((Path(__file__).parent / "sun_times.json").read_text())
MINUTES = 4
"""Points are rounded to a tenth of a degree, and two programs take the sun's edge a little differently."""


@pytest.mark.parametrize("known", SUN["times"], ids=lambda known: f"{known['place']} {known['day']}")
@pytest.mark.parametrize(("begins", "ends"), [("sunrise", "sunset"), ("dawn", "dusk")])
def test_the_sun_rises_and_sets_where_a_second_program_says(known: dict[str, str], begins: str, ends: str) -> None:
    site = Site(
        id="s", name="A", hours=f"{begins}-{ends}", zone=known["zone"], state=known["state"],
        latitude=float(known["latitude"]), longitude=float(known["longitude"]),
    )  # fmt: skip
    local, near = local_hours(site), timedelta(minutes=MINUTES)
    first, last = (datetime.fromisoformat(known[name]).replace(tzinfo=UTC) for name in (begins, ends))

    said = [openness_at(local, now=at).state for at in (first - near, first + near, last - near, last + near)]

    assert said == ["closed", "open", "open", "closed"]
