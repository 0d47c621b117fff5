"""Nobody is left halfway through the steps: whoever goes on from one to the next comes by naloxone and breaths."""

from __future__ import annotations

from collections.abc import Iterator

from app.release.lint.parts import flat, says
from app.release.lint.rule import EMERGENCY_INTENTS, Case, rule
from app.release.problems import Problem
from app.release.sources import NodeSource

WANTED = ("naloxone", "breaths")
_STEPWISE = 2
"""Pages after the first text from which on somebody is led step by step: one page alone only adds to it."""


@rule("STEPS_END")
def the_steps_go_on_to_breaths(case: Case) -> Iterator[Problem]:
    """The pages that `next` leads to from the first text of an overdose tell of naloxone and breaths before one rests."""
    pages = _one_by_one(case)
    language = case.sources.languages[0] if case.sources.languages else ""
    pack = case.sources.speech.get(language)
    if len(pages) < _STEPWISE or pack is None:
        return
    entries = case.sources.entries.get(language, {})
    told = [flat(entries[page.file.say].file.text) for page in pages if page.file.say in entries]
    missing = [part for part in WANTED if not any(says(pack.file, part, text) for text in told)]
    if missing and len(told) == len(pages):
        message = f"The steps would end here, before {' and '.join(missing)}, beside somebody who may be dying. "
        message += "Write where they go on: next: ... ('done: yes' is for what is said beside a step.)"
        yield pages[-1].problem((), "STEPS_END", message)


def _one_by_one(case: Case) -> list[NodeSource]:
    """The pages that follow the first text of an overdose by `next`, in their order."""
    nodes, pages = case.sources.nodes, list[NodeSource]()
    node = nodes.get(case.sources.answer(EMERGENCY_INTENTS[0]))
    while node is not None and node.file.next:
        node = nodes.get(node.to(node.file.next))
        if node is None or node in pages:
            break
        pages.append(node)
    return pages
