"""The nearest sites: all answers equal the slow way of finding them."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.places.nearest import Index
from app.places.site import Site
from tests.places import brute
from tests.places.lists import HOURS, sites

MOMENTS = [
    datetime(2026, 11, 23, 17, tzinfo=UTC),
    datetime(2026, 11, 26, 5, 30, tzinfo=UTC),
    datetime(2026, 3, 8, 6, 59, tzinfo=UTC),
    datetime(2026, 7, 4, 16, 0, 7, tzinfo=UTC),
    datetime(2026, 12, 31, 23, 59, tzinfo=UTC),
]


@pytest.mark.parametrize("count", [1, 3, 50, 1500])
def test_every_answer_equals_brute_force(count: int) -> None:
    everything = sites(count, seed=count, spread=0.3)
    index = Index(everything)
    rng = random.Random(7)
    for number in range(60):
        near = rng.choice(everything)
        point = ((near.latitude or 0) + rng.gauss(0, 0.2), (near.longitude or 0) + rng.gauss(0, 0.2))
        now = MOMENTS[number % len(MOMENTS)]

        expected = brute.ranked(everything, *point, service="naloxone", now=now)
        first = rng.choice([0, 0, 3])
        found = index.nearest(*point, service="naloxone", now=now, first=first, count=3)

        assert [site_id for site_id, _ in expected[first : first + 3]] == [one.site.id for one in found]
        assert [km for _, km in expected[first : first + 3]] == pytest.approx([one.km for one in found], abs=1e-6)


def test_more_sites_than_one_look_takes_are_all_ranked() -> None:
    crowd = sites(900, seed=3, spread=0.02, hours=("Mo-Fr 09:00-17:00; PH off", "", "Sa 10:00-12:00"))
    crowd = [one for one in crowd if "naloxone" in one.services][:120]
    index = Index(crowd)
    now = datetime(2026, 11, 24, 8, tzinfo=UTC)
    point = (crowd[0].latitude or 0.0, crowd[0].longitude or 0.0)

    found = index.nearest(*point, service="naloxone", now=now, count=200)

    assert [site_id for site_id, _ in brute.ranked(crowd, *point, service="naloxone", now=now)] == [
        one.site.id for one in found
    ]


points = st.tuples(st.floats(-89, 89), st.floats(-180, 180))
spots = st.builds(
    lambda where, hours, checked, services: (where, hours, checked, services),
    st.tuples(st.floats(39.7, 40.2), st.floats(-75.6, -74.9)),
    st.sampled_from(HOURS),
    st.sampled_from([None, date(2026, 11, 1), date(2025, 1, 1)]),
    st.sampled_from([("naloxone",), ("naloxone", "food"), ("food",)]),
)


def as_sites(drawn: list[tuple[tuple[float, float], str, date | None, tuple[str, ...]]]) -> list[Site]:
    return [
        Site(
            id=str(number), name=str(number), services=services, latitude=where[0], longitude=where[1], hours=hours,
            zone="America/New_York", verified_on=checked, status="live",
        )
        for number, (where, hours, checked, services) in enumerate(drawn)
    ]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(spots, max_size=40), st.integers(0, 365 * 24))
def test_open_ones_come_first_and_by_distance(drawn: list, hour: int) -> None:  # type: ignore[type-arg]
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hour)
    found = Index(as_sites(drawn)).nearest(39.95, -75.16, service="naloxone", now=now, count=50)

    certain = [one.openness.state == "open" and not one.doubted for one in found]
    assert certain == [one.open_now for one in found]
    opens = [one.km for one, is_open in zip(found, certain, strict=True) if is_open]
    assert sorted(certain, reverse=True) == certain
    assert sorted(opens) == opens
    assert all("naloxone" in one.site.services for one in found)
    assert len({one.site.id for one in found}) == len(found)


@settings(max_examples=60, deadline=None)
@given(points, points)
def test_distance_is_right_everywhere_on_earth(one: tuple[float, float], other: tuple[float, float]) -> None:
    from app.places.distance import kilometres

    now = MOMENTS[0]
    index = Index(as_sites([(one, "24/7", date(2026, 11, 1), ("naloxone",))]))

    found = index.closest(*other, service="naloxone", now=now)

    assert found is not None
    assert found.km == pytest.approx(kilometres(*one, *other), abs=0.01)


def test_the_other_side_of_the_date_line_is_near() -> None:
    index = Index(as_sites([((51.9, 179.95), "24/7", date(2026, 11, 1), ("naloxone",))]))

    found = index.nearest(51.9, -179.95, service="naloxone", now=MOMENTS[0])

    assert [pytest.approx(6.86, abs=0.1)] == [one.km for one in found]


def test_sites_that_are_not_live_are_never_found() -> None:
    paused = [
        Site(id=status, name="x", services=("naloxone",), latitude=40.0, longitude=-75.0, status=status)
        for status in ("unverified", "paused", "gone")
    ]

    assert len(Index(paused)) == 0


def test_nothing_is_found_without_a_service_or_a_real_point() -> None:
    index = Index(sites(50))

    assert index.nearest(40, -75, service="unicorns", now=MOMENTS[0]) == ()
    assert index.nearest(float("nan"), -75, service="naloxone", now=MOMENTS[0]) == ()
    assert Index([]).closest(40, -75, service="naloxone", now=MOMENTS[0]) is None
