"""What answers about places say, and how people ask for them, is staff's: a mistake is named, and the shipped words answer."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.places.asked_words import AskedWords, shipped_asked
from app.places.finder import build
from app.places.found import Found
from app.places.local_places import Places
from app.places.place_words import LISTS, TABLES, place_words, shipped_words
from app.places.request import read_request
from app.release.place_language import PlaceLanguage, pattern_fault
from tests.places.conftest import CONTENT
from tests.places.lists import sites
from tools.ship_languages import shipped_from

NOW = datetime(2026, 11, 23, 17, tzinfo=UTC)


def written(folder: Path, name: str, text: str, language: str = "en") -> PlaceLanguage:
    file = folder / "content" / language / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return PlaceLanguage(folder / "content")


def test_what_the_program_brings_along_is_what_the_folders_say() -> None:
    shipped = Path("app/language/shipped.json").read_text(encoding="utf-8")

    assert shipped_from(CONTENT) == shipped, "run: make shipped"


def test_the_files_that_come_with_the_project_have_no_mistake() -> None:
    assert [] == PlaceLanguage(CONTENT).problems


@pytest.mark.parametrize("part", [*TABLES, *LISTS])
def test_spanish_has_every_word_that_english_has(part: str) -> None:
    english, spanish = (getattr(shipped_words()[language], part) for language in ("en", "es"))

    assert len(english) == len(spanish)
    assert part in LISTS or set(english) == set(spanish)


SAID_MISTAKES = [
    ("answrs:\n  near: x\n", "Did you mean 'answers'?"),
    ("answers:\n  neer: x\n", "Did you mean 'near'?"),
    ("answers:\n  near: '{servce} near {place}'\n", "{place}, {service}"),
    ("answers:\n  near: '{service near'\n", "{place}, {service}"),
    ("answers:\n  near: ''\n", "said as shipped"),
    ("days: [Monday, Tuesday]\n", "a list of 7 words"),
    ("hours: open\n", "a line for each word"),
    ("services:\n  narcan: Narcan\n", "means nothing here"),
]


@pytest.mark.parametrize(("text", "message"), SAID_MISTAKES)
def test_a_mistake_in_what_is_said_is_named_and_the_shipped_words_answer(
    tmp_path: Path, text: str, message: str
) -> None:
    read = written(tmp_path, "places_said.yaml", text)

    assert ["PLACE_WORDS"] == [problem.code for problem in read.problems]
    assert message in read.problems[0].message
    assert shipped_words()["en"] == place_words(read.said)["en"]


@pytest.mark.parametrize(
    "pattern", ["", "(a", "(a+)+", "(?:a*b)*", "x?", "a.*b", r"(a)\1", "Narcan", "a" * 500, 7, ["a"]]
)
def test_a_pattern_that_cannot_be_read_or_could_take_minutes_is_refused(pattern: object) -> None:
    assert pattern_fault(pattern)


@pytest.mark.parametrize("pattern", ["narcan", "needles?", "(?:clean )?foil", r"24 ?/ ?7", "ba[nñ]arme"])
def test_a_word_is_a_pattern_that_is_heard(pattern: str) -> None:
    assert "" == pattern_fault(pattern)


def test_a_new_word_for_a_service_is_heard_as_soon_as_it_is_written(tmp_path: Path) -> None:
    read = written(tmp_path, "places_asked.yaml", "services:\n  naloxone: [nose thing]\n  fod: [x]\n", language="pt")

    assert ["PLACE_WORDS"] == [problem.code for problem in read.problems]
    assert ("naloxone",) == read_request("the nose thing near broad", AskedWords(read.asked)).services
    assert ("naloxone",) == read_request("narcan near broad", AskedWords(read.asked)).services
    assert () == read_request("the nose thing near broad", shipped_asked()).services


def test_a_file_of_one_line_takes_no_other_word_away() -> None:
    short = AskedWords({"en": {"services": {"naloxone": ["nose thing"]}}})

    assert ("naloxone",) == read_request("the nose thing please", short).services
    assert ("syringes",) == read_request("needles please", short).services


def test_a_language_that_has_words_for_places_answers_in_them_and_in_the_default_where_it_has_none() -> None:
    said = {"pt": {"answers": {"near_pin": "{service} perto de você:"}, "services": {"naloxone": "naloxona"}}}
    listed = sites(40)
    live = next(site for site in listed if "naloxone" in site.services and site.status == "live")
    finder = build(listed, Places(said=said))

    found = finder.find("naloxone", (live.latitude or 0.0, live.longitude or 0.0), language="pt", now=NOW)

    assert isinstance(found, Found)
    assert "Naloxona perto de voc" in found.text
    assert "pt" == found.language
