"""Recurring check-ins: when, on whose clock, in which words; agreed to once they were said back. Paused and ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine.effects import NeedRecord
from app.engine.plain_answer import pressed
from app.features.check_ins.effects import EndCheckIns, PauseCheckIns, StartCheckIn
from app.language import schedule_request, schedule_words

if TYPE_CHECKING:
    from app.engine.conversation import Conversation
    from app.engine.release import Node

TONES = ("plain", "friend", "reminder")
"""Openings a caller may choose from: content keys `checkins.nudge.TONE`."""
ZONES = {"1": "America/New_York", "2": "America/Chicago", "3": "America/Denver", "4": "America/Los_Angeles"}
A_WEEK = 7


def start_checkin(talk: Conversation, node: Node) -> str:
    """The caller is asked when; or about the next thing, where they have said when already."""
    if not talk.known.loaded:
        talk.effects.append(NeedRecord())
        return ""
    if not talk.known.checkins:
        return node.otherwise
    if not talk.known.number:
        talk.say("checkins.no_number")
        return node.otherwise
    found = schedule_request.read(talk.heard)
    if found is not None:
        _ask_zone(talk, found)
        return ""
    talk.session.awaiting = "checkin_when"
    talk.say(node.say)
    return ""


def pause_checkins(talk: Conversation, node: Node) -> str:
    """No check-in comes for a week; the words are the same for whoever has none."""
    talk.effects.append(PauseCheckIns(A_WEEK))
    talk.say(node.say)
    return ""


def end_checkins(talk: Conversation, node: Node) -> str:
    """No check-in comes any more; the words are the same for whoever had none."""
    if talk.answered is None:
        return talk.library.entry
    talk.effects.append(EndCheckIns(talk.answered))
    talk.say(node.say)
    return ""


def answer_when(talk: Conversation, text: str) -> bool:
    """True when the text said when, or was meant to."""
    found = schedule_request.read(text)
    if found is not None:
        _ask_zone(talk, found)
        return True
    if talk.means(text).intent not in ("unrelated", "greeting", "checkin_recurring", "checkin_start_timed"):
        return False
    talk.say("checkins.when_again")
    return True


def _ask_zone(talk: Conversation, found: schedule_request.ScheduleRequest) -> None:
    talk.session.draft, talk.session.awaiting = (schedule_request.pack(found),), "checkin_zone"
    talk.say("checkins.zone")


def answer_zone(talk: Conversation, text: str) -> bool:
    """True when the text named a zone by number or by ZIP, or was a number that names none."""
    finder = talk.library.finder
    zone = ZONES.get(text) or (finder.zone_of(text) if finder is not None else "")
    if zone:
        _ask_agreement(talk, zone, TONES[0])
        return True
    if not any(letter.isdigit() for letter in text):
        return False
    talk.say("checkins.zone")
    return True


def _ask_agreement(talk: Conversation, zone: str, tone: str) -> None:
    packed = talk.session.draft[0] if talk.session.draft else ""
    talk.session.draft, talk.session.awaiting = (packed, zone, tone), "checkin_agree"
    talk.words(_terms(talk, packed, tone))


def _terms(talk: Conversation, packed: str, tone: str) -> str:
    """Exactly what is agreed to: when, and in which words."""
    found = schedule_request.unpack(packed)
    if found is None:
        return ""
    nudge = talk.library.text(f"checkins.nudge.{tone}", talk.composing)
    late = talk.library.text("checkins.outside_hours", talk.composing) if schedule_request.outside_hours(found) else ""
    lookup = talk.library.spoken if talk.on_call else talk.library.text
    terms = lookup(
        "checkins.agree",
        talk.composing,
        when=schedule_words.when(found, talk.library.packs.schedule(talk.composing)),
        words=nudge,
    )
    return f"{late} {terms}".strip()


def answer_agreement(talk: Conversation, key: str) -> bool:
    """True when the key agreed, asked for another time, or for other words."""
    session = talk.session
    if key not in ("1", "2", "3"):
        return False
    if len(session.draft) != 3:  # begun under a version that kept it elsewhere
        key = "2"
    packed, zone, tone = session.draft if key != "2" else ("", "", "")
    by = pressed(key, question="check_in_terms", keys="1")
    if by is not None:
        terms = _terms(talk, packed, tone)
        talk.effects.append(StartCheckIn(by, packed, zone, tone, terms, confirmed=not talk.on_call))
        talk.count("checkin_agreed")
        session.awaiting, session.draft = "", ()
        talk.say("checkins.by_text" if talk.on_call else "checkins.started")
    elif key == "2":
        session.awaiting = "checkin_when"
        talk.say("checkins.when_again")
    elif key == "3":
        _ask_agreement(talk, zone, TONES[(TONES.index(tone) + 1) % len(TONES)] if tone in TONES else TONES[0])
    return True


TEXTS = frozenset(
    {
        "checkins.no_number",
        "checkins.when_again",
        "checkins.zone",
        "checkins.outside_hours",
        "checkins.agree",
        "checkins.by_text",
        "checkins.started",
    }
) | {f"checkins.nudge.{tone}" for tone in TONES}
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""
