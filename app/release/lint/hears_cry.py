"""What tells that a person is better holds no cry: who writes one would be led past the steps."""

from __future__ import annotations

from collections.abc import Iterator

from app.engine.emergency import sounds_urgent
from app.release.lint.rule import Case, rule
from app.release.problems import Problem, shown

BETTER = ("breathing", "awake", "help_is_here", "not_that")
"""Reports that lead away from the breaths."""


@rule("HEARS_CRY")
def no_good_news_is_a_cry(case: Case) -> Iterator[Problem]:
    """No phrase under a report that somebody is better is one that must lead to the steps, in any language."""
    for language, pack in case.sources.speech.items():
        for report in BETTER:
            for place, phrase in enumerate(pack.file.reports.get(report, ())):
                words = " ".join(word.split("/")[0] for word in phrase.split())
                if sounds_urgent(words):
                    message = f"'{shown(words)}' is listed under '{report}' in '{language}', and means that somebody may be dying: "
                    message += "they would be told what to do when all is well. Take it out."
                    yield pack.document.problem(("reports", report, place), "HEARS_CRY", message)
