"""A choice leads on: one that leads back to its own page answers nobody, and a menu of them lets nobody out."""

from __future__ import annotations

from collections.abc import Iterator

from app.release.lint.rule import Case, rule
from app.release.problems import Problem


@rule("CHOICE_SELF")
def every_choice_leads_to_another_page(case: Case) -> Iterator[Problem]:
    """No choice, no `next` and no `otherwise` leads to the page it stands on."""
    for node in case.sources.nodes.values():
        for number, choice in node.file.choices.items():
            if node.to(choice.go) == node.name:
                message = f"{number} leads back to this page, so whoever chooses it reads the same again. Lead it on."
                yield node.problem(("choices", number, "go"), "CHOICE_SELF", message)
        if node.file.next and node.to(node.file.next) == node.name:
            message = "'next' leads back to this page, so nobody comes any further. Lead it on."
            yield node.problem(("next",), "CHOICE_SELF", message)
        if node.file.otherwise and node.to(node.file.otherwise) == node.name:
            message = (
                "'otherwise' leads back to this search, so whoever finds nothing is asked the same again and again. "
            )
            yield node.problem(
                ("otherwise",), "CHOICE_SELF", f"{message}Lead it to a page that says what else there is."
            )
