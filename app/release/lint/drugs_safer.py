"""Two of what slows the breath are never called harmless. No way out."""

from __future__ import annotations

from collections.abc import Iterator

from app.release.lint.rule import Case, rule
from app.release.problems import Problem

STOP_BREATH = ("opioid", "benzo", "ghb", "alcohol")
"""Two of these kill most people who die of a mix (content/drugs.yaml has the sources at each pair)."""
HARMLESS = ("low", "less")


@rule("DRUGS_SAFER")
def two_that_slow_the_breath_are_dangerous(case: Case) -> Iterator[Problem]:
    """Opioids, benzos, GHB and alcohol by two are `dangerous`; no pair of what makes people sleepy is `low`."""
    if case.sources.drugs.facts is None:
        return
    document, facts = case.sources.drugs.facts
    for name, one in facts.rules.items():
        first, second = one.between
        if first != second and {first, second} <= set(STOP_BREATH) and one.status != "dangerous":
            message = f"Two of {', '.join(STOP_BREATH)} together stop the breath: that is dangerous, and never '{one.status}'. "
            yield document.problem(("rules", name, "status"), "DRUGS_SAFER", message + "Write status: dangerous.")
        elif {first, second} <= set(facts.sedating) and one.status in HARMLESS:
            message = f"Both of these make people sleepy, so the mix is never '{one.status}'. Write caution, unsafe or dangerous."
            yield document.problem(("rules", name, "status"), "DRUGS_SAFER", message)
