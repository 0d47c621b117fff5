"""Promises that hold for any sequence of events from any state."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from app.engine.builtin import BUILTIN
from app.engine.effects import Say
from app.engine.events import CallEnded, CallReturned, CallStarted, CameDue, Event, Pressed, Silence, Spoke, Texted
from app.engine.session import Session, pack, unpack
from app.engine.step import step
from app.language.reactions import kind as is_reaction
from app.release.compiled import compiled

LIBRARY = compiled(BUILTIN)
NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
WORDS = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        ["1", "2", "9", "0", "*", "#", "back", "menu", "more", "next", "español", "stop", "help", "forget me", "od"]
    ),
)
EVENTS: st.SearchStrategy[Event] = st.one_of(
    st.builds(Texted, text=WORDS, latitude=st.none() | st.floats(-90, 90), longitude=st.none() | st.floats(-180, 180)),
    st.builds(Pressed, keys=st.text("0123456789*#", min_size=1, max_size=6)),
    st.builds(Spoke, text=WORDS, confidence=st.floats(0, 1)),
    st.just(Silence()),
    st.builds(CallStarted, left_at=st.sampled_from(["", "overdose.start", "gone.node"])),
    st.builds(CallReturned, answered=st.booleans()),
    st.just(CallEnded()),
    st.builds(CameDue, what=st.text(max_size=8)),
)
NODES = st.sampled_from([*BUILTIN.nodes, "", "gone.node"])
SESSIONS = st.builds(
    Session,
    language=st.sampled_from(["", "en", "es"]),
    node=NODES,
    channel=st.sampled_from(["sms", "voice"]),
    step=st.integers(0, 10**6),
    started=st.just(int(NOW.timestamp())),
    last_event_at=st.just(int(NOW.timestamp())),
    back=st.lists(NODES, max_size=8).map(tuple),
    page=st.integers(0, 9),
    choices_hash=st.integers(0, 2),
    misses=st.integers(0, 9),
    silences=st.integers(0, 30),
    options=st.lists(st.sampled_from(["human", "stop", "overdose.start", "gone"]), max_size=3).map(tuple),
    awaiting=st.sampled_from(["", "door", "guess", "place", "which", "sites", "peer", "other"]),
    service=st.sampled_from(["", "naloxone"]),
    search_place=st.sampled_from(["", "19104"]),
)


@settings(max_examples=300, deadline=None)
@given(session=SESSIONS, events=st.lists(EVENTS, max_size=12))
def test_any_events_from_any_state_end_answer_and_stay_small(session: Session, events: list[Event]) -> None:
    current: Session | None = session
    for number, event in enumerate(events):
        turn = step(LIBRARY, current, event, NOW + timedelta(minutes=number))
        current = unpack(pack(turn.session))

        assert current == turn.session
        assert len(pack(turn.session)) < 1024
        in_a_circle = isinstance(event, Texted) and len(event.text) >= 8 and events[:number].count(event) >= 2
        silent = isinstance(event, CallEnded | CameDue) or (isinstance(event, Texted) and is_reaction(event.text))
        assert silent or in_a_circle or any(isinstance(effect, Say) and effect.text for effect in turn.effects)


@settings(max_examples=300, deadline=None)
@given(session=SESSIONS, word=st.sampled_from(["od", "OD", "Sobredosis!", "9"]))
def test_an_emergency_word_always_reaches_the_steps_in_one_turn(session: Session, word: str) -> None:
    turn = step(LIBRARY, session, Texted(word), NOW)

    assert "overdose.start" == turn.session.node
    assert "911" in "".join(effect.text for effect in turn.effects if isinstance(effect, Say))


@settings(max_examples=200, deadline=None)
@given(session=SESSIONS)
def test_key_nine_always_reaches_the_steps_in_one_turn(session: Session) -> None:
    assert "overdose.start" == step(LIBRARY, session, Pressed("9"), NOW).session.node


@given(data=st.binary(max_size=200))
def test_any_bytes_kept_as_a_session_are_a_session_or_none(data: bytes) -> None:
    found = unpack(data)

    assert found is None or isinstance(found, Session)
