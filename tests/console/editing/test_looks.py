"""What a text would come to is what the check says of it, in each language, before anything is saved."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from app.console.editing.looks import looks, read_case
from app.console.editing.texts import with_words
from app.release.history.staff_set import read_folder
from app.release.load import load_files
from app.release.staff_files import Files, flows_and_texts

HERE = Path(__file__).resolve().parents[3]
KEY, PATH = "naloxone.store", "content/en/naloxone.yaml"


@cache
def line() -> Files:
    """This line's own files."""
    return read_folder(HERE)


def written(words: str) -> Files:
    """The files with these words for naloxone.store in English."""
    return line() | {PATH: with_words(line()[PATH], PATH, KEY, "text", words)}


def test_the_cost_counts_the_list_and_odd_letters() -> None:
    look = looks(read_case(written("Ask for it \u2192 here."), KEY, {}), KEY)["en"]

    assert look.figures.whole.startswith("Ask for it \u2192 here.\n1 Find naloxone")
    assert (look.figures.encoding, look.figures.costly) == ("UCS-2", "\u2192")


def test_a_hurtful_word_is_told_with_what_to_write() -> None:
    look = looks(read_case(written("An addict can ask for it."), KEY, {}), KEY)["en"]

    assert any(one.code == "AVOID" and "person who uses drugs" in one.message for one in look.problems)


def test_a_translation_of_other_words_is_stale_until_it_is_said_to_fit() -> None:
    assert looks(read_case(written("Ask for it."), KEY, {}), KEY)["es"].stale
    assert not looks(read_case(line(), KEY, {}), KEY)["es"].stale


def test_blanks_are_told_with_what_fills_them() -> None:
    look = looks(read_case(written("Call {phone.poison_help}."), KEY, {}), KEY)["en"]

    assert look.figures.blanks[0][0] == "phone.poison_help"
    assert look.figures.blanks[0][1]


def test_what_it_says_of_a_text_is_what_the_check_says() -> None:
    files = written(
        "Notwithstanding pharmaceutical administration considerations, addicts may nevertheless buy it today."
    )
    first = flows_and_texts(files)[PATH].split(b"\n").index(b"naloxone.store:") + 1
    told = {(one.code, one.message) for one in looks(read_case(files, KEY, {}), KEY)["en"].problems}

    checked = load_files(flows_and_texts(files)).problems
    assert told == {
        (one.code, one.message) for one in checked if one.path == PATH and first <= one.line < first + 18
    } - {("STALE", "")}
