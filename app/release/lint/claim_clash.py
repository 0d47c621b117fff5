"""Two claims never say two different things about one matter."""

from __future__ import annotations

from collections.abc import Iterator

from app.release.lint.rule import Case, rule
from app.release.problems import Problem
from app.release.sources import ClaimSource


@rule("CLAIM_CLASH")
def claims_of_one_measure_agree(case: Case) -> Iterator[Problem]:
    """Claims with the same subject and measure have the same figures."""
    first: dict[tuple[str, str], ClaimSource] = {}
    for claim in case.sources.claims.values():
        file = claim.file
        if not file.measure or not file.figures:
            continue
        other = first.setdefault((file.subject, file.measure), claim)
        if set(other.file.figures) != set(file.figures):
            message = f"'{claim.id}' has {_listed(claim)} as {file.measure}, and '{other.id}' has {_listed(other)}. "
            message += "Look at both sources: correct one, keep one of the two, or give them different measures."
            yield claim.problem("figures", "CLAIM_CLASH", message)


def _listed(claim: ClaimSource) -> str:
    return " and ".join(claim.file.figures)
