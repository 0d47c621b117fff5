"""Staff type a message, see how it is read, teach it in their draft, and see what that does before anybody hears it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.console.roles import Role
from tests.console.workshop import StaffBrowser, Workshop, workshop
from tests.release.conftest import smallest_line

CRIES = "".join(f"      my friend number {number} wont wake up\n" for number in range(12))
PHRASES = f"""\
intents:
  overdose_emergency:
    words: |
      overdose
    examples: |
{CRIES}  greeting:
    examples: |
      hello
      hey there
topics: {{}}
"""
HELD_BACK = "taught:\n  overdose_emergency: 13\nemergency: |\n  he wont wake up\neveryday: |\n  see you at nine\n  good morning to you\n"


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Workshop]:
    files = {path: text.encode() for path, text in smallest_line().items()}
    files["content/en/phrases.yaml"] = PHRASES.encode()
    files["content/en/held_back.yaml"] = HELD_BACK.encode()
    with workshop(tmp_path, files) as made:
        yield made


def add(browser: StaffBrowser, message: str, target: str) -> str:
    return browser.post("/staff/hearing/add", message=message, language="en", target=target).text


def test_a_message_is_shown_with_what_it_means_and_what_is_answered(shop: Workshop) -> None:
    page = shop.browser("Rita", Role.READER).post("/staff/hearing", message="overdose", language="en").text

    assert "Somebody may be overdosing" in page
    assert "in so many words" in page
    assert "911" in page
    assert "Add it to my draft" not in page


def test_what_is_typed_is_shown_as_text_and_kept_nowhere(shop: Workshop) -> None:
    page = shop.browser("Ana").post("/staff/hearing", message='"><script>x</script>', language="en").text

    assert "<script>x" not in page
    assert not shop.services.releases.drafts()


def test_an_example_goes_into_the_draft_and_callers_get_what_they_got(shop: Workshop) -> None:
    ana = shop.browser("Ana")
    before = (shop.home / "content/en/phrases.yaml").read_bytes()

    assert "as: Hello" in add(ana, "top of the morning", "intent:greeting")
    assert (shop.home / "content/en/phrases.yaml").read_bytes() == before
    page = ana.post("/staff/hearing", message="top of the morning", language="en").text
    assert "With your draft" in page
    assert "example of greeting" in page


def test_small_talk_taught_as_an_overdose_is_named_at_once(shop: Workshop) -> None:
    ana = shop.browser("Ana")
    add(ana, "good morning to you", "intent:overdose_emergency")

    assert "is what people write on any day" in ana.get("/staff/hearing").text


def test_the_same_example_twice_or_one_with_a_number_is_not_added(shop: Workshop) -> None:
    ana = shop.browser("Ana")

    assert "already" in add(ana, "hello", "intent:greeting")
    assert "There is a long number" in add(ana, "hey call 312-555-0100", "intent:greeting")
    assert "cannot be added to here" in add(ana, "hey", "intent:made_up")


def test_a_reader_teaches_nothing(shop: Workshop) -> None:
    rita = shop.browser("Rita", Role.READER)

    assert rita.post("/staff/hearing/add", message="x", language="en", target="intent:greeting").status_code == 403
    assert rita.post("/staff/hearing/measured").status_code == 403


def measured(browser: StaffBrowser) -> str:
    """The page once it is over; a training of the smallest line takes seconds."""
    until = time.monotonic() + 120
    while "data-running" in (page := browser.get("/staff/hearing/measured").text):
        assert time.monotonic() < until
        time.sleep(0.2)
    return page


def test_what_an_example_does_is_measured_before_anybody_hears_it(shop: Workshop) -> None:
    ana = shop.browser("Ana")
    assert "nothing to measure" in ana.post("/staff/hearing/measured").text
    add(ana, "top of the morning", "intent:greeting")

    page = ana.post("/staff/hearing/measured").text
    assert "data-running" in page
    assert "Look again" in page
    page = measured(ana)

    assert "Cries for help that bring the steps" in page
    assert "1 of 1" in page
    assert "Nothing is heard worse than before." in page


def test_a_change_for_the_worse_is_called_so(shop: Workshop) -> None:
    ana = shop.browser("Ana")
    add(ana, "good morning to you", "intent:overdose_emergency")
    ana.post("/staff/hearing/measured")

    page = measured(ana)
    assert "This would be held back" in page
    assert "Taken for a cry now, and not before" in page
