"""A list of places is on the screen: what is asked next is about these places, and what cannot be told is said."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from app.engine.compiled_release import CompiledRelease
from app.engine.effects import Say
from app.engine.events import Texted
from app.engine.step import step
from app.places.finder import build
from app.places.gazetteer import Gazetteer
from app.places.site import Site
from app.release.compiled import compiled
from app.release.load import load
from app.release.phrases import open_understander
from app.release.places import load_places
from tests.learnt import LEARNT

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 23, 17, tzinfo=UTC)
FIRST = "narcan 19104"


def _site(key: str, name: str, point: tuple[float, float], **known: object) -> Site:
    return Site(
        id=key, name=name, latitude=point[0], longitude=point[1], city="Philadelphia", state="PA", zone="America/New_York",
        status="live", verified_on=date(2026, 11, 20), services=("naloxone",), **known,  # type: ignore[arg-type]
    )  # fmt: skip


SITES = (
    _site("a", "Alpha House", (39.9575, -75.2005), address="3900 Market St", phone="215-555-0101", hours="Mo-Fr 09:00-17:00",
          cost="free", languages=("en", "es")),
    _site("b", "Bravo Pharmacy", (39.956, -75.212), address="4400 Chestnut St", hours="Mo-Sa 08:00-21:00"),
    _site("c", "Charlie Machine", (39.962, -75.197), kind="vending_machine", address="200 N 38th St", hours="24/7"),
    _site("d", "Delta Van", (39.949, -75.226), kind="mobile", address="5200 Baltimore Ave", hours="Mo-Su 18:00-22:00"),
    _site("k", "Kensington Hub", (39.9985, -75.1105), address="3400 Kensington Ave", hours="Mo-Fr 09:00-17:00"),
)  # fmt: skip
ASKED = [
    # what is asked about the list, what the answer has, what it has not
    ("the second one", "Charlie Machine. 200 N 38th St", "Alpha"),
    ("bravo pharmacy", "Bravo Pharmacy. 4400 Chestnut St", "Alpha"),
    ("the one on market st", "Alpha House. 3900 Market St", "Bravo"),
    ("el segundo", "Charlie Machine. 200 N 38th St", "Alpha"),
    ("is the first one open tomorrow at 10", "Open tomorrow at 10am: yes, by our list. Alpha House", "Bravo"),
    ("is number 3 open sunday", "Open Sunday: no, by our list. Bravo Pharmacy", "Alpha"),
    ("does the second one have spanish", "Charlie Machine", "Alpha"),
    ("is it open sunday", "(open Sunday) near 19104", "Alpha"),
    ("something open later", "(open tonight) near 19104", "Alpha"),
    ("which is open the latest", "(open tonight) near 19104", "Alpha"),
    ("anything closer", "These are the nearest on our list.", "don't know"),
    ("thats too far", "These are the nearest on our list.", "don't know"),
    ("whats their number", "Text a number for its phone", "don't know"),
    ("how do i get there", "Text a number for its phone", "don't know"),
    ("how much does it cost", "Text a number for its phone, hours, cost", "don't know"),
    ("does a bus go there", "Our list can't tell which: near a bus or train. Call first.", "don't know"),
    ("got another one", "1 Kensington Hub", "Alpha"),
    ("can they mail it instead", "Naloxone by mail", "Alpha"),
    ("cual esta mas cerca", "Son los mas cercanos de nuestra lista.", "don't know"),
    ("what about 19134", "near 19134", "don't know"),
    ("they were closed", "Which place was it?", "Alpha"),
    ("they ran out of narcan", "Which place was it?", "Alpha"),
    ("thx", "You are welcome", "Alpha"),
]


@pytest.fixture(scope="module")
def library(gazetteer: Gazetteer) -> CompiledRelease:
    """This checkout's words over five places of West Philadelphia."""
    added = load_places(ROOT / "content")
    loaded = load(
        ROOT, settings={"line_name": "Porchlight", "line_number": "+12025550100", "peer_number": ""}, cache=LEARNT
    )
    assert loaded.release is not None
    understander = open_understander(ROOT / "content", ROOT / "var" / "cache")
    finder = build(SITES, added.places, added.area, gazetteer=gazetteer)
    return compiled(loaded.release, understander=understander, finder=finder)


def _answers(library: CompiledRelease, *texts: str) -> str:
    """What is said to the last of these texts."""
    session, now, said = None, NOW, ""
    for text in texts:
        turn = step(library, session, Texted(text), now)
        session, now = turn.session, now + timedelta(seconds=40)
        said = "\n".join(effect.text for effect in turn.effects if isinstance(effect, Say))
    return said


@pytest.mark.parametrize(("asked", "has", "has_not"), ASKED, ids=[asked for asked, _, _ in ASKED])
def test_what_is_asked_next_is_about_the_list(library: CompiledRelease, asked: str, has: str, has_not: str) -> None:
    said = _answers(library, FIRST, asked)

    assert has in said
    assert has_not not in said


def test_the_nearest_is_named_where_open_ones_stand_before_it(gazetteer: Gazetteer) -> None:
    nearer = _site("z", "Zulu Desk", (39.9582, -75.1985), hours="Mo 09:00-10:00")
    evening = build((*SITES[1:4], nearer), gazetteer=gazetteer)

    found = evening.find("naloxone", "19104", language="en", now=NOW, note="nearest_here")

    assert "Nearest: Zulu Desk" in found.text


def test_a_wish_of_the_place_heard_last_is_answered_of_it(library: CompiledRelease) -> None:
    said = _answers(library, FIRST, "2", "do they speak spanish")

    assert "Spanish spoken: our list does not say. Call first. Charlie Machine." in said


def test_a_street_that_is_not_known_is_said_and_its_town_searched(library: CompiledRelease) -> None:
    said = _answers(library, "narcan on zzyzx st in philadelphia pa")

    assert said.startswith("I don't know that street. Naloxone (Narcan) near Philadelphia, PA:")


def test_a_map_link_before_the_word_is_a_place_and_no_emergency(library: CompiledRelease) -> None:
    said = _answers(library, "https://maps.google.com/?q=39.958,-75.201 narcan")

    assert said.startswith("Naloxone (Narcan) near you:")


@pytest.mark.parametrize(
    ("text", "asks"),
    [("i need a shower", "Showers"), ("showers", "Showers"), ("hay albergues", "refugio cerca de usted")],
)
def test_a_service_that_is_all_that_was_said_asks_where(library: CompiledRelease, text: str, asks: str) -> None:
    assert asks.lower() in _answers(library, FIRST, "menu", text).lower()


def test_a_word_of_a_service_that_is_somewhere_asks_nothing(library: CompiledRelease) -> None:
    assert "ZIP" not in _answers(library, FIRST, "menu", "im in bed")
