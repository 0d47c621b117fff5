"""The proof that an emergency is answered from everywhere: the engine really runs it, node by node."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from app.engine.effects import Say
from app.engine.events import Event, Pressed, Texted
from app.engine.library import Library
from app.engine.session import Session, Turn
from app.engine.step import step
from app.library.check.rule import Case, rule
from app.library.problems import Problem, shown

WORDS = ("OD", "overdose", "sobredosis", "he is not breathing", "my friend wont wake up", "no respira", "no despierta")
"""Messages that must reach the steps without any recognition at all; the words of the emergency flows come on top."""
MOST_LISTED = 20
_NOW = datetime(2026, 1, 1, tzinfo=UTC)


@rule("EMERGENCY_PROOF")
def an_emergency_reaches_the_steps_from_every_node(case: Case) -> Iterator[Problem]:
    """From each node in each language, each emergency word by text and key 9 by text and call say the steps at once."""
    library = case.library
    aims = {language: _aims(case, library, language) for language in case.release.languages}
    found = 0
    for name, node in case.sources.nodes.items():
        for session in _sessions(case, name):
            for event in _events(case):
                turn = step(library, session, event, _NOW)
                if _reached(turn, aims[turn.session.language or case.release.languages[0]], event):
                    continue
                found += 1
                yield node.problem((), "EMERGENCY_PROOF", _message(event, session))
                if found == MOST_LISTED:
                    return


def _sessions(case: Case, name: str) -> Iterator[Session]:
    """A caller at this node, in each language, and in the middle of what the node may be waiting for."""
    node = case.release.nodes[name]
    at = int(_NOW.timestamp())
    for language in case.release.languages:
        here = Session(language=language, node=name, mark=node.mark, started=at, seen=at)
        yield here
        if node.do == "find_sites":
            yield Session(
                language=language, node=name, mark=node.mark, started=at, seen=at, waiting="place", service=node.service
            )


def _events(case: Case) -> tuple[Event, ...]:
    """Everything that must reach the steps in one turn."""
    opening = [
        word
        for node in case.emergency_starts
        for word in case.release.flows[node.flow.name].word.values()
        if case.release.flows[node.flow.name].start == node.name
    ]
    words = dict.fromkeys([*WORDS, *opening])
    return (*(Texted(word) for word in words), Texted("9"), Pressed("9"))


def _aims(case: Case, library: Library, language: str) -> tuple[str, ...]:
    """What is said first in the emergency nodes of this language, as text and as speech."""
    keys = [node.file.say for node in case.emergency_starts]
    return tuple(way(key, language)[:60] for key in keys for way in (library.text, library.spoken))


def _reached(turn: Turn, aims: tuple[str, ...], event: Event) -> bool:
    said = [effect.text for effect in turn.effects if isinstance(effect, Say)]
    return any(aim and aim in text for aim in aims for text in said)


def _message(event: Event, session: Session) -> str:
    what = f"key {event.keys}" if isinstance(event, Pressed) else f"'{shown(getattr(event, 'text', ''))}'"
    return f"Here {what} does not lead to the overdose steps (in '{session.language}'). Look at labels and words here."
