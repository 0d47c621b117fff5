"""Texts name claims that are in the register, in one place: the first language, which all others follow."""

from __future__ import annotations

from collections.abc import Iterator

from app.release.claims.register import naming
from app.release.lint.rule import Case, rule
from app.release.problems import Problem, did_you_mean, shown
from app.release.staff_files import FACTS


@rule("CLAIM_UNKNOWN")
def every_claim_of_a_text_is_in_the_register(case: Case) -> Iterator[Problem]:
    """Each id under `claims:` of a text is a claim of content/facts.yaml."""
    if FACTS in case.sources.unread:
        return
    if not case.sources.claims:
        yield from _register_gone(case)
        return
    for entries in case.sources.entries.values():
        for entry in entries.values():
            for place, name in enumerate(entry.file.claims):
                if name not in case.sources.claims:
                    message = f"There is no claim '{shown(name)}' in {FACTS}.{did_you_mean(name, case.sources.claims)}"
                    message += " Correct the id, or write the claim there first."
                    yield entry.document.problem((entry.key, "claims", place), "CLAIM_UNKNOWN", message)


def _register_gone(case: Case) -> Iterator[Problem]:
    """One problem where no claim is there at all; without the whole file FACT_MISSING says it."""
    naming = [one.key for entries in case.sources.entries.values() for one in entries.values() if one.file.claims]
    if naming and case.sources.facts:
        message = (
            f"{len(naming)} texts name facts, and none stands here. Put them back: without them any dose would pass."
        )
        yield Problem(FACTS, 1, 1, "CLAIM_UNKNOWN", message)


@rule("CLAIM_ELSEWHERE")
def translations_follow_the_claims_of_the_first_language(case: Case) -> Iterator[Problem]:
    """No translation names claims of its own."""
    for entries in case.sources.entries.values():
        for entry in entries.values():
            first = naming(case.sources, entry.key)
            if entry.file.claims and first is not None and first.language != entry.language:
                message = f"A translation says what {first.document.path} says. Name the claims there, and take this line out."
                yield entry.problem("claims", "CLAIM_ELSEWHERE", message)
