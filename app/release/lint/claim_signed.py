"""Signatures under claims hold only while claim and texts are what was signed; before launch every claim has those it needs."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from app.release.claims.register import subject_of, users
from app.release.claims.signatures import Standing, standings, unsigned
from app.release.lint.rule import Case, rule
from app.release.problems import Problem, did_you_mean, shown
from app.release.staff_files import FACTS, SIGNATURES

_RUN = "porchlight facts sign --role {role} --by NAME"


@rule("CLAIM_CHANGED")
def what_was_signed_is_what_stands_there(case: Case) -> Iterator[Problem]:
    """No claim, and no text that says it, was changed after somebody signed it."""
    changed: dict[str, list[Standing]] = {}
    for one in standings(case.sources):
        told = msgspec.structs.replace(one, texts_gone=tuple(name for name in one.texts_gone if _stands(case, name)))
        if told.fact_changed or told.texts_new or told.texts_gone:
            found = case.sources.claims[one.claim].problem("", "CLAIM_CHANGED", _of_claim(told))
            hurts = told.fact_changed and subject_of(case.sources.claims[one.claim].file).hurts
            yield msgspec.structs.replace(found, mend=not hurts)
            continue
        for name in one.texts_changed:
            changed.setdefault(name, []).append(one)
    for name, signed in changed.items():
        hurts = any(subject_of(case.sources.claims[one.claim].file).hurts for one in signed)
        yield msgspec.structs.replace(_of_text(case, name, signed), mend=not hurts)


def _stands(case: Case, name: str) -> bool:
    """Whether the text is still written; one that is not is told as missing."""
    language, _, key = name.partition("/")
    return key in case.sources.entries.get(language, {}) or language == case.sources.languages[0]


def _of_claim(one: Standing) -> str:
    what = "This claim was changed"
    if not one.fact_changed:
        more = ", ".join([f"{name} says it too" for name in one.texts_new][:2])
        lost = ", ".join([f"{name} no longer names it" for name in one.texts_gone][:2])
        what = f"Now {more or lost}"
    run = _RUN.format(role=one.role)
    return (
        f"{what} after {one.by} signed it ({one.role}). Put it back; or somebody reads it and runs: {run} {one.claim}"
    )


def _of_text(case: Case, name: str, signed: list[Standing]) -> Problem:
    language, _, key = name.partition("/")
    people = ", ".join(dict.fromkeys(f"{one.by} ({one.role})" for one in signed))
    claims = " ".join(dict.fromkeys(one.claim for one in signed))
    run = " and ".join(dict.fromkeys(_RUN.format(role=one.role) + f" {claims}" for one in signed))
    message = f"'{key}' was changed after {people} signed the facts it says. Put it back; or compare it and run: {run}"
    return case.sources.entries[language][key].problem("text", "CLAIM_CHANGED", message)


@rule("CLAIM_UNSIGNED")
def before_launch_every_claim_is_signed(case: Case) -> Iterator[Problem]:
    """With --launch: each claim that a text says has the signatures its subject needs."""
    if not case.launch:
        return
    used, stale = users(case.sources), {one.claim for one in standings(case.sources) if not one.holds}
    for name, roles in unsigned(case.sources).items():
        if name not in used or name in stale:
            continue
        role = "ROLE" if roles == ("any",) else roles[0]
        who = "one of clinical, lived and law" if roles == ("any",) else " and ".join(roles)
        message = (
            f"Not signed yet; needs {who}. Read it, its source and its texts (porchlight facts show {name}), then: "
        )
        yield case.sources.claims[name].problem("", "CLAIM_UNSIGNED", message + _RUN.format(role=role) + f" {name}")


@rule("SIGNATURE_UNKNOWN")
def signatures_are_of_claims(case: Case) -> Iterator[Problem]:
    """Each id of content/signatures.yaml is a claim of the register."""
    document = case.sources.signatures_document
    if document is None or FACTS in case.sources.unread:
        return
    for name in case.sources.signatures:
        if name not in case.sources.claims:
            message = f"Somebody signed '{shown(name)}', and there is no such claim.{did_you_mean(name, case.sources.claims)} "
            message += f"If it was renamed, sign it again; the next signature takes this out of {SIGNATURES}."
            yield document.problem((name,), "SIGNATURE_UNKNOWN", message, key=True, severity="warning")
