"""Staff call the numbers of the line and say what came of it; nothing goes to callers before it is published."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.console.roles import Role
from tests.console.workshop import Workshop, workshop
from tests.release.conftest import smallest_line

NUMBERS = """\
warm_line:
  name: Warm Line
  number: 800-222-3333
  kind: call
  hours: 24/7
  languages: [en, es]
  source: https://example.org/
  reviewed: 2026-08-01
  review_by: 2026-11-01
  reviewed_by: pending clinical review
"""
MENU = "main.none"


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Workshop]:
    files = {path: text.encode() for path, text in smallest_line().items()}
    files["content/numbers.yaml"] = NUMBERS.encode()
    for language in ("en", "es"):
        path = f"content/{language}/main.yaml"
        words = files[path].decode()
        more = "Call {phone.warm_line}." if language == "en" else "Llame al {phone.warm_line}."
        files[path] = re.sub(rf'({MENU}:\n  text: )("?)(.*?)("?)\n', rf'\1"\3 {more}"\n', words).encode()
        assert b"phone.warm_line" in files[path]
    with workshop(tmp_path, files) as made:
        yield made


def test_what_is_due_comes_with_the_texts_that_say_it(shop: Workshop) -> None:
    rita = shop.browser("Rita", Role.READER)

    page = rita.get("/staff/numbers").text
    assert "call it now" in page
    assert "1 texts" in page
    one = rita.get("/staff/numbers/warm_line").text
    assert "tel:8002223333" in one
    assert MENU in one
    assert "I called" not in one


def test_a_call_is_signed_in_the_draft_and_can_be_undone(shop: Workshop) -> None:
    ana = shop.browser("Ana")
    said = ana.post("/staff/numbers/warm_line/right").text

    assert "marked as called in your draft" in said
    draft = shop.services.releases.files(draft=1)["content/numbers.yaml"].decode()
    assert "reviewed_by: Ana" in draft
    assert "reviewed_of:" in draft
    assert (shop.home / "content/numbers.yaml").read_text() == NUMBERS
    (saved,) = re.findall(r'name="saved" value="([^"]*)"', said)
    ana.post("/staff/drafts/1/undo", saved=html.unescape(saved), back="/staff/numbers")
    assert shop.services.releases.files(draft=1)["content/numbers.yaml"].decode() == NUMBERS


def test_nobody_signs_without_a_name_of_their_own(shop: Workshop) -> None:
    assert "signed with a name" in shop.browser("this machine", Role.KEEPER).post("/staff/numbers/warm_line/right").text


def test_another_number_has_to_be_one(shop: Workshop) -> None:
    ana = shop.browser("Ana")

    assert "no number people can dial" in ana.post("/staff/numbers/warm_line/another", number="ask Bo").text
    assert "is 800-444-5555 in your draft" in ana.post("/staff/numbers/warm_line/another", number="800 444 5555").text


def test_a_wrong_number_leaves_every_text_in_one_press(shop: Workshop) -> None:
    ana = shop.browser("Ana")
    page = ana.get("/staff/numbers/warm_line/out").text
    was = [html.unescape(one) for one in re.findall(r'name="was" value="([^"]*)"', page)]
    words = [html.unescape(one) for one in re.findall(r"<textarea[^>]*>([^<]*)<", page)]
    assert len(was) == len(words) == 2
    assert not any("phone." in one for one in words)

    said = ana.post("/staff/numbers/warm_line/out", was=was, words=words).text

    assert "out of use in your draft" in said
    draft = shop.services.releases.files(draft=1)
    assert b"warm_line" not in b"".join(draft.values())
    assert 404 == ana.post("/staff/numbers/warm_line/out", was=was, words=words).status_code


def test_a_text_that_changed_meanwhile_is_shown_again_first(shop: Workshop) -> None:
    ana = shop.browser("Ana")
    said = ana.post("/staff/numbers/warm_line/out", was=["old", "older"], words=["a", "b"])

    assert said.status_code == 409
    assert not shop.services.releases.drafts()


def test_the_day_of_the_console_decides(shop: Workshop) -> None:
    shop.services.now = lambda: datetime(2026, 10, 15, tzinfo=UTC)

    assert "never called" in shop.browser("Ana").get("/staff/numbers").text
