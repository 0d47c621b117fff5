"""The overdose steps: always there, and cheap enough to come at once. No way out."""

from __future__ import annotations

from collections.abc import Iterator

from app.language.sms_text import not_gsm, segments
from app.release.compile import ENTRY_FLOW
from app.release.lint.rule import EMERGENCY_INTENTS, Case, rule
from app.release.problems import Problem

MOST_SEGMENTS = 3
MOST_SEGMENTS_OF_A_SCRIPT = 7
"""Of a language that is not written in Latin letters: each of its texts costs Unicode, and holds 67 letters a segment."""


@rule("EMERGENCY_NODE", needs_the_engine=True)
def there_are_overdose_steps(case: Case) -> Iterator[Problem]:
    """Both emergencies are answered by a node, and key 1 of the main menu is the overdose steps."""
    if case.sources.flows_unread or case.missing_flows:
        return  # a way that leads to no flow is named, and holds everything back
    for intent in EMERGENCY_INTENTS:
        if case.sources.answer(intent) not in case.sources.nodes:
            message = f"No flow answers '{intent}'. Add it under 'answers:' in the flow with the steps."
            yield Problem("flows/overdose.yaml", 0, 0, "EMERGENCY_NODE", message)
    menu = case.sources.nodes.get(case.release.entry)
    if menu is None:
        return
    first = menu.file.choices.get("1")
    if first is None or menu.to(first.go) != case.release.emergency:
        steps = ("choices", "1", "go") if first else ("choices",)
        message = f"Key 1 of the {ENTRY_FLOW} menu must lead to the overdose steps ({case.release.emergency})."
        yield menu.problem(steps, "EMERGENCY_NODE", message)


@rule("EMERGENCY_TEXT", needs_the_engine=True)
def the_first_emergency_text_is_cheap(case: Case) -> Iterator[Problem]:
    """In every language: GSM-7 only and at most three segments with its list; a script of its own may take seven."""
    library = case.library
    for node in case.emergency_starts:
        for language in case.release.languages:
            entry = case.sources.entries.get(language, {}).get(node.file.say)
            if entry is None:
                continue
            whole = library.shown(case.release.nodes[node.name], language).text
            for message in _dear(whole, of_a_script=case.of_a_script(language)):
                yield entry.problem("text", "EMERGENCY_TEXT", message)


def _dear(whole: str, *, of_a_script: bool) -> Iterator[str]:
    cost = segments(whole)
    most = MOST_SEGMENTS_OF_A_SCRIPT if of_a_script else MOST_SEGMENTS
    if cost.encoding != "GSM-7" and not of_a_script:
        letters = " ".join(not_gsm(whole))
        yield f"These letters make the text slow and dear to send: {letters}. Write it (and its labels) without them."
    if cost.count > most:
        yield f"With its list this is {cost.count} segments ({cost.units} letters). Cut it to {most}."
