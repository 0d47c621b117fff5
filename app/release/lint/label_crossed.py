"""Two choices that changed places: each leads to the page that the other is named for."""

from __future__ import annotations

from collections.abc import Iterator

from app.release.lint.rule import Case, rule
from app.release.problems import Problem
from app.release.sources import NodeSource


@rule("LABEL_CROSSED")
def no_choice_leads_where_another_one_should(case: Case) -> Iterator[Problem]:
    """Where a label is named for a page of its flow that is reached from here, it is the label of that page."""
    for node in case.sources.nodes.values():
        here = {number: node.to(choice.go) for number, choice in node.file.choices.items()}
        for number, choice in node.file.choices.items():
            meant = _named(case, node, choice.label)
            others = [label for other, label in here.items() if other != number]
            if meant and here[number] != meant and (meant in others or _is_meant_by_another(case, node, number)):
                message = f"'{choice.label}' leads to '{here[number]}', and there is a page '{meant}'. "
                message += (
                    "Did two choices change places? Lead each to its own page, or give it a label of another name."
                )
                yield node.problem(("choices", number, "go"), "LABEL_CROSSED", message)


def _is_meant_by_another(case: Case, node: NodeSource, number: str) -> bool:
    """Whether some other choice of this page is named for the one this choice leads to."""
    aim = node.to(node.file.choices[number].go)
    return any(
        _named(case, node, choice.label) == aim for other, choice in node.file.choices.items() if other != number
    )


def _named(case: Case, node: NodeSource, label: str) -> str:
    """The page of this flow for which a label of the same flow is named; empty where there is none."""
    flow, _, name = label.partition(".label.")
    page = f"{flow}.{name}"
    return page if flow == node.flow.name and page in case.sources.nodes else ""
