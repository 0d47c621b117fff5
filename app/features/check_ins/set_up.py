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


def start_checkin(conversation: Conversation, node: Node) -> str:
    """The caller is asked when; or about the next thing, where they have said when already."""
    if not conversation.known.loaded:
        conversation.effects.append(NeedRecord())
        return ""
    if not conversation.known.checkins:
        return node.otherwise
    if not conversation.known.number:
        conversation.say("checkins.no_number")
        return node.otherwise
    found = schedule_request.read(conversation.heard)
    if found is not None:
        _ask_zone(conversation, found)
        return ""
    conversation.session.awaiting = "checkin_when"
    conversation.say(node.say)
    return ""


def pause_checkins(conversation: Conversation, node: Node) -> str:
    """No check-in comes for a week; the words are the same for whoever has none."""
    conversation.effects.append(PauseCheckIns(A_WEEK))
    conversation.say(node.say)
    return ""


def end_checkins(conversation: Conversation, node: Node) -> str:
    """No check-in comes any more; the words are the same for whoever had none."""
    if conversation.answered is None:
        return conversation.library.entry
    conversation.effects.append(EndCheckIns(conversation.answered))
    conversation.say(node.say)
    return ""


def answer_when(conversation: Conversation, text: str) -> bool:
    """True when the text said when, or was meant to."""
    found = schedule_request.read(text)
    if found is not None:
        _ask_zone(conversation, found)
        return True
    if conversation.means(text).intent not in ("unrelated", "greeting", "checkin_recurring", "checkin_start_timed"):
        return False
    conversation.say("checkins.when_again")
    return True


def _ask_zone(conversation: Conversation, found: schedule_request.ScheduleRequest) -> None:
    conversation.session.draft, conversation.session.awaiting = (schedule_request.pack(found),), "checkin_zone"
    conversation.say("checkins.zone")


def answer_zone(conversation: Conversation, text: str) -> bool:
    """True when the text named a zone by number or by ZIP, or was a number that names none."""
    finder = conversation.library.finder
    zone = ZONES.get(text) or (finder.zone_of(text) if finder is not None else "")
    if zone:
        _ask_agreement(conversation, zone, TONES[0])
        return True
    if not any(letter.isdigit() for letter in text):
        return False
    conversation.say("checkins.zone")
    return True


def _ask_agreement(conversation: Conversation, zone: str, tone: str) -> None:
    packed = conversation.session.draft[0] if conversation.session.draft else ""
    conversation.session.draft, conversation.session.awaiting = (packed, zone, tone), "checkin_agree"
    conversation.words(_terms(conversation, packed, tone))


def _terms(conversation: Conversation, packed: str, tone: str) -> str:
    """Exactly what is agreed to: when, and in which words."""
    found = schedule_request.unpack(packed)
    if found is None:
        return ""
    nudge = conversation.library.text(f"checkins.nudge.{tone}", conversation.composing)
    late = (
        conversation.library.text("checkins.outside_hours", conversation.composing)
        if schedule_request.outside_hours(found)
        else ""
    )
    lookup = conversation.library.spoken if conversation.on_call else conversation.library.text
    terms = lookup(
        "checkins.agree",
        conversation.composing,
        when=schedule_words.when(found, conversation.library.packs.schedule(conversation.composing)),
        words=nudge,
    )
    return f"{late} {terms}".strip()


def answer_agreement(conversation: Conversation, key: str) -> bool:
    """True when the key agreed, asked for another time, or for other words."""
    session = conversation.session
    if key not in ("1", "2", "3"):
        return False
    if len(session.draft) != 3:  # begun under a version that kept it elsewhere
        key = "2"
    packed, zone, tone = session.draft if key != "2" else ("", "", "")
    by = pressed(key, question="check_in_terms", keys="1")
    if by is not None:
        terms = _terms(conversation, packed, tone)
        conversation.effects.append(StartCheckIn(by, packed, zone, tone, terms, confirmed=not conversation.on_call))
        conversation.tally("checkin_agreed")
        session.awaiting, session.draft = "", ()
        conversation.say("checkins.by_text" if conversation.on_call else "checkins.started")
    elif key == "2":
        session.awaiting = "checkin_when"
        conversation.say("checkins.when_again")
    elif key == "3":
        _ask_agreement(conversation, zone, TONES[(TONES.index(tone) + 1) % len(TONES)] if tone in TONES else TONES[0])
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
