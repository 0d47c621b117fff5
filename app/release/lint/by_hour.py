"""A page by the hour names its phone while somebody answers it, and another page is said while nobody does."""

from __future__ import annotations

from collections.abc import Iterator

from app.release.lint.rule import Case, rule
from app.release.problems import Problem


@rule("BY_HOUR")
def a_line_is_named_while_it_answers(case: Case) -> Iterator[Problem]:
    """Where the hour decides, the page of `otherwise` names the phone only if that of `go` does too."""
    for node in case.sources.nodes.values():
        if node.file.do != "by_hour" or not node.file.line:
            continue
        phone = f"{{phone.{node.file.line}}}"
        if _names(case, node.to(node.file.otherwise), phone) and not _names(case, node.to(node.file.go), phone):
            message = (
                f"Where nobody answers it the page of 'otherwise' names {phone}, and where somebody does the page of "
            )
            message += "'go' does not: at night people would be sent to a phone that nobody takes. Swap the two."
            yield node.problem(("go",), "BY_HOUR", message)


def _names(case: Case, name: str, phone: str) -> bool:
    node = case.sources.nodes.get(name)
    said = [entries[node.file.say] for entries in case.sources.entries.values() if node and node.file.say in entries]
    return any(phone in entry.file.text for entry in said)
