"""A session begun under the version before goes on where it was: what is being set up was kept under other names."""

from __future__ import annotations

from datetime import UTC, datetime

from app.engine.builtin import BUILTIN
from app.engine.caller_record import CallerRecord
from app.engine.effects import Effect, Say
from app.engine.events import Texted
from app.engine.session import Session
from app.engine.step import step
from app.features.check_ins.effects import StartCheckIn
from app.features.safety_checks.effects import ArmSafetyCheck
from app.release.compiled import compiled

NOW = datetime(2026, 11, 23, 17, tzinfo=UTC)
LIBRARY = compiled(BUILTIN)


def _answered(session: Session, text: str, known: CallerRecord) -> tuple[Session, tuple[Effect, ...]]:
    turn = step(LIBRARY, session, Texted(text), NOW, known)
    return turn.session, turn.effects


def _at(awaiting: str, *options: str) -> Session:
    now = int(NOW.timestamp())
    return Session(
        language="en", node="main.menu", started=now, last_event_at=now, awaiting=awaiting, options=tuple(options)
    )


def test_minutes_shown_before_are_the_minutes_armed() -> None:
    known = CallerRecord(safety_checks=True, contacts=1)
    _, effects = _answered(_at("safety_arm", "25"), "1", known)

    assert [25] == [effect.minutes for effect in effects if isinstance(effect, ArmSafetyCheck)]


def test_check_ins_agreed_to_across_versions_are_asked_about_again_and_nothing_is_started() -> None:
    session, effects = _answered(_at("checkin_agree", "1234567|1080", "plain"), "1", CallerRecord(checkins=True))

    assert "checkin_when" == session.awaiting
    assert not [effect for effect in effects if isinstance(effect, StartCheckIn)]
    assert any(isinstance(effect, Say) and effect.text for effect in effects)
