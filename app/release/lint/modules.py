"""The proof that a module which is switched off is reached by nobody, and that what lives hang on is no module."""

from __future__ import annotations

from collections.abc import Iterator

from app.engine.events import Event, Spoke, Texted
from app.engine.release import Release
from app.engine.session import Session
from app.engine.step import step
from app.release.lint.proof import NOW
from app.release.lint.rule import Case, rule
from app.release.problems import Problem, shown
from app.release.programme import OFF
from app.release.staff_files import PROGRAMME
from app.understanding import Meaning


@rule("MODULE_REACHED", needs_the_engine=True)
def a_module_that_is_off_is_reached_by_nobody(case: Case) -> Iterator[Problem]:
    """No choice, word, meaning, topic, question for a place, drug or next step leads to a module that is off, or says its texts."""
    off = case.sources.off
    if not off:
        return
    if OFF not in case.release.nodes:
        yield Problem(
            PROGRAMME, 0, 0, "MODULE_REACHED", f"A module is off, and there is no page '{OFF}' to say so. Put it back."
        )
    for way, target in _ways(case.release):
        if target in off:
            yield Problem(
                PROGRAMME,
                0,
                0,
                "MODULE_REACHED",
                f"{way} leads to '{target}', whose module is off. Take it out, or lead it elsewhere.",
            )
    for said, node in _tried(case):
        if node in off:
            yield Problem(PROGRAMME, 0, 0, "MODULE_REACHED", f"{said} leads to '{node}', whose module is off.")


def _ways(release: Release) -> Iterator[tuple[str, str]]:
    """Everything that leads somewhere, as (what it is, full name of the node)."""
    yield "the menu", release.entry
    for flow in release.flows.values():
        yield f"the word of flow '{flow.name}'", flow.start
        for part in (flow.answers, flow.topics, flow.hears):
            yield from ((f"'{name}' of flow '{flow.name}'", target) for name, target in part.items())
    for node in release.nodes.values():
        yield f"node '{node.name}'", node.name
        targets = [node.next, node.go, node.otherwise, *node.follow_ups.values(), *(one.go for one in node.choices)]
        yield from ((f"a way out of '{node.name}'", target) for target in targets)
    for name, drug in release.drugs.substances.items():
        yield f"the page of drug '{name}'", drug.page


def _tried(case: Case) -> Iterator[tuple[str, str]]:
    """The engine is run on every word, meaning and topic, by text and aloud, for a caller who is new."""
    release = case.release
    texts = [
        (f"'{shown(word)}'", Texted(word)) for flow in release.flows.values() for word in flow.word.values() if word
    ]
    topics = {topic for flow in release.flows.values() for topic in flow.topics}
    intents = {intent for flow in release.flows.values() for intent in flow.answers}
    meanings = [Meaning(intent=intent, confidence=1.0) for intent in sorted(intents)]
    meanings += [
        Meaning(intent="help_menu", confidence=1.0, topic=topic, asked=asked)
        for topic in sorted(topics)
        for asked in (True, False)
    ]
    events: list[tuple[str, Event]] = [*texts]
    for meaning in meanings:
        what = f"'{meaning.topic or meaning.intent}'"
        events += [(what, Texted("?", meaning=meaning)), (f"{what}, spoken,", Spoke("?", meaning=meaning))]
    for language in release.languages:
        for what, event in events:
            turn = step(case.library, Session(language=language), event, NOW)
            yield what, turn.session.node
