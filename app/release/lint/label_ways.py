"""One label, one place: words that lead to the overdose steps on other pages lead there on each page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from app.release.lint.rule import Case, rule
from app.release.problems import Problem

IN_THE_STEPS = 2
FEWEST = 3
"""Pages that must say the same before another page is told that it differs."""


@rule("LABEL_WAY")
def a_label_that_leads_to_the_steps_leads_there_everywhere(case: Case) -> Iterator[Problem]:
    """No choice whose label leads to the steps of an emergency on most pages leads elsewhere on one."""
    starts = {node.name for node in case.emergency_starts}
    ways: dict[str, Counter[str]] = {}
    for node in case.sources.nodes.values():
        for choice in node.file.choices.values():
            ways.setdefault(choice.label, Counter())[node.to(choice.go)] += 1
    for node in case.sources.nodes.values():
        for number, choice in node.file.choices.items():
            usual, pages = ways[choice.label].most_common(1)[0]
            if (
                usual in case.emergency_nodes
                and usual not in starts
                and pages >= IN_THE_STEPS
                and node.to(choice.go) != usual
            ):
                message = (
                    f"On {pages} other pages this label leads to '{usual}', as somebody beside a dying person expects. "
                )
                message += f"Write go: {usual.partition('.')[2]}, or give this choice another label."
                yield node.problem(("choices", number, "go"), "LABEL_WAY", message)
            if usual in starts and pages >= FEWEST and node.to(choice.go) != usual:
                message = f"On {pages} other pages this label leads to '{usual}', where somebody is helped at once. "
                message += f"Write go: {usual}, or give this choice another label."
                yield node.problem(("choices", number, "go"), "LABEL_WAY", message)
