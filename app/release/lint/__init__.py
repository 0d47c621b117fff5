"""`porchlight check`: every rule over one reading of the staff files.

A rule lives in the file of its family, has a code, one sentence that says what holds when it finds nothing, a row in
docs/check.md and a test with the smallest broken file. Errors with a code in `problems.MENDABLE` are for staff to mend before they publish; any other error keeps files
from going live.
"""

from __future__ import annotations

from datetime import date

from app.engine.release import Release
from app.release.lint import (
    accents,
    approvals,
    avoid,
    blanks,
    by_text,
    carrier,
    claim_clash,
    claim_dates,
    claim_due,
    claim_figures,
    claim_names,
    claim_none,
    claim_signed,
    claim_source,
    claim_unused,
    coverage,
    drugs,
    emergency,
    emergency_parts,
    empty_texts,
    facts,
    far_reviews,
    figures,
    keys,
    label_ways,
    languages,
    length,
    markup,
    modules,
    numbers,
    opt_ins,
    options,
    programme,
    proof,
    readability,
    reviews,
    same_facts,
    short_numbers,
    structure,
    text_language,
    voice,
    way_out,
)
from app.release.lint.rule import Case, Rule
from app.release.lint.waivers import accepted_codes_are_known
from app.release.problems import Problem, in_order, keeping_out
from app.release.sources import Sources

_FAMILIES = (
    emergency_parts,
    approvals,
    empty_texts,
    structure,
    coverage,
    keys,
    languages,
    carrier,
    blanks,
    numbers,
    voice,
    readability,
    avoid,
    facts,
    claim_names,
    claim_none,
    claim_unused,
    claim_dates,
    claim_due,
    claim_clash,
    claim_figures,
    claim_source,
    claim_signed,
    figures,
    reviews,
    far_reviews,
    short_numbers,
    same_facts,
    opt_ins,
    drugs,
    way_out,
    label_ways,
    text_language,
    markup,
    accents,
    programme,
)
_NEED_THE_ENGINE = (length, emergency, proof, options, by_text, modules)
"""Families that run the engine on the release, which must hang together for that."""


def _rules(*modules: object) -> tuple[Rule, ...]:
    return tuple(part for module in modules for part in vars(module).values() if isinstance(part, Rule))


FIRST = (*_rules(*_FAMILIES), accepted_codes_are_known)
THEN = _rules(*_NEED_THE_ENGINE)
RULES = (*FIRST, *THEN)


def check(
    sources: Sources, release: Release, *, today: date, launch: bool = False, production: bool = False
) -> tuple[Problem, ...]:
    """Every problem of these sources, in order; rules that run the engine wait until the release hangs together."""
    return check_case(Case(sources, release, today=today, launch=launch, production=production))


def check_case(case: Case) -> tuple[Problem, ...]:
    """The same over a reading of which more is wanted afterwards."""
    found: list[Problem] = []
    for one in FIRST:
        found += _run(one, case)
    if case.sources.unread or keeping_out(found):
        return in_order(found)
    for one in THEN:
        found += _run(one, case)
    return in_order(found)


def _run(rule: Rule, case: Case) -> list[Problem]:
    """What the rule finds; a rule that breaks is a problem too, since nobody then knows whether it holds."""
    try:
        return list(rule.find(case))
    except Exception as error:
        message = f"The check {rule.codes[0]} broke ({type(error).__name__}). Please report this with your files."
        return [Problem("flows", 0, 0, "CHECK", message)]


__all__ = ["RULES", "Case", "Rule", "check", "check_case"]
