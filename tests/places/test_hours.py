"""Opening hours: never open or closed unless that is certain."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from opening_hours import OpeningHours, State

from app.places.hours import LocalHours, openness, openness_at, openness_of
from app.places.hours_lint import lint
from app.places.hours_words import open_words, weekly_words
from app.places.opening_index import CLOSED, OPEN, OpeningIndex
from app.places.place_words import shipped_words
from app.places.public_holidays import holidays, is_holiday, is_unsure_holiday
from app.places.site import Site
from app.places.weekly import tidy, week_of
from tests.places.lists import HOURS

NEW_YORK = ZoneInfo("America/New_York")


def at(text: str, zone: ZoneInfo = NEW_YORK) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


CASES = [
    # hours, local time in New York, state, when that changes
    ("24/7", "2026-11-26 04:00", "open", None),
    ("Mo-Fr 09:00-17:00", "2026-11-23 08:59", "closed", "2026-11-23 09:00"),
    ("Mo-Fr 09:00-17:00", "2026-11-23 09:00", "open", "2026-11-23 17:00"),
    ("Mo-Fr 09:00-17:00", "2026-11-23 17:00", "closed", "2026-11-24 09:00"),
    ("Mo-Fr 09:00-17:00", "2026-11-21 12:00", "closed", "2026-11-23 09:00"),
    ("Fr-Sa 20:00-03:00", "2026-11-22 02:59", "open", "2026-11-22 03:00"),
    ("Fr-Sa 20:00-03:00", "2026-11-22 03:00", "closed", "2026-11-27 20:00"),
    ("Su 20:00-03:00", "2026-11-23 01:00", "open", "2026-11-23 03:00"),
    # Thanksgiving 2026 is Thursday 26 November
    ("Mo-Fr 09:00-17:00; PH off", "2026-11-26 12:00", "closed", "2026-11-27 09:00"),
    ("PH off; Mo-Fr 09:00-17:00", "2026-11-26 12:00", "closed", "2026-11-27 09:00"),
    ("Mo-Fr 09:00-17:00; PH off", "2026-11-25 18:00", "closed", "2026-11-27 09:00"),
    ("Th 10:00-12:00; PH off", "2026-11-25 18:00", "closed", "2026-12-03 10:00"),
    ("We-Th 20:00-03:00; PH off", "2026-11-26 01:00", "open", "2026-11-26 03:00"),
    ("We-Th 20:00-03:00; PH off", "2026-11-27 01:00", "closed", "2026-12-02 20:00"),
    ("Mo-Su 00:00-24:00; PH off", "2026-11-26 12:00", "closed", "2026-11-27 00:00"),
    ("Mo-Su 00:00-24:00; PH off", "2026-11-25 12:00", "open", "2026-11-26 00:00"),
    # 4 July 2026 is a Saturday, observed on the Friday before
    ("Mo-Su 09:00-17:00; PH off", "2026-07-03 12:00", "closed", "2026-07-05 09:00"),
    ("Mo-Su 09:00-17:00; PH off", "2026-07-04 12:00", "unknown", None),
    ("Sa[1] 10:00-12:00", "2026-12-05 11:00", "open", "2026-12-05 12:00"),
    ("Sa[1] 10:00-12:00", "2026-12-12 11:00", "closed", "2027-01-02 10:00"),
    # the clocks go forward on 8 March 2026 and back on 1 November 2026
    ("Su 01:00-05:00", "2026-03-08 03:30", "open", "2026-03-08 05:00"),
    ("Su 01:30-05:00", "2026-11-01 01:45", "open", "2026-11-01 05:00"),
    ("Mo-Fr 09:00-17:00", "2026-03-06 18:00", "closed", "2026-03-09 09:00"),
    ("", "2026-11-23 12:00", "unknown", None),
    ("whenever we feel like it", "2026-11-23 12:00", "unknown", None),
    ('"by appointment"', "2026-11-23 12:00", "unknown", None),
    ('Mo-Fr 09:00-17:00; Sa 10:00-12:00 "by appointment"', "2026-11-21 11:00", "unknown", None),
    ("Mo-Fr 09:00-17:00 unknown", "2026-11-23 12:00", "unknown", None),
    ("off", "2026-11-23 12:00", "closed", None),
]


@pytest.mark.parametrize(("hours", "local", "state", "until"), CASES)
def test_hours_are_read_in_the_zone_of_the_site(hours: str, local: str, state: str, until: str | None) -> None:
    found = openness(hours, zone="America/New_York", country="US", now=at(local))

    assert state == found.state
    assert (at(until) if until else None) == (found.until.astimezone(UTC) if found.until else None)


def test_a_zone_that_is_not_known_makes_all_hours_unknown() -> None:
    for zone in ("", "Mars/Olympus", "../../etc/passwd"):
        assert openness("24/7", zone=zone, country="US", now=at("2026-11-23 12:00")).state == "unknown"


def test_a_string_that_took_the_reader_most_of_a_second_is_read_at_once() -> None:
    started = datetime.now(UTC)
    openness("Mo-Su 00:00-24:00 || unknown", zone="America/New_York", country="US", now=at("2026-11-23 12:00"))

    assert datetime.now(UTC) - started < timedelta(seconds=0.4)


def test_holidays_off_first_is_a_mistake_that_is_named_and_mended() -> None:
    problems = lint("PH off; Mo-Fr 09:00-17:00")

    assert ["'PH off' closes nothing unless it comes last. Write 'Mo-Fr 09:00-17:00; PH off'."] == problems
    assert tidy("PH off; Mo-Fr 09:00-17:00") == "Mo-Fr 09:00-17:00; PH off"
    assert lint("Mo-Fr 09:00-17:00; PH off") == []
    assert "cannot be read at character 3" in lint("Mon-Fri 9am-5pm")[0]
    assert "public holidays" in lint("Mo-Fr 09:00-17:00")[0]
    assert "under 400" in lint("Mo " * 200)[0]


def test_hours_that_say_nothing_of_holidays_say_so_on_one() -> None:
    found = openness("Mo-Fr 09:00-17:00", zone="America/New_York", country="US", now=at("2026-11-26 12:00"))
    site = Site(id="a", name="A", zone="America/New_York")

    assert found.holiday
    assert "open til 5pm (holiday: call first)" == open_words(site, found, now=at("2026-11-26 12:00"), words=ENGLISH)


def test_the_calendar_knows_observed_days() -> None:
    assert len(holidays(2026, "US")) == 10
    assert is_unsure_holiday(at("2026-07-04 12:00").date(), "US")
    assert holidays(2026, "XX") == frozenset()


LISTED = [
    # What a list says, a moment in New York, and what may be said then.
    ("Mo, We, Fr 10:00-14:00", "2026-10-07 11:00", "open"), ("Mo, We, Fr 10:00-14:00", "2026-10-07 15:00", "closed"),
    ("Mo, We, Fr 10:00-14:00", "2026-10-06 03:00", "closed"), ("Sa[1], Sa[3] 10:00-13:00", "2026-10-10 11:00", "closed"),
    ("Su-Th 20:00-02:00; Fr,Sa 20:00-04:00", "2026-10-11 03:00", "open"),
    ("Fr,Sa 20:00-04:00; Su-Th 20:00-02:00", "2026-10-11 03:00", "open"),
    ("Su-Th 20:00-02:00; Fr,Sa 20:00-04:00", "2026-10-12 03:00", "closed"),
    ("Mo-Th,Su 18:00-24:00; Fr-Sa 18:00-03:00", "2026-10-11 01:00", "open"),
    ("Mo-Su 20:00-02:00; Fr 20:00-05:00", "2026-10-10 04:00", "open"),
    ("sunrise-sunset", "2026-12-21 18:00", "unknown"), ("Mo-Fr dawn-dusk", "2026-10-07 12:00", "unknown"),
    ("09:00+", "2026-10-06 10:00", "unknown"), ("09:00+", "2026-10-06 05:00", "unknown"),
    ('Mo-Fr 09:00-12:00 || "call"', "2026-10-06 10:00", "open"),
    ('Mo-Fr 09:00-12:00 || "call"', "2026-10-06 13:00", "unknown"),
    ("Mo-Fr 09:00-17:00; PH off", "2026-10-12 12:00", "unknown"), ("Mo-Fr 09:00-17:00; PH off", "2026-11-26 12:00", "closed"),
]  # fmt: skip


@pytest.mark.parametrize(("hours", "local", "state"), LISTED)
def test_hours_as_lists_write_them_are_never_said_wrong(hours: str, local: str, state: str) -> None:
    assert state == openness(hours, zone="America/New_York", country="US", now=at(local)).state


@pytest.mark.parametrize(
    ("local", "state"), [("07:00", "closed"), ("12:00", "open"), ("16:20", "open"), ("16:50", "closed")]
)
def test_hours_that_follow_the_sun_follow_it_at_the_site(local: str, state: str) -> None:
    site = Site(id="a", name="A", zone="America/New_York", hours="sunrise-sunset", latitude=40.0, longitude=-75.0)

    assert state == openness_of(site, now=at(f"2026-12-21 {local}")).state


@pytest.mark.parametrize(
    ("state", "country", "day", "found"),
    [("MA", "US", "2027-04-19", "unknown"), ("PA", "US", "2027-04-19", "open"), ("BC", "CA", "2026-08-03", "unknown"),
     ("PA", "US", "2026-10-12", "unknown"), ("PA", "US", "2026-12-25", "closed"), ("ZZ", "US", "2026-10-06", "open")],
)  # fmt: skip
def test_a_day_that_only_a_state_or_the_federal_offices_keep_is_not_certain(
    state: str, country: str, day: str, found: str
) -> None:
    hours = "Mo-Fr 09:00-17:00; PH off"

    said = openness(hours, zone="America/New_York", country=country, state=state, now=at(f"{day} 12:00"))

    assert found == said.state


times = st.integers(0, 24 * 4 - 1).map(lambda quarter: f"{quarter // 4:02d}:{quarter % 4 * 15:02d}")
days = st.sampled_from(["Mo", "Tu-Th", "Fr,Su", "Mo-Fr", "Sa-Su", "Su", "We", "Fr-Mo"])
rules = (
    st.tuples(days, times, times).filter(lambda one: one[1] != one[2]).map(lambda one: f"{one[0]} {one[1]}-{one[2]}")
)
weeks = st.lists(rules, min_size=1, max_size=3).map("; ".join)
moments = st.integers(0, 3 * 365 * 24 * 4).map(lambda n: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=15 * n))


def _by_day(hours: str) -> dict[str, str]:
    """The times of each day, as the last rule that names it says."""
    names = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
    found: dict[str, str] = {}
    for rule in hours.removesuffix("; PH off").split("; "):
        listed, _, times = rule.partition(" ")
        for part in listed.split(","):
            first, _, last = part.partition("-")
            start, end = names.index(first), names.index(last or first)
            found |= {names[n % 7]: times for n in range(start, (end if end >= start else end + 7) + 1)}
    return found


@settings(max_examples=300, deadline=None)
@given(weeks, moments, st.booleans())
def test_our_weeks_say_what_the_reader_says(hours: str, now: datetime, off: bool) -> None:
    hours = f"{hours}; PH off" if off else hours
    local = now.astimezone(NEW_YORK)
    near = any(is_holiday(local.date() + timedelta(days=n), "US") for n in range(-1, 2))
    if week_of(hours) is None or (off and near):
        return
    # A night belongs to the evening on which it begins, so each day is read alone, by the last rule that names it.
    reading = [
        OpeningHours(f"{day} {times}", timezone=NEW_YORK, country="US", max_interval_days=366).state(local)[0]
        for day, times in _by_day(hours).items()
    ]
    state = State.OPEN if State.OPEN in reading else State.CLOSED

    found = openness(hours, zone="America/New_York", country="US", now=now)

    assert ("open" if state == State.OPEN else "closed") == found.state


@settings(max_examples=300, deadline=None)
@given(st.lists(weeks | st.sampled_from(HOURS), min_size=1, max_size=5), moments, st.integers(0, 59))
@example(["Th 10:00-12:00; PH off"], at("2026-11-25 18:00"), 0)
@example(["Su 20:00-03:00; PH off"], at("2026-03-07 18:00"), 30)
def test_many_at_once_is_the_same_as_one_by_one(hours: list[str], now: datetime, seconds: int) -> None:
    now += timedelta(seconds=seconds)
    rules = [
        LocalHours(one, zone, "US", state)
        for state in ("", "MA")
        for one in hours
        for zone in ("America/New_York", "America/Phoenix", "")
    ]
    index = OpeningIndex(rules)
    import numpy as np

    state, wait = index.states(np.arange(len(rules)), now)

    for number, rule in enumerate(rules):
        found = openness_at(rule, now=now)
        one, zone = rule.hours, rule.zone
        alone, until = index.state_of(number, now, now.timestamp())
        assert alone == state[number], (one, zone)
        assert until == pytest.approx(wait[number]), (one, zone)
        assert found.state == {OPEN: "open", CLOSED: "closed"}.get(int(state[number]), "unknown"), (one, zone)
        if found.state == "closed" and found.until is not None and not _in_the_gap(found.until):
            assert wait[number] == pytest.approx((found.until - now).total_seconds(), abs=1.5), (one, zone)


def _in_the_gap(moment: datetime) -> bool:
    """True for a time of the clocks' change, which some walls never show and others show twice."""
    return moment.hour <= 3 and any(
        (moment + timedelta(hours=n)).astimezone(UTC).astimezone(NEW_YORK).utcoffset()
        != moment.astimezone(UTC).astimezone(NEW_YORK).utcoffset()
        for n in (-3, 3)
    )


ENGLISH, SPANISH = shipped_words()["en"], shipped_words()["es"]
SITE = Site(id="a", name="A", zone="America/New_York", phone="215-555-1234")
WORDS = [
    ("Mo-Fr 09:00-17:00", "2026-11-23 12:00", "open til 5pm", "abierto hasta 5pm", "open until 5 PM"),
    ("Mo-Fr 09:30-17:00", "2026-11-23 18:00", "closed, opens tomorrow 9:30am", "cerrado, abre mañana 9:30am",
     "closed, opens tomorrow at 9:30 AM"),
    ("Mo-Fr 09:00-17:00", "2026-11-23 05:00", "closed, opens 9am", "cerrado, abre 9am", "closed, opens at 9 AM"),
    ("Mo-Fr 09:00-17:00", "2026-11-21 12:00", "closed, opens Mon 9am", "cerrado, abre lun 9am",
     "closed, opens on Monday at 9 AM"),
    ("Sa[1] 10:00-12:00", "2026-11-10 11:00", "closed, opens Dec 5 10am", "cerrado, abre 5 dic 10am",
     "closed, opens December 5 at 10 AM"),
    ("24/7", "2026-11-23 12:00", "open 24 hours", "abierto 24 horas", "open 24 hours"),
    ("", "2026-11-23 12:00", "hours not known, call first", "no se sabe el horario, llame antes",
     "I do not know the hours, call first"),
    ('"by appointment"', "2026-11-23 12:00", "call first", "llame antes", "call first"),
    ("Mo-Su 20:00-24:00", "2026-11-23 21:00", "open til midnight", "abierto hasta medianoche", "open until midnight"),
]  # fmt: skip


@pytest.mark.parametrize(("hours", "local", "english", "spanish", "spoken"), WORDS)
def test_hours_are_said_as_people_say_them(hours: str, local: str, english: str, spanish: str, spoken: str) -> None:
    now = at(local)
    found = openness(hours, zone="America/New_York", country="US", now=now)

    assert english == open_words(SITE, found, now=now, words=ENGLISH)
    assert spanish == open_words(SITE, found, now=now, words=SPANISH)
    assert spoken == open_words(SITE, found, now=now, words=ENGLISH, spoken=True)


def test_a_week_is_said_in_one_line() -> None:
    hours = "Mo-Fr 09:00-12:00,13:00-17:00; Sa 10:00-14:00; PH off"

    assert "Mon-Fri 9am-noon and 1pm-5pm, Sat 10am-2pm" == weekly_words(hours, words=ENGLISH)
    assert "lunes a viernes 9 de la mañana a 5 de la tarde" == weekly_words(
        "Mo-Fr 09:00-17:00", words=SPANISH, spoken=True
    )
    assert "" == weekly_words("Sa[1] 10:00-12:00", words=ENGLISH)
