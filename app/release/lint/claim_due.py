"""Facts that have expired. They are told, and never take a text from a caller: an answer a month too old beats none."""

from __future__ import annotations

from collections.abc import Iterator

from app.release.claims.register import stands_until, subject_of
from app.release.lint.each_text import used_claims
from app.release.lint.rule import Case, rule
from app.release.problems import Problem


@rule("CLAIM_DUE")
def no_claim_is_past_its_day(case: Case) -> Iterator[Problem]:
    """No claim that a text says has passed its own end, or its subject's life since it was checked."""
    used = case.once(used_claims)
    for name, claim in case.sources.claims.items():
        until = stands_until(claim.file)
        if until >= case.today or until <= claim.file.checked or name not in used:
            continue
        file = claim.file
        why = "by its own date" if until == file.until else f"{subject_of(file).months} months after {file.checked}"
        message = (
            f"This expired on {until}, {why}. Open {file.at}; if it still says so, write the new day and your name "
        )
        message += f"under checked: and by:; if not, mend what says it: porchlight facts show {name}"
        yield claim.problem("until" if until == file.until else "checked", "CLAIM_DUE", message)
