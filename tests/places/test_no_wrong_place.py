"""Places as people name them, each with where it is: a line that is not sure asks, and seldom ends elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from app.places.answers import Ambiguous, Answer, Located, NotFound
from app.places.distance import kilometres
from app.places.geocode import Geocoder
from app.places.question import read_question


class Asked(NamedTuple):
    """One row of the table."""

    text: str
    points: tuple[tuple[float, float], ...]
    words: frozenset[str]
    km: float

    def is_near(self, place: Located) -> bool:
        """Whether the place is one that may be meant."""
        return any(kilometres(place.latitude, place.longitude, *point) <= self.km for point in self.points)


def _asked(line: str) -> Asked:
    text, right, *km = line.split("\t")
    parts = right.split("|")
    points = tuple((float(p.split(",")[0]), float(p.split(",")[1])) for p in parts if "," in p)
    return Asked(text, points, frozenset(p for p in parts if "," not in p), float(km[0]) if km else 0.0)


TABLE = [
    _asked(line)
    for line in (Path(__file__).parent / "places_asked_fresh.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def _is_right(asked: Asked, answer: Answer) -> bool:
    if isinstance(answer, Located):
        return asked.is_near(answer)
    if isinstance(answer, Ambiguous):
        return bool(asked.words & {"which", "ask"}) or any(asked.is_near(option) for option in answer.options)
    reason = answer.reason if isinstance(answer, NotFound) else "ask"
    return reason in asked.words or ("ask" in asked.words and reason != "abroad")


def test_no_place_is_said_that_was_not_meant(geocoder: Geocoder) -> None:
    answers = [(asked, read_question(asked.text, geocoder).answer) for asked in TABLE]
    elsewhere = [(a.text, got.label) for a, got in answers if isinstance(got, Located) and not a.is_near(got)]
    missed = [asked.text for asked, got in answers if not _is_right(asked, got)]

    assert len(TABLE) >= 120
    assert [] == elsewhere
    assert len(missed) <= 0.03 * len(TABLE), missed


@pytest.mark.parametrize("text", ["narcan by the airport", "im by fenwey", "narcan near the wawa on broad st", "narcan at the hook"])  # fmt: skip
def test_what_is_called_so_everywhere_and_what_is_almost_a_far_town_is_asked(geocoder: Geocoder, text: str) -> None:
    answer = read_question(text, geocoder).answer

    assert not isinstance(answer, Located), answer
