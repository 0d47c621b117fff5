"""Place questions as people text them, to a line that has a site at every ZIP code: the right place, and never the steps."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from app.engine.compiled_release import CompiledRelease
from app.engine.effects import Say
from app.engine.events import Texted
from app.engine.step import step
from app.places.answers import Ambiguous, Located, NotFound
from app.places.finder import Finder, build
from app.places.gazetteer import Gazetteer
from app.places.geocode import Geocoder
from app.places.question import asked_only, read_question, says_nothing_else
from app.places.site import SERVICES, Site
from app.release.load import load
from app.release.phrases import open_understander
from app.release.places import load_places
from tests.learnt import LEARNT

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 23, 17, tzinfo=UTC)
NOT_ANSWERED_AS_A_LIST = frozenset({"zip", "abroad", "refine", "which", "unknown", "near_me"})


class Question(NamedTuple):
    """One row of the table."""

    text: str
    place: str
    services: str
    wishes: str


QUESTIONS = [
    Question(*line.split("\t"))
    for line in (Path(__file__).parent / "questions_texted.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.fixture(scope="module")
def finder(gazetteer: Gazetteer) -> Finder:
    """One live site at every ZIP code, with everything that can be had."""
    added = load_places(ROOT / "content")
    every = [
        Site(
            id=f"z{code}", name=f"Zip {code}", services=tuple(SERVICES), latitude=known.latitude, longitude=known.longitude,
            zone=known.zone or "America/New_York", state=known.state, status="live", verified_on=date(2026, 11, 20), hours="24/7",
        )
        for code, known in gazetteer.zips.items()
    ]  # fmt: skip
    return build(every, added.places, added.area, gazetteer=gazetteer)


@pytest.fixture(scope="module")
def library(finder: Finder) -> CompiledRelease:
    """This checkout's flows and words, the real understander and that list."""
    loaded = load(
        ROOT, settings={"line_name": "Porchlight", "line_number": "+12025550100", "peer_number": ""}, cache=LEARNT
    )
    assert loaded.release is not None
    understander = open_understander(ROOT / "content", ROOT / "var" / "cache")
    return CompiledRelease(loaded.release, understander=understander, finder=finder)


def _meant(geocoder: Geocoder, text: str) -> str:
    found = read_question(text, geocoder).answer
    if isinstance(found, Located):
        return found.label
    if isinstance(found, Ambiguous):
        return f"which {found.options[0].label.partition(',')[0]}"
    return f"{found.reason} {found.about}".strip() if isinstance(found, NotFound) else "near_me"


def test_the_place_the_services_and_the_wishes_of_every_question_are_read(geocoder: Geocoder) -> None:
    wrong = []
    for asked in QUESTIONS:
        question = read_question(asked.text, geocoder)
        read = Question(
            asked.text, _meant(geocoder, asked.text), "+".join(question.services), " ".join(question.wishes)
        )
        if read != asked:
            wrong.append((asked, read))

    assert len(QUESTIONS) >= 150
    assert [] == wrong


def test_a_message_that_says_more_is_told_without_looking_for_a_name(geocoder: Geocoder) -> None:
    for text in (*(asked.text for asked in QUESTIONS), "is it ok to mix xanax and food tonight", "my works are dirty"):
        question = read_question(text, geocoder, guess=False)

        assert asked_only(text, geocoder) == (question if says_nothing_else(question, geocoder) else None)


def _said(library: CompiledRelease, text: str) -> str:
    turn = step(library, None, Texted(text), NOW)
    return "\n".join(effect.text for effect in turn.effects if isinstance(effect, Say))


def test_a_place_question_ends_at_its_place_and_never_at_the_steps(library: CompiledRelease) -> None:
    said = {asked: _said(library, asked.text) for asked in QUESTIONS}
    steps = [asked.text for asked, answer in said.items() if "1 spray in the nose" in answer]
    named = [asked for asked in said if asked.place.split()[0] not in NOT_ANSWERED_AS_A_LIST]
    missed = [
        (asked.text, said[asked][:80])
        for asked in named
        if "mail" not in asked.text and asked.place not in said[asked].replace("\u00e9", "e")
    ]

    assert [] == steps
    assert len(missed) <= 0.05 * len(named), missed


@pytest.mark.parametrize("code", ["00601", "19134", "60614", "78701", "99501"])
def test_a_zip_code_gets_the_site_at_it_first(library: CompiledRelease, code: str) -> None:
    assert f"1 Zip {code}" in _said(library, f"narcan {code}")


def test_every_zip_code_of_the_country_leads_to_the_site_at_it(finder: Finder, gazetteer: Gazetteer) -> None:
    codes = [code for code in gazetteer.zips if int(code) % 97 == 0]
    far = []
    for code in codes:
        found = finder.find("naloxone", code, language="en", now=NOW)
        if f"near {code}" not in found.text:
            far.append(code)

    assert [] == far
