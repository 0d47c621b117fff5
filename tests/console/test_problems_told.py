"""Problems are told in the language of whoever reads them: by words of their own for what staff run into."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from app.console.problems_told import as_html, known_codes, told
from app.release.load import load_files
from app.release.problems import Problem
from tests.console.editing.test_pages import line
from tests.release.conftest import files
from tests.release.test_check import ROWS

DOCS = Path(__file__).resolve().parents[2] / "docs" / "check.md"
TODAY = date(2026, 11, 23)
STALE = "'a.b' was changed since it was translated. Translate it again, then write the mark with: porchlight translated es a.b"
BY_WHOEVER_KEEPS_THE_MACHINE = {"LANGUAGE_DRAFT"}
__all__ = ["files"]


def test_every_code_of_the_docs_has_spanish_words() -> None:
    rows = re.findall(r"^\| ((?:`[A-Z_]+`(?:, )?)+) \|", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    codes = {code for row in rows for code in re.findall(r"[A-Z_]+", row)}

    assert set() == codes - known_codes("es")


@pytest.mark.parametrize("row", ROWS, ids=[f"{row[0]}-{number}" for number, row in enumerate(ROWS)])
def test_what_a_broken_file_says_is_said_in_spanish(files: dict[str, str], row: tuple[str, str, str, str, int]) -> None:
    _, path, old, new, _ = row
    if old or new:
        files[path] = files[path].replace(old, new, 1) if old else new
    else:
        del files[path]
    problems = load_files({name: text.encode() for name, text in files.items()}, today=TODAY).problems

    assert [] == [f"{one.code}: {one.message}" for one in problems if told(one, "es").english]


def test_what_was_meant_is_asked_in_spanish() -> None:
    problem = Problem(
        "flows/a.yaml", 1, 1, "GO_MISSING",
        "There is no node 'fnd' in flow 'main'. Write one that exists, or add it. Did you mean 'find'?",
    )  # fmt: skip

    assert told(problem, "es").text.endswith("¿Quiso decir 'find'?")
    assert told(problem, "en").text == problem.message


@pytest.mark.parametrize("language", ["en", "es"])
def test_nobody_is_sent_from_the_page_to_a_terminal_for_what_is_done_here(language: str) -> None:
    rewritten = [one for one in load_files(line(), today=TODAY).problems if "porchlight" in one.message]
    rewritten.append(Problem("content/es/a.yaml", 1, 1, "STALE", STALE))
    said = [told(one, language).text for one in rewritten if one.code not in BY_WHOEVER_KEEPS_THE_MACHINE]

    assert said
    assert [] == [one for one in said if "porchlight" in one]


def test_a_message_nobody_translated_stands_below_what_its_code_means() -> None:
    shown = as_html(Problem("content/x.yaml", 1, 1, "AVOID", "<b> is new."), "es")

    assert "<p>Una palabra que hiere." in shown
    assert '<p lang="en">&lt;b&gt; is new.</p>' in shown
