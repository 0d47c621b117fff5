"""A review that is never due is none: the next one lies within three years."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from app.release.lint.rule import Case, rule
from app.release.problems import Problem
from app.release.sources import EntrySource, NumberSource

LONGEST = timedelta(days=3 * 366)
"""First aid, whose guidelines last longest, is written anew about every two years."""


@rule("REVIEW_FAR")
def every_review_is_due_within_three_years(case: Case) -> Iterator[Problem]:
    """No text and no number waits longer for its next review than any source stays as it is."""
    dated: list[EntrySource | NumberSource] = [*case.sources.numbers.values()]
    for entries in case.sources.entries.values():
        dated += entries.values()
    for one in dated:
        until = one.file.review_by
        if until and until - case.today > LONGEST:
            message = f"{until} is more than three years away, so nobody would look at this again. Write a nearer day."
            yield one.problem("review_by", "REVIEW_FAR", message)
