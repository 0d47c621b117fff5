"""The questions people ask reach their page in the first reply, in both languages, and never take a cry for help away."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.engine.compiled_release import CompiledRelease
from app.engine.events import Texted
from app.engine.step import step
from app.understanding.questions import Questions

NOW = datetime(2026, 11, 26, 18, 0, tzinfo=UTC)
TABLE = [line.split("\t") for line in Path(__file__).with_name("questions_asked.tsv").read_text("utf-8").splitlines()]
CRIES = [
    "my son took pills and he is not breathing",
    "fever and chills he shot up now hes blue and wont wake up",
    "my dog found my boyfriend not breathing on the floor",
    "my brother is using heroin and hes not waking up",
    "ella tomó metadona y no respira",
    "mi hijo tomó pastillas y no despierta",
]


def _arrives(library: CompiledRelease, words: str, page: str) -> bool:
    node = step(library, None, Texted(words), NOW).session.node
    ways = library.nodes.get(node)
    pages = set(page.split("|"))
    return node in pages or (ways is not None and not pages.isdisjoint(choice.go for choice in ways.choices))


def test_nine_questions_of_ten_have_their_page_in_the_first_reply_or_one_choice_away(library: CompiledRelease) -> None:
    missed = [words for words, page in TABLE if not _arrives(library, words, page)]

    assert len(TABLE) >= 280
    assert len(missed) <= len(TABLE) / 10, missed


@pytest.mark.parametrize("words", CRIES)
def test_no_question_is_heard_over_a_cry_for_help(library: CompiledRelease, words: str) -> None:
    assert "overdose.start" == step(library, None, Texted(words), NOW).session.node


def test_no_question_leads_out_of_the_steps(library: CompiledRelease) -> None:
    first = step(library, None, Texted("he is not breathing"), NOW)
    session = step(library, first.session, Texted("does narcan wear off"), NOW).session

    assert session.node.startswith(("overdose.", "naloxone."))


@pytest.mark.parametrize(
    ("message", "topic"),
    [
        (["does", "narcan", "wear", "off"], "naloxone_lasts"),
        (["off", "we", "wear", "narcan"], None),
        (["narcan", "lasting", "forever"], None),
        (["narcan", "lasts", "in", "canada"], None),
    ],
)
def test_a_pattern_needs_all_its_parts_and_none_that_is_barred(message: list[str], topic: str | None) -> None:
    questions = Questions([{"naloxone_lasts": ("narcan|naloxone + wear* off|lasts + -canada",)}])
    found = questions.find(questions.hear(message))

    assert topic == (found.topic if found else None)


def test_a_word_of_a_question_that_is_a_town_too_is_no_place(library: CompiledRelease) -> None:
    asked = step(library, None, Texted("can narcan hurt someone"), NOW).session
    sought = step(library, None, Texted("narcan in montgomery county pa"), NOW).session

    assert "asked_health.harm" == asked.node
    assert "naloxone.find" == sought.node
