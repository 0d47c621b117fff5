"""Promises for any sequence of texts, keys, speech and clock moves, with the real understander, from any state.

What cannot be undone happens by a plain answer to what was asked, by a carrier's word, or by yes to the question; and where
steps are open, steps come next, or something said beside them that comes back to them.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.engine import effects
from app.engine.caller_record import CallerRecord
from app.engine.compiled_release import CompiledRelease
from app.engine.effects import Effect, Say
from app.engine.events import CallEnded, CallStarted, Event, Pressed, Silence, Spoke, Texted
from app.engine.routing import THANKS
from app.engine.session import Session, Turn
from app.engine.step import step
from app.features import FEATURES
from app.language.said import Said
from tests.conversations.judge import FLOOR, LEFT
from tests.conversations.world import Town

NOW = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
LASTING = tuple(
    found
    for found in (*vars(effects).values(), *(one for feature in FEATURES for one in feature.record().performs))
    if isinstance(found, type) and "by" in getattr(found, "__annotations__", ())
)
ACTS = frozenset({"closed", "acked", "opt_out", "opt_out_or_asks", "forget", "opt_in", "either", "counts"})
PLAIN = (
    *"1 2 3 4 5 6 7 8 9 0 * # +10".split(),
    *"ok OK okay k yes y no n yep nope sí si sim bien good fine stop STOP unsubscribe start START menu more back help next person od "
    "check checkin forget".split(),
    *("im ok", "ok gracias", "forget me", "stop texting me", "omw", "estoy bien", "no me escriban mas", "202 555 0102"),
)
"""Listed words and numbers: plain answers where something asks for them."""
OPEN = (
    CallerRecord(checkins=True, safety_checks=True),
    CallerRecord(safety_checks=True, contacts=1),
    CallerRecord(safety_checks=True, check="armed", contacts=1, left=5, extensions_left=2),
    CallerRecord(safety_checks=True, check="prompted", contacts=1, extensions_left=2),
    CallerRecord(safety_checks=True, check="escalating", contacts=1),
    CallerRecord(safety_checks=True, check="prompted", contacts=1, code_only=True),
    CallerRecord(alarm="open"),
    CallerRecord(invited=True),
    CallerRecord(checkins=True, checkin=True, nudge_pending=True),
    CallerRecord(checkins=True, checkin=True, confirmation_pending=True),
    CallerRecord(safety_checks=True, contacts=1, timer=15),
)
ASKS_IN_WORDS = frozenset({"safety_place", "safety_code", "safety_contact", "safety_arm"})
"""What waits here asks for a place, a code or a name, and arms or invites by what is sent, as its question says."""
WHERE: dict[str, Callable[[Session, CallerRecord], bool]] = {
    "CloseSafetyCheck": lambda before, known: bool(known.check),
    "AnswerAlarm": lambda before, known: known.alarm == "open",
    "AnswerInvitation": lambda before, known: known.invited,
    "ConfirmCheckIn": lambda before, known: known.confirmation_pending,
    "StartCheckIn": lambda before, known: before.awaiting == "checkin_agree",
    "ArmSafetyCheck": lambda before, known: before.awaiting.startswith("safety") or bool(known.timer),
}
"""Name of an effect -> whether what it answers was asked at all."""


def _said(*, machines: bool = True) -> list[str]:
    """What people and phones say that answers nothing plainly: the conversations of another hand, without those that act."""
    rows = [
        json.loads(line)
        for file in sorted((Path(__file__).parent / "own").glob("*.jsonl"))
        for line in file.read_text().splitlines()
    ]
    plain = {text.lower() for text in PLAIN}
    return sorted(
        {
            row["text"]
            for row in rows
            if row["want"] not in ACTS and not row.get("may") and (machines or row["group"] != "machines")
        }
        - {row["text"] for row in rows if row["text"].lower().strip(".!") in plain}
    )


SAID = st.sampled_from(_said())
SPOKEN = st.sampled_from(_said(machines=False))
EVENTS: st.SearchStrategy[Event] = st.one_of(
    SAID.map(Texted),
    SAID.map(Texted),
    st.sampled_from(PLAIN).map(Texted),
    SPOKEN.map(Spoke),
    st.sampled_from(PLAIN).map(Spoke),
    st.sampled_from("1234567890*#").map(Pressed),
    st.just(Silence()),
    st.just(CallStarted()),
    st.just(CallEnded()),
)
MOVES = st.sampled_from((1, 5, 40, 90, 700, 2000, 4000))
LENGTHS = settings(max_examples=250, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def library(town: Town) -> CompiledRelease:
    assert town.release.understander is not None
    return town.release


@LENGTHS
@given(data=st.data(), known=st.sampled_from(OPEN), language=st.sampled_from(("", "en", "es")))
def test_what_cannot_be_undone_needs_a_plain_answer_to_what_was_asked(
    library: CompiledRelease, data: st.DataObject, known: CallerRecord, language: str
) -> None:
    session, now = _anywhere(library, data, language), NOW
    for event, seconds in data.draw(st.lists(st.tuples(EVENTS, MOVES), min_size=1, max_size=10)):
        now += timedelta(seconds=seconds)
        before = msgspec.structs.replace(session)
        turn = step(library, session, event, now, known)
        session = turn.session

        for done in (effect for effect in turn.effects if isinstance(effect, LASTING)):
            assert _asked_for(done, event, before, known), (done, event, before)


@LENGTHS
@given(data=st.data(), said=st.lists(SPOKEN, min_size=1, max_size=6), language=st.sampled_from(("en", "es")))
def test_in_open_steps_the_steps_come_next(
    library: CompiledRelease, data: st.DataObject, said: list[str], language: str
) -> None:
    node = data.draw(st.sampled_from(sorted(library.open_steps)))
    session, now = _at(library, node, language, NOW), NOW
    for text in said:
        now += timedelta(seconds=data.draw(st.sampled_from((1, 20, 90, 600))))
        session, answer = _texts(step(library, session, Texted(text), now, CallerRecord()))
        if session.node not in library.open_steps:
            at_the_end = session.node.partition(".")[0] in {name.partition(".")[0] for name in library.open_steps}
            assert at_the_end or _may_leave(library, text, session), (text, session.node, answer)
            return
        if not _thanks(library, text):
            assert FLOOR.search(answer), (text, answer)
            assert not LEFT.search(answer), (text, answer)


@LENGTHS
@given(data=st.data(), said=st.lists(SPOKEN, min_size=1, max_size=6), language=st.sampled_from(("en", "es")))
def test_on_a_call_nothing_said_in_the_steps_leaves_them(
    library: CompiledRelease, data: st.DataObject, said: list[str], language: str
) -> None:
    node = data.draw(st.sampled_from(sorted(library.open_steps)))
    session, now = _at(library, node, language, NOW, channel="voice"), NOW
    for text in said:
        now += timedelta(seconds=5)
        session, _ = _texts(step(library, session, Spoke(text), now, CallerRecord()))

        assert session.node in library.open_steps, (text, session.node)


def _anywhere(library: CompiledRelease, data: st.DataObject, language: str) -> Session:
    session = _at(library, data.draw(st.sampled_from(("", *sorted(library.nodes)))), language, NOW)
    session.awaiting = data.draw(
        st.sampled_from(("", "", "guess", "place", "which", "sure_stop", "sure_forget", "sure_start", "checkin_when"))
    )
    return session


def _at(library: CompiledRelease, node: str, language: str, now: datetime, *, channel: str = "sms") -> Session:
    mark = library.nodes[node].mark if node else 0
    at = int(now.timestamp())
    return Session(language=language, node=node, choices_hash=mark, channel=channel, started=at, last_event_at=at)


def _texts(turn: Turn) -> tuple[Session, str]:
    return turn.session, "\n".join(one.text for one in turn.effects if isinstance(one, Say))


def _asked_for(done: Effect, event: Event, before: Session, known: CallerRecord) -> bool:
    """Whether the caller plainly said or pressed something that this act answers to, where it was asked."""
    heard = event.keys if isinstance(event, Pressed) else getattr(event, "text", None)
    asked = WHERE.get(type(done).__name__)
    if heard is None or (asked is not None and not asked(before, known)):
        return False
    if not isinstance(event, Pressed) and heard not in PLAIN and not Said(heard).made_of(PLAIN):
        return before.awaiting in ASKS_IN_WORDS
    number = heard in tuple("1234567890*#")
    if number and isinstance(done, effects.OptOut | effects.OptIn):
        return before.awaiting in ("sure_stop", "sure_start") and heard == "1"
    return True


def _may_leave(library: CompiledRelease, text: str, session: Session) -> bool:
    """What leads out of open steps: a word of the line, suicidal words, thanks, a person asked for, too much of a stimulant, a place, an end."""
    meaning = library.understander.understand(text, language=session.language) if library.understander else None
    assert meaning is not None
    return library.is_word(Said(text).words, session.language) or bool(
        meaning.intent in {"suicidal_crisis", "human", "overamp_emergency", "feedback", "greeting"} or meaning.place
    )


def _thanks(library: CompiledRelease, text: str) -> bool:
    """Whether these words are thanks, which a kind word answers; the steps stay open behind it."""
    return library.understander is not None and library.understander.understand(text).topic == THANKS
