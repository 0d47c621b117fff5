"""The overdose steps: always there, complete in one cheap text, the same as what two people signed. No way out."""

from __future__ import annotations

from collections.abc import Iterator

from app.language.sms_text import not_gsm, segments
from app.release.compile import ENTRY_FLOW
from app.release.lint.rule import EMERGENCY_INTENTS, Case, rule
from app.release.lint.wording import bare
from app.release.problems import Problem, shown
from app.release.signing import changed, lock_of, marks, signers
from app.release.staff_files import LOCK

MOST_SEGMENTS = 3
CANNOT = {"en": ("cannot", "can not", "can't"), "es": ("no puede",)}
"""How a text says that this line does not call 911, per language."""


@rule("EMERGENCY_NODE")
def there_are_overdose_steps(case: Case) -> Iterator[Problem]:
    """Both emergencies are answered by a node, and key 1 of the main menu is the overdose steps."""
    if case.sources.flows_unread:
        return
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


@rule("EMERGENCY_TEXT")
def the_first_emergency_text_is_complete_and_cheap(case: Case) -> Iterator[Problem]:
    """In every language: GSM-7 only, at most three segments with its list, names 911, says this line cannot call."""
    library = case.library
    for node in case.emergency_starts:
        for language in case.release.languages:
            entry = case.sources.entries.get(language, {}).get(node.file.say)
            if entry is None:
                continue
            whole = library.shown(case.release.nodes[node.name], language).text
            for message in _incomplete(whole, entry.file.text, language):
                yield entry.problem("text", "EMERGENCY_TEXT", message)


def _incomplete(whole: str, text: str, language: str) -> Iterator[str]:
    cost = segments(whole)
    if cost.encoding != "GSM-7":
        letters = " ".join(not_gsm(whole))
        yield f"These letters make the text slow and dear to send: {letters}. Write it (and its labels) without them."
    if cost.count > MOST_SEGMENTS:
        yield f"With its list this is {cost.count} segments ({cost.units} letters). Cut it to {MOST_SEGMENTS}."
    if "911" not in text:
        yield "This does not say to call 911. Say it first."
    if not any(way in bare(text) for way in CANNOT.get(language, ("",))):
        ways = " or ".join(f"'{way}'" for way in CANNOT[language])
        yield f"This does not say that the line cannot call 911. Say so, with {ways}."


@rule("EMERGENCY_SPOKEN")
def the_first_emergency_words_on_a_call_name_911(case: Case) -> Iterator[Problem]:
    """The spoken first answer names 9 1 1 in every language."""
    for node in case.emergency_starts:
        for language in case.release.languages:
            entry = case.sources.entries.get(language, {}).get(node.file.say)
            if entry and "911" not in entry.spoken.replace(" ", ""):
                yield entry.problem("voice", "EMERGENCY_SPOKEN", "The spoken words do not say to call 9 1 1. Say it.")


@rule("EMERGENCY_LOCK")
def emergency_text_is_what_two_people_signed(case: Case) -> Iterator[Problem]:
    """Once signed, emergency texts and steps stay as they are until two people sign them anew."""
    lock = case.sources.emergency_lock
    if lock is None:
        severity = "error" if case.launch else "warning"
        message = "Nobody has signed the emergency texts. Two people read them and run: porchlight emergency sign NAME"
        yield Problem(LOCK, 0, 0, "EMERGENCY_LOCK", message, "error" if severity == "error" else "warning")
        return
    if len(signers(lock)) < 2:
        message = "Two names are needed under 'signed'. Another person runs: porchlight emergency sign NAME"
        yield Problem(LOCK, 1, 1, "EMERGENCY_LOCK", message, "error" if case.launch else "warning")
        return
    now = marks(case.sources, case.emergency_nodes, case.emergency_keys)
    for name in changed(lock_of(lock), now):
        what = f"'{shown(name)}' is not as it was signed. Put it back, or two people read it and run: "
        message = f"{what}porchlight emergency sign NAME"
        language, _, key = name.partition("/")
        entry = case.sources.entries.get(language, {}).get(key)
        node = case.sources.nodes.get(key)
        if entry is not None:
            yield entry.problem("text", "EMERGENCY_LOCK", message)
        elif node is not None:
            yield node.problem((), "EMERGENCY_LOCK", message)
        else:
            yield Problem(LOCK, 1, 1, "EMERGENCY_LOCK", message)
