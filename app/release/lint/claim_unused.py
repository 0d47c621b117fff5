"""No claim is kept fresh for nothing."""

from __future__ import annotations

from collections.abc import Iterator

from app.release.claims.register import users
from app.release.lint.rule import Case, rule
from app.release.problems import Problem


@rule("CLAIM_UNUSED")
def every_claim_is_said(case: Case) -> Iterator[Problem]:
    """Some text names each claim; one that a text lost by a slip is seen here too."""
    sources = case.sources
    if any(path.startswith("content/") for path in sources.unread):
        return
    used = users(sources)
    if not used.keys() <= sources.claims.keys():
        return  # an id with a slip, which is told, leaves its claim unsaid
    for name, claim in sources.claims.items():
        if name not in used:
            message = (
                f"No text says this. If a text lost it by mistake, name it there: 'claims: [{name}]'; else take it out."
            )
            yield claim.problem("", "CLAIM_UNUSED", message, severity="warning")
