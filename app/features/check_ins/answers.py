"""A check-in was sent, or waits for its written yes: words and hearts count as answers, a pause works at any time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine import plain_answer
from app.engine.matters import thanks
from app.engine.pages import flow_of
from app.features.check_ins.effects import (
    AnswerCheckIn,
    ConfirmCheckIn,
    EndCheckIns,
    PauseCheckIns,
    PutOffCheckIn,
)
from app.language import schedule_request
from app.language.heard import heard
from app.language.reactions import emoji_kind
from app.language.said import Said
from app.language.schedule_request import is_snooze, pause_days

if TYPE_CHECKING:
    from app.engine.conversation import Conversation

_LEADS = heard("pauses")
GOOD, TALK, SUPPLIES = "checkins.good", "checkins.talk", "checkins.supplies"
NODES = (GOOD, TALK, SUPPLIES)


def read(conversation: Conversation, said: Said) -> bool:
    """True when the check-in had its answer here; any other word counts as one too, and is answered as always."""
    known = conversation.known
    if known.confirmation_pending and _confirmed(conversation, said):
        return True
    if _paused(conversation, said):
        return True
    if not known.nudge_pending:
        return _said_when(conversation, said)
    if is_snooze(said.text):
        conversation.effects.append(PutOffCheckIn())
        conversation.say("checkins.put_off")
        return True
    conversation.effects.append(AnswerCheckIn())
    node = _node(conversation, said)
    if node:
        conversation.enter(node)
        return True
    conversation.thank, conversation.thank_leads = "checkins.heard", NODES
    return _so_so(conversation, said)


def _so_so(conversation: Conversation, said: Said) -> bool:
    """Whether this says neither well nor unwell and no more: it is thanked for, and what is going on is asked."""
    answers = conversation.library.plain_answers(conversation.language)
    return said.made_of(answers.get("so_so", ()), answers.get("around", ())) and thanks.give(conversation)


def _said_when(conversation: Conversation, said: Said) -> bool:
    """Whether somebody who was reading of check-ins said when they want one: the setting up begins with it."""
    session, start = conversation.session, conversation.library.answers.get("checkin_recurring", "")
    reads_of_them = bool(start) and flow_of(session.node) == flow_of(start) and not session.awaiting
    if not reads_of_them or said.pick or schedule_request.read(said.text) is None:
        return False
    conversation.enter(start)
    return True


def _node(conversation: Conversation, said: Said) -> str:
    answers = conversation.library.plain_answers(conversation.language)
    well = (
        said.reaction == "like"
        or emoji_kind(said.text) == "like"
        or said.made_of(answers.get("ok", ()), answers.get("around", ()))
    )
    bad = said.reaction == "dislike" or emoji_kind(said.text) == "dislike"
    return {"1": GOOD, "2": TALK, "3": SUPPLIES}.get(said.pick, GOOD if well else TALK if bad else "")


def _confirmed(conversation: Conversation, said: Said) -> bool:
    answers = conversation.library.plain_answers(conversation.language)
    yes = plain_answer.pressed(said.pick, question="check_in", keys="1") or plain_answer.listed(
        said, question="check_in", answer="yes", words=answers.get("yes", ())
    )
    no = plain_answer.pressed(said.pick, question="check_in", keys="2") or plain_answer.listed(
        said, question="check_in", answer="no", words=answers.get("no", ())
    )
    if yes is not None:
        conversation.effects.append(ConfirmCheckIn(yes))
        conversation.say("checkins.confirmed")
    elif no is not None:
        conversation.effects.append(EndCheckIns(no))
        conversation.say("checkins.ended")
    return yes is not None or no is not None


def _paused(conversation: Conversation, said: Said) -> bool:
    """A pause that was asked for by its word: with check-ins at any time, and during a nudge without saying how long."""
    leads = bool(said.tokens) and said.tokens[0] in _LEADS
    days = pause_days(said.text) if leads or conversation.known.nudge_pending else None
    if days is None or not (conversation.known.checkin or leads):
        return False
    conversation.effects.append(PauseCheckIns(days))
    conversation.say("checkins.paused")
    return True


TEXTS = frozenset({"checkins.ended", "checkins.paused", "checkins.put_off", "checkins.confirmed", "checkins.heard"})
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""
