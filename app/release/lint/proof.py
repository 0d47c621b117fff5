"""The proof that an emergency is answered from everywhere: the engine really runs it, node by node."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice

from app.engine.effects import Say
from app.engine.events import CallStarted, Event, Pressed, Spoke, Texted
from app.engine.release import Node
from app.engine.session import Session
from app.engine.step import step
from app.release.lint.rule import Case, rule
from app.release.problems import Problem, shown

WORDS = ("OD", "overdose", "sobredosis", "he is not breathing", "my friend wont wake up", "no respira", "no despierta")
"""Messages that must reach the steps without any recognition at all; the words of the emergency flows come on top."""
SPOKEN = ("overdose", "sobredosis")
WAITING = ("place", "which", "guess", "sites")
"""What a place search or a guess waits for; the questions of other actions come on top."""
MOST_LISTED = 20
NOW = datetime(2026, 1, 1, tzinfo=UTC)
"""Any moment will do: nothing here depends on it."""


@rule("EMERGENCY_PROOF", needs_the_engine=True)
def an_emergency_reaches_the_steps_from_every_node(case: Case) -> Iterator[Problem]:
    """From each node in each language, each emergency word and key 9, by text and on a call, says the steps at once."""
    yield from islice(_failures(case), MOST_LISTED)


def _failures(case: Case) -> Iterator[Problem]:
    events = _events(case)
    for session in _doors(case):  # cheap, and what every caller comes through
        for event in events:
            if not _reaches(case, session, event):
                message = _message(event, session)
                yield Problem(f"flows/{case.release.entry.split('.')[0]}.yaml", 0, 0, "EMERGENCY_PROOF", message)
    for name, node in case.sources.nodes.items():
        if case.neighbourhoods.is_proved(name, "EMERGENCY_PROOF"):
            continue
        with case.library.noting() as read:
            lost = [
                node.problem((), "EMERGENCY_PROOF", _message(event, session))
                for session in _sessions(case, name)
                for event in events
                if not _reaches(case, session, event) and not _goes_on(case, name, session, event)
            ]
        yield from lost
        if not lost:
            case.neighbourhoods.proved(name, "EMERGENCY_PROOF", read)


def _doors(case: Case) -> Iterator[Session]:
    """A first message ever, and a call that has just begun, in each language."""
    yield Session()
    for language in case.release.languages:
        yield step(case.library, None, CallStarted(language=language), NOW).session


def at_node(node: Node, language: str, awaiting: str = "", service: str = "") -> Session:
    """A caller who is at this node and has just seen it."""
    at = int(NOW.timestamp())
    return Session(
        language=language,
        node=node.name,
        choices_hash=node.mark,
        started=at,
        last_event_at=at,
        awaiting=awaiting,
        service=service,
    )


def _sessions(case: Case, name: str) -> Iterator[Session]:
    """A caller at this node, in each language, and in the middle of what the node may be waiting for."""
    node = case.release.nodes[name]
    for language in case.release.languages:
        yield at_node(node, language)
        for waiting in (*WAITING, *case.library.awaits) if node.do else ():
            yield at_node(node, language, awaiting=waiting, service=node.service)


def _events(case: Case) -> tuple[Event, ...]:
    """Everything that must reach the steps in one turn."""
    opening = [
        word
        for node in case.emergency_starts
        for word in case.release.flows[node.flow.name].word.values()
        if case.release.flows[node.flow.name].start == node.name
    ]
    words = dict.fromkeys([*WORDS, *opening])
    return (*(Texted(word) for word in words), *(Spoke(word) for word in SPOKEN), Texted("9"), Pressed("9"))


def _reaches(case: Case, session: Session, event: Event) -> bool:
    """Whether this event, here, says the steps of an emergency in the language the caller is then in."""
    turn = step(case.library, session, event, NOW)
    said = " ".join(effect.text for effect in turn.effects if isinstance(effect, Say))  # a voice says it in pieces
    language = turn.session.language or case.release.languages[0]
    for node in case.emergency_starts:
        for way in (case.library.text, case.library.spoken):
            aim = way(node.file.say, language)
            if aim and aim in said:
                return True
    return False


def _goes_on(case: Case, name: str, session: Session, event: Event) -> bool:
    """Whether this is the step after naloxone was given, and what is told there brings a step: they tell how that went."""
    if name != case.library.hears(name, "given"):
        return False
    turn = step(case.library, session, event, NOW)
    return turn.session.node in case.library.steps and any(isinstance(effect, Say) for effect in turn.effects)


def _message(event: Event, session: Session) -> str:
    what = f"key {event.keys}" if isinstance(event, Pressed) else f"'{shown(getattr(event, 'text', ''))}'"
    place = f"Here, in '{session.language}'," if session.language else "As a first message"
    return f"{place} {what} does not lead to the overdose steps. Look at labels and words that take it away."
