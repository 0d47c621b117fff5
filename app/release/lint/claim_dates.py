"""When a claim was looked at, and until when it stands."""

from __future__ import annotations

from collections.abc import Iterator

from app.release.lint.rule import Case, rule
from app.release.problems import Problem


@rule("CLAIM_DATES")
def dates_of_claims_are_in_order(case: Case) -> Iterator[Problem]:
    """No claim was checked in the future, or ends before it was checked."""
    for claim in case.sources.claims.values():
        checked, until = claim.file.checked, claim.file.until
        if checked > case.today:
            message = f"{checked} is in the future. Write the day on which it was compared with its source."
            yield claim.problem("checked", "CLAIM_DATES", message)
        elif until and until <= checked:
            message = f"{until} is not after {checked}, when it was checked. Write a later day, or take the line out."
            yield claim.problem("until", "CLAIM_DATES", message)
