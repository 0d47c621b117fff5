"""The phone of the console says what a caller would get, by text and by call, and keeps and sends nothing."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from app.base.clock import now
from app.console.editing.readings import READINGS
from app.console.phone.lines import LINES
from app.console.phone.trial import PhoneTrial
from app.engine.compiled_release import CompiledRelease
from app.release.history.staff_set import read_folder
from app.release.staff_files import Files
from tests.console.workshop import Workshop, workshop

HERE = Path(__file__).resolve().parents[3]


@cache
def files() -> Files:
    """This line's own files."""
    return read_folder(HERE)


@cache
def line() -> CompiledRelease:
    """This line."""
    made = LINES.of(READINGS.of(files(), {}), files(), HERE / "var" / "cache")
    assert made is not None
    return made


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Workshop]:
    with workshop(tmp_path) as made:
        yield made


def said(trial: PhoneTrial) -> str:
    """What the line said last."""
    return " ".join(answer.words for answer in trial.turns[-1].answers)


def test_a_cry_by_text_and_on_a_call_is_answered_with_the_steps() -> None:
    text = PhoneTrial(line(), "text", draft=None, now=now())
    text.hear("words", "my friend wont wake up", now())
    assert "Call 911" in said(text)

    call = PhoneTrial(line(), "call", draft=None, now=now())
    call.hear("key", "1", now())
    assert "9 1 1" in said(call)
    assert call.turns[-1].node == "overdose.start"


def test_places_of_the_files_are_found() -> None:
    trial = PhoneTrial(line(), "text", draft=None, now=now())
    for words in ("hi", "where can i get narcan", "19104"):
        trial.hear("words", words, now())

    assert "Lantern Desk" in said(trial) or "Corner Box" in said(trial)


def test_it_begins_at_a_page_that_is_being_edited() -> None:
    trial = PhoneTrial(line(), "text", draft=None, now=now())
    trial.at("naloxone.by_mail", "es", now())
    trial.hear("words", "2", now())

    assert trial.turns[-1].node == "naloxone.store"
    assert trial.turns[-1].answers[0].language == "es"


def test_a_stop_is_told_and_kept_nowhere() -> None:
    trial = PhoneTrial(line(), "text", draft=None, now=now())
    trial.hear("words", "STOP", now())

    assert "note_opt_out" in trial.turns[-1].notes


def test_a_draft_answers_beside_what_is_live(shop: Workshop) -> None:
    ana = shop.browser("Ana")
    ana.post(
        "/staff/texts/main.menu", **{"text-en": "Hello from my draft.", "was-text-en": "What do you want to know?"}
    )

    ana.get("/staff/phone?draft=1")
    assert "Hello from my draft." in ana.post("/staff/phone/say", words="menu").text
    ana.post("/staff/phone/begin", channel="text", draft="")
    assert "Hello from my draft." not in ana.post("/staff/phone/say?piece=1", words="menu").text


def test_a_call_goes_by_keys_words_and_silence_without_script(shop: Workshop) -> None:
    ana = shop.browser("Ana")
    ana.post("/staff/phone/begin", channel="call", draft="")

    assert 'name="key" value="9"' in ana.get("/staff/phone").text
    for fields in ({"key": "silence"}, {"key": "1"}, {"words": "overdose"}):
        assert ana.post("/staff/phone/say", **fields).status_code == 200


def test_one_persons_phone_is_not_anothers(shop: Workshop) -> None:
    ana, bo = shop.browser("Ana"), shop.browser("Bo")
    ana.get("/staff/phone")
    ana.post("/staff/phone/say", words="a word of Ana")

    assert "a word of Ana" in ana.get("/staff/phone").text
    assert "a word of Ana" not in bo.get("/staff/phone").text


def test_it_stands_beside_a_page_and_begins_there(shop: Workshop) -> None:
    ana = shop.browser("Ana")
    page = ana.get("/staff/says/main.none").text
    piece = ana.get("/staff/phone/piece?at=main.none").text

    assert 'data-phone-beside="/staff/phone/piece?at=main.none"' in page
    assert "nothing near you" in piece
    assert "<html" not in piece
    assert 'name="key"' in ana.get("/staff/phone/piece?channel=call").text
