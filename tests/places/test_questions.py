"""What people text: the place, the services and the wishes in it are read, and the wishes are said back."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from app.places.answers import Ambiguous, Answer, Located, NotFound
from app.places.asked_words import shipped_asked
from app.places.distance import kilometres
from app.places.finder import build
from app.places.found import Found
from app.places.geocode import Geocoder
from app.places.question import read_question, says_nothing_else
from app.places.request import read_request
from app.places.site import Site

SAMPLES = Path(__file__).parents[3] / "shared" / "samples" / "places" / "questions.jsonl"
NOW = datetime(2026, 11, 23, 17, tzinfo=UTC)  # a Monday, noon in New York

PLACES = [
    ("narcan in king of prussia pa", 40.09, -75.38), ("strips in the mission in sf", 37.76, -122.42),
    ("clean needles fishtown philadelphia", 39.97, -75.13), ("naloxone forest lake il", 42.21, -88.06),
    ("where do i get narcan in sugarcreek pa", 41.42, -79.88), ("narcan at ohio state", 40.0, -83.02),
    ("need narcan dtes vancouver", 49.28, -123.1), ("narcan M5V 2T6", 43.64, -79.39), ("naloxone bklyn", 40.65, -73.95),
    ("any narcan on pine ridge rez", 43.02, -102.55), ("jeringas en ponce puerto rico", 18.01, -66.61),
    ("narcan 40.7128, -74.0060 please", 40.71, -74.0), ("narcan https://maps.google.com/?q=41.88,-87.63", 41.88, -87.63),
    ("narcan allegheny county pa", 40.44, -79.98), ("narcan portland me", 43.66, -70.26),
    ("narcan n philly", 39.99, -75.16), ("naloxone w virginia somewhere near wheeling wv", 40.06, -80.72), ("NARCAN 191O4", 39.958, -75.197),
    ("narcan five points denver", 39.74, -104.98), ("narcan near 33rd and market", 39.9555, -75.19), ("narcan 1400 market st", 39.95, -75.163),
    ("narcan near me im in buffallo new york", 42.89, -78.88), ("narcan new york", 40.71, -74.0), ("oak cliff dallas narcan", 32.78, -96.8),
    ("bmore westside narcan", 39.29, -76.61), ("needles in des moins iowa lol", 41.59, -93.62), ("las cruzes nm narcan", 32.31, -106.78),
]  # fmt: skip
HONEST = [
    ("narcan in texas", "refine"), ("narcan somewhere in west virginia", "refine"), ("naloxone norcal", "refine"), ("narcan in munich germany", "abroad"),
    ("narcan ///table.lamp.spoon", "three_words"), ("narcan https://maps.app.goo.gl/abcdef", "link"),
    ("narcan near front and zzyzx", "unknown"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "latitude", "longitude"), PLACES)
def test_the_place_in_a_question_is_found(geocoder: Geocoder, text: str, latitude: float, longitude: float) -> None:
    found = read_question(text, geocoder).answer

    assert isinstance(found, Located), found
    assert kilometres(latitude, longitude, found.latitude, found.longitude) < 12


@pytest.mark.parametrize(("text", "reason"), HONEST)
def test_a_place_that_cannot_be_found_is_said_to_be_so(geocoder: Geocoder, text: str, reason: str) -> None:
    found = geocoder.locate(read_request(text, shipped_asked()).rest)

    assert isinstance(found, NotFound), found
    assert reason == found.reason


@pytest.mark.skipif(not SAMPLES.exists(), reason="the collected questions are not beside the project")
def test_nine_of_ten_collected_questions_end_at_the_right_place(geocoder: Geocoder) -> None:
    questions = [json.loads(line) for line in SAMPLES.read_text().splitlines()]

    right = [q["id"] for q in questions if _right(q, geocoder.locate(read_request(q["text"], shipped_asked()).rest))]

    assert len(right) >= 0.95 * len(questions), sorted({q["id"] for q in questions} - set(right))


def _right(question: dict[str, Any], found: Answer) -> bool:
    points = [(question["lat"], question["lon"], question["km"])] if "lat" in question else []
    points += [tuple(point) for point in question.get("or_points", [])]
    if isinstance(found, Located):
        return question["expect"] == "mail" or any(
            kilometres(found.latitude, found.longitude, point[0], point[1]) <= point[2] + 2.5 for point in points
        )
    if isinstance(found, Ambiguous):
        return question["expect"] == "which" or bool(question.get("ask_ok"))
    if isinstance(found, NotFound) and found.reason == "refine":
        return question["expect"] in ("refine", "mail")
    return question["expect"] == "where" or bool(question.get("where_ok"))


REQUESTS = [
    ("narcan open sunday 19104", ("naloxone",), ("open:6",)), ("wound care and clean works 19134", ("wound_care", "syringes"), ()),
    ("narcan vending machine philly", ("naloxone",), ("kind:vending_machine",)), ("strips no id 19104", ("test_strips",), ("no_id",)),
    ("get my dope checked in providence", ("drug_checking",), ()), ("drop off used needles 19134", ("disposal",), ()),
    ("comida gratis 19133", ("food",), ("free",)), ("detox in trenton that takes walk ins", ("detox",), ("walk_in",)),
    ("narcan tomorrow at 10am 19122", ("naloxone",), ("open:+1@10:00",)), ("can they mail me narcan in pa", ("naloxone",), ("delivery",)),
    ("narcan spanish harlem", ("naloxone",), ()), ("naloxona donde hablan español 19133", ("naloxone",), ("language:es",)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "services", "wishes"), REQUESTS)
def test_services_and_wishes_are_read(text: str, services: tuple[str, ...], wishes: tuple[str, ...]) -> None:
    request = read_request(text, shipped_asked())

    assert (services, wishes) == (request.services, request.wishes)


NOTHING_ELSE = [
    ("narcan in the king county wa area", True), ("any clean needles around needles ca", True), ("narcan 19104 pls", True),
    ("donde hay naloxona en ponce pr", True), ("free narcan open sunday 60614", True), ("naloxone in kentucky", True),
    ("narcan for my friend who nodded out in springfield ma", False), ("narcan near zzyzx", False), ("how do i use narcan in philly", False),
    ("hello", False), ("she is blue narcan 19104", False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "alone"), NOTHING_ELSE)
def test_a_message_that_is_all_question_is_told_from_one_that_says_more(
    geocoder: Geocoder, text: str, alone: bool
) -> None:
    assert alone is says_nothing_else(read_question(text, geocoder), geocoder)


def test_names_of_towns_that_are_words_for_a_service_stay_names(geocoder: Geocoder) -> None:
    question = read_question("narcan in needles ca", geocoder)

    assert ("naloxone",) == question.services


def _site(name: str, away: float, **known: Any) -> Site:
    return Site(
        id=name.lower().replace(" ", "-"), name=name, services=known.pop("services", ("naloxone",)), latitude=39.958 + away,
        longitude=-75.197, zone="America/New_York", status="live", verified_on=date(2026, 11, 20), **known,
    )  # fmt: skip


SITES = [
    _site("Near One", 0.001, hours="Mo-Fr 09:00-17:00; PH off", needs_id=True), _site("Box Two", 0.02, kind="vending_machine", hours="24/7"),
    _site("Sunday Three", 0.03, hours="Su 10:00-14:00; PH off", needs_id=False, languages=("en", "es")),
    _site("Both Four", 0.04, services=("naloxone", "syringes")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("wish", "first", "said"),
    [
        ("open:6", "Box Two", "open Sunday"),
        ("24h", "Box Two", "open 24 hours"),
        ("kind:vending_machine", "Box Two", "vending machine"),
        ("no_id", "Sunday Three", "no ID"),
        ("language:es", "Sunday Three", "Spanish spoken"),
        ("wheelchair", "Near One", "Our list can't tell which: step-free. Call first."),
        ("transit", "Near One", "Our list can't tell which: near a bus or train. Call first."),
        ("kind:mobile", "Near One", "None here that we know of: van or table."),
    ],
)
def test_a_wish_is_honoured_or_said_not_to_be(wish: str, first: str, said: str) -> None:
    answer = build(SITES).find("naloxone", "19104", language="en", now=NOW, wishes=(wish,))

    assert isinstance(answer, Found)
    assert first == answer.sites[0].name
    assert said in answer.text
    assert len(answer.text) <= 306


def test_two_services_in_one_question_give_the_place_that_has_both() -> None:
    answer = build(SITES).find("naloxone+syringes", "19104", language="en", now=NOW)

    assert isinstance(answer, Found)
    assert ["Both Four"] == [site.name for site in answer.sites]
