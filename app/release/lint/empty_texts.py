"""Nothing that callers are answered with is empty."""

from __future__ import annotations

from collections.abc import Iterator

from app.release.lint.keys import says_nothing
from app.release.lint.rule import Case, rule
from app.release.problems import Problem
from app.release.required_texts import REQUIRED_TEXTS


@rule("TEXT_EMPTY")
def no_text_is_empty(case: Case) -> Iterator[Problem]:
    """Every entry has a letter or a digit in its text, and in what is spoken where that is written."""
    for entries in case.sources.entries.values():
        for entry in entries.values():
            if entry.key in REQUIRED_TEXTS or "{" in entry.file.text:
                continue  # the line's own texts have a rule of their own; a blank is filled later
            for field in says_nothing(entry):
                message = (
                    f"'{entry.key}' is empty: who comes here would get no answer. Write it, or take the entry out."
                )
                yield entry.problem(field, "TEXT_EMPTY", message)
