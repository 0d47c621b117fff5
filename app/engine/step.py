"""`step`: one event in, one turn out. Pure, total and deterministic; every rule of a conversation starts here."""

from __future__ import annotations

from datetime import datetime

from app.engine.actions import ACTIONS
from app.engine.actions.find_sites import sites_again
from app.engine.caller_record import NOTHING, CallerRecord
from app.engine.compiled_release import CompiledRelease
from app.engine.conversation import Abilities, Conversation
from app.engine.effects import FeatureEffect
from app.engine.events import CallEnded, CallReturned, CallStarted, CameDue, Event, Pressed, Silence, Spoke, Texted
from app.engine.on_call import on_call_event
from app.engine.reading import on_text
from app.engine.session import Session, Turn
from app.engine.text_from_call import announce

SLIDING = 60 * 60
"""Seconds after the last message in which a conversation is still the same one."""
LONGEST = 24 * 60 * 60
"""Seconds after which a conversation starts anew, however busy it was."""

ABILITIES = Abilities(actions=ACTIONS, search_again=sites_again, before_listening=announce)


def step(
    library: CompiledRelease, session: Session | None, event: Event, now: datetime, known: CallerRecord = NOTHING
) -> Turn:
    """The caller's next place and everything to do about this event; never raises for any session or event.

    With `known` not looked up yet, a turn whose answer depends on it holds `NeedRecord`, and is stepped again.
    """
    at = int(now.timestamp())  # once: it costs a tenth of a step
    conversation = Conversation(library, _current(session, at), now, known, abilities=ABILITIES, at=at)
    if not conversation.session.language and known.language in library.packs.codes:
        conversation.session.language = known.language  # they answer what was written to them
    conversation.session.step += 1
    conversation.session.last_event_at = at
    match event:
        case Texted():
            conversation.session.channel = "sms"
            on_text(conversation, event)
        case Pressed() | Spoke() | Silence() | CallStarted() | CallReturned():
            conversation.session.channel = "voice"
            on_call_event(conversation, event)
        case CallEnded():
            return Turn(conversation.session, ())  # nobody is there to hear an answer
        case CameDue(what):
            conversation.session.channel = "sms"
            conversation.say(what)
    turn = conversation.turn()
    if not known.unsaved:
        return turn
    claim = next((one for one in turn.effects if isinstance(one, FeatureEffect) and one.unsaved), None)
    return _unsaved(conversation, claim, _current(session, at)) if claim is not None else turn


def _unsaved(conversation: Conversation, claim: FeatureEffect, before: Session) -> Turn:
    """Where the caller was, and that it could not be saved: the same answer a minute later means the same."""
    again = Conversation(conversation.library, before, conversation.now, conversation.known, abilities=ABILITIES)
    again.session.step, again.session.last_event_at = conversation.session.step, conversation.session.last_event_at
    again.session.channel = conversation.session.channel
    again.session.language = conversation.session.language
    again.say(claim.unsaved)
    return again.turn()


def _current(session: Session | None, at: int) -> Session:
    """The session as handed in, or a fresh one when there is none or its time is over."""
    if session is None:
        return Session(started=at, last_event_at=at)
    if at - session.last_event_at > SLIDING or at - session.started > LONGEST:
        return Session(
            language=session.language, channel=session.channel, step=session.step, started=at, last_event_at=at
        )
    return session
