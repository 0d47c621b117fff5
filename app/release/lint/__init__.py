"""`porchlight check`: every rule over one reading of the staff files.

A rule is a file here: it has a code, one sentence that says what holds when it finds nothing, a row in docs/check.md and a
test with the smallest broken file. What it finds keeps files from going live, unless the rule says `mend=True`.
"""

from __future__ import annotations

from collections import OrderedDict
from datetime import date
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

import msgspec

from app.engine.release import Release
from app.release.lint.each_text import found_in_each
from app.release.lint.rule import Case, Rule
from app.release.problems import Problem, in_order, keeping_out
from app.release.sources import Sources


def _families() -> tuple[ModuleType, ...]:
    """Every file of this folder, by name: a rule is there as soon as its file is."""
    return tuple(
        import_module(f"{__name__}.{one.name}") for one in sorted(iter_modules(__path__), key=lambda one: one.name)
    )


def _rules(*, need_the_engine: bool) -> tuple[Rule, ...]:
    return tuple(
        part
        for module in _families()
        for part in vars(module).values()
        if isinstance(part, Rule) and part.needs_the_engine is need_the_engine
    )


_MOST_BEFORE = 64
_before: OrderedDict[tuple[object, ...], tuple[Problem, ...]] = OrderedDict()
"""What rules found in texts, of the last few sets of them."""
FIRST = _rules(need_the_engine=False)
THEN = _rules(need_the_engine=True)
"""Rules that run the engine on the release, which must hang together for that."""
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
        return _found(rule, case)
    except Exception as error:
        message = f"The check {rule.codes[0]} broke ({type(error).__name__}). Please report this with your files."
        return [Problem("flows", 0, 0, "CHECK", message)]


def _found(rule: Rule, case: Case) -> list[Problem]:
    """The same; where only ways of flows are others than just now, what was found in the texts then."""
    key = (rule.find, case.for_texts) if rule.of_texts and case.texts_mark else None
    if key is not None and key in _before:
        _before.move_to_end(key)
        return list(_before[key])
    said = found_in_each(rule, case) if rule.each_text else rule.find(case)
    found = [msgspec.structs.replace(one, mend=True) if rule.mend else one for one in said]
    if key is not None:
        _before[key] = tuple(found)
        while len(_before) > _MOST_BEFORE:
            _before.popitem(last=False)
    return found


__all__ = ["RULES", "Case", "Rule", "check", "check_case"]
