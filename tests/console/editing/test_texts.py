"""Texts are changed, added, renamed and taken out; the files keep everything else."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.console.editing.spans import EditError
from app.console.editing.texts import new_text, renamed, taken_out, with_words
from app.console.editing.uses import uses_of
from app.console.editing.wording import as_typed, cleaned, word_changes
from app.release.history.staff_set import read_folder
from app.release.read_sources import read_sources
from app.release.staff_files import flows_and_texts

HERE = Path(__file__).resolve().parents[3]
PATH = "content/en/a.yaml"
HELD = b"""\
# schema
# what it is for

# said first
a.start:
  text: >-
    Hello there.
  plain: yes

a.label.find: Find it
a.label.what: {text: What it is, of: "12"}

a.end:
  text: Bye.
  source: https://x.org
"""


def test_words_are_changed_where_they_stand() -> None:
    assert with_words(HELD, PATH, "a.start", "text", "Hi.") == HELD.replace(b"Hello there.", b"Hi.")
    assert with_words(HELD, PATH, "a.label.find", "text", "Look") == HELD.replace(b"Find it", b"Look")
    assert with_words(HELD, PATH, "a.end", "text", "Bye.") == HELD


def test_a_wording_for_calls_is_added_and_taken_out() -> None:
    spoken = with_words(HELD, PATH, "a.end", "voice", "Good bye.")

    assert b"  text: Bye.\n  voice: Good bye.\n  source:" in spoken
    assert with_words(spoken, PATH, "a.end", "voice", "") == HELD
    assert b"a.label.find: {text: Find it, voice: Find it now}" in with_words(
        HELD, PATH, "a.label.find", "voice", "Find it now"
    )


def test_a_new_text_stands_below_the_last_of_its_kind() -> None:
    assert b'a.label.what: {text: What it is, of: "12"}\na.label.more: More\n\na.end:' in new_text(
        HELD, PATH, "a.label.more", {"text": "More"}
    )
    assert new_text(HELD, PATH, "a.heat", {"text": "Drink: water.", "source": "https://x.org"}).endswith(
        b"  source: https://x.org\n\na.heat:\n  text: 'Drink: water.'\n  source: https://x.org\n"
    )
    with pytest.raises(EditError, match="already"):
        new_text(HELD, PATH, "a.end", {"text": "x"})
    with pytest.raises(EditError, match="cannot be a name"):
        new_text(HELD, PATH, "Heat wave", {"text": "x"})


def test_a_text_is_taken_out_with_its_own_remark() -> None:
    assert taken_out(HELD, PATH, "a.start") == HELD.replace(
        b"# said first\na.start:\n  text: >-\n    Hello there.\n  plain: yes\n\n", b""
    )


def test_a_text_is_renamed_in_every_language_and_in_every_flow() -> None:
    files = flows_and_texts(read_folder(HERE))

    made = renamed(files, "naloxone.label.find", "naloxone.label.near")

    assert {"flows/naloxone.yaml", "content/en/naloxone.yaml", "content/es/naloxone.yaml"} <= made.keys()
    after = read_sources(files | made)[0]
    assert not uses_of(after, "naloxone.label.find").places
    assert len(uses_of(after, "naloxone.label.near").places) == len(
        uses_of(read_sources(files)[0], "naloxone.label.find").places
    )
    back = renamed(files | made, "naloxone.label.near", "naloxone.label.find")
    assert files | made | back == files


def test_the_program_says_some_texts_by_itself() -> None:
    sources = read_sources(flows_and_texts(read_folder(HERE)))[0]

    assert uses_of(sources, "line.hello").by_program or uses_of(sources, "line.not_saved").by_program
    assert uses_of(sources, "naloxone.menu").places[0].node == "naloxone.menu"


def test_differences_are_told_word_by_word() -> None:
    assert [(one.kind, one.words) for one in word_changes("Call us now.", "Call 911 now.")] == [
        ("same", "Call "), ("gone", "us"), ("new", "911"), ("same", " now."),
    ]  # fmt: skip


def test_what_a_word_processor_leaves_is_made_plain() -> None:
    assert cleaned("\u2022 Don\u2019t\u00a0wait \u2014 \u201ccall\u201d\u2026") == '- Don\'t wait - "call"...'
    assert as_typed(" a \r\nb\r\n\r\n") == "a\nb"
