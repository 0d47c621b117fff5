"""What people tell beside somebody who may be dying, and what they mean, leads to a page that says what to do. No way out."""

from __future__ import annotations

from collections.abc import Iterator

from app.release.lint.parts import flat, says
from app.release.lint.rule import CRISIS_INTENT, EMERGENCY_INTENTS, Case, rule
from app.release.problems import Problem
from app.release.sources import full_name

REPORTS = {
    "bad_breathing": "breaths",
    "cannot_call": "call_911",
    "dead": "breaths",
    "how_to_breathe": "breaths",
    "no_cpr": "breaths",
    "no_naloxone": "breaths",
    "vomiting": "roll_on_the_side",
}
"""What is told -> the part of `parts:` in language.yaml that the page it leads to says."""
HAPPENING = ("has_signs", "right_now")
"""What people ask next that means: it is happening now."""
IN_A_CRISIS = ("call_988", "call_911")


@rule("REPORT_WAY")
def what_is_told_leads_to_what_to_do(case: Case) -> Iterator[Problem]:
    """Each report of an emergency flow leads to a page that says what to do about it, in the first language."""
    flows = {name.partition(".")[0] for name in case.emergency_nodes}
    steps = case.sources.answer(EMERGENCY_INTENTS[0])
    for flow in case.sources.flows.values():
        if steps.partition(".")[0] == flow.name:
            for report, target in flow.file.hears.items():
                to = full_name(flow.name, target)
                part = REPORTS.get(report, "")
                if part and not _says(case, to, part):
                    message = (
                        f"'{report}' leads to '{to}', which does not say {part.replace('_', ' ')}: somebody beside a "
                    )
                    message += "dying person would not be told. Lead it to a page that does."
                    yield flow.document.problem(("hears", report), "REPORT_WAY", message)
        for node in case.sources.nodes.values() if flow.name in flows else ():
            for asked, target in node.file.follow_ups.items() if node.flow.name == flow.name else ():
                if asked in HAPPENING and node.to(target) not in {one.name for one in case.emergency_starts}:
                    message = f"'{asked}' is what people say when it is happening, and leads to '{node.to(target)}'. "
                    yield node.problem(("follow_ups", asked), "REPORT_WAY", f"{message}Lead it to '{steps}'.")


@rule("REPORT_WAY")
def what_is_meant_is_answered_by_the_page_for_it(case: Case) -> Iterator[Problem]:
    """A crisis is answered by a page that names 988 and 911, and an emergency by the first text of its steps."""
    for flow in case.sources.flows.values():
        for intent, target in flow.file.answers.items():
            to = full_name(flow.name, target)
            if intent == CRISIS_INTENT:
                missing = [part for part in IN_A_CRISIS if not _says(case, to, part)]
                if missing:
                    said = " and ".join(part.removeprefix("call_") for part in missing)
                    message = (
                        f"'{intent}' is answered by '{to}', which does not say {said}. Lead it to the page that does."
                    )
                    yield flow.document.problem(("answers", intent), "REPORT_WAY", message)
            elif intent in EMERGENCY_INTENTS and (meant := led_away(case, to)):
                message = f"'{intent}' is answered by '{to}', which is not the first text of an emergency. "
                message += f"Did you lead it away from '{meant}'? Put it back."
                yield flow.document.problem(("answers", intent), "REPORT_WAY", message)


def led_away(case: Case, to: str) -> str:
    """The page of the same flow that begins with the order to call 911, where this one does not; empty where this one does."""
    if to not in case.sources.nodes or _begins(case, to):
        return ""
    flow = case.sources.nodes[to].flow
    start = full_name(flow.name, flow.file.start)
    return start if start != to and _begins(case, start) else ""


def _begins(case: Case, name: str) -> bool:
    text = _text(case, name)
    return any(text.startswith(flat(order)) for order in case.part(case.sources.languages[0], "call_first"))


def _says(case: Case, name: str, part: str) -> bool:
    """Whether the page says this part; True where nobody can tell."""
    language = case.sources.languages[0] if case.sources.languages else ""
    pack, text = case.sources.speech.get(language), _text(case, name)
    return pack is None or not text or not pack.file.parts.get(part) or says(pack.file, part, text)


def _text(case: Case, name: str) -> str:
    node = case.sources.nodes.get(name)
    entry = case.sources.entries.get(case.sources.languages[0], {}).get(node.file.say) if node else None
    return flat(entry.file.text) if entry else ""
