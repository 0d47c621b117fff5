"""Pages about drugs: each offers the way to the emergency steps."""

from __future__ import annotations

from collections.abc import Iterator

from app.release.lint.rule import Case, rule
from app.release.problems import Problem
from app.release.staff_files import FACTS

MOST_CHOICES = 8
STEPS = frozenset({"call_911", "cannot_call"})
"""A page that says these is where help begins (content/facts.yaml)."""


@rule("WAY_OUT")
def every_page_of_these_flows_offers_the_steps(case: Case) -> Iterator[Problem]:
    """In a flow with `offers_steps: yes` each node with choices leads to the steps of an emergency; a menu without room may not."""
    if FACTS in case.sources.unread:
        return
    starts = {node.name for node in case.emergency_starts}
    starts |= {
        node.name
        for node in case.sources.nodes.values()
        if (fact := case.sources.facts.get(node.file.say)) and set(fact.file.says) >= STEPS
    }
    for node in case.sources.nodes.values():
        if not node.flow.file.offers_steps or not 0 < len(node.file.choices) < MOST_CHOICES:
            continue
        if not any(target in starts for _, target in node.leads()):
            message = (
                f"'{node.name}' offers no way to the overdose steps, and somebody here may not be OK. Add a choice, "
            )
            message += f"like {{label: safer.label.not_ok, go: {case.release.emergency}}}."
            yield node.problem(("choices",), "WAY_OUT", message)
