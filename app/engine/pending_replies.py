"""What a text means while something its sender opted in to is running: a safety check, an alarm, a nudge, an invitation.

Asked before anything else but emergencies, which get the steps in any case.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.engine.actions.timer_on_a_call import written_answer
from app.engine.effects import (
    AnswerAlarm,
    AnswerCheckIn,
    AnswerInvitation,
    CloseSafetyCheck,
    ConfirmCheckIn,
    EndCheckIns,
    ExtendSafetyCheck,
    NeedRecord,
    NoteSignOfLife,
    PauseCheckIns,
    PutOffCheckIn,
)
from app.engine.emergency import sounds_urgent
from app.engine.text_copy import is_urgent
from app.language.schedule_request import is_snooze, pause_days
from app.language.short_answers import CARRIER_STOP, pick, plain
from app.rules.safety_check import USUAL, State
from app.understanding import EMERGENCIES

if TYPE_CHECKING:
    from app.engine.conversation import Conversation

IDLE = 60
"""Seconds of quiet after which a bare number may answer something newer than the list last shown."""
IDLE_IN_STEPS = 10 * 60
"""The same where somebody is kneeling beside a person: breaths are given for minutes before the next number is sent."""
OK = frozenset(
    "ok|okay|okey|oki|k|kk|im ok|i am ok|im okay|ok im ok|ok im good|im good|i am good|im fine|fine|good|all good|yes im ok|"
    "im alive|alive|still here|im here|here|ok thanks|im up|awake|im awake|safe|im safe|estoy bien|todo bien|bien|"
    "ya estoy bien|aqui estoy|sigo aqui|estoy ok|vale|listo|a salvo|estoy viva|estoy vivo".split("|")
)
"""Whole messages that say somebody is well."""
_YES = frozenset("yes yeah yep sure si claro".split()) | {"i agree", "acepto", "de acuerdo"}
_NO = frozenset({"no", "nope", "no thanks", "no gracias", "no puedo", "cant", "i cant", "cannot", "i cannot"})
_COMING = frozenset(
    "on it|coming|im coming|im on it|going|im going|on my way|omw|voy|ya voy|en camino|voy para alla".split("|")
)
_MORE = re.compile(r"\s*\+\s*(\d{1,2})?\b")
_LEADS = frozenset({"pause", "pausa", "pausar", "snooze", "later", "luego"})
_WAITS = ("checkin", "safety")


def running(talk: Conversation, text: str) -> bool:
    """True when the text belonged to something that runs, and has its answer."""
    if not _next_step(talk, text):
        return _belonged(talk, text)
    if talk.known.check:
        talk.effects.append(NoteSignOfLife())
    return False


def _belonged(talk: Conversation, text: str) -> bool:
    known, words = talk.known, plain(text)
    if not known.looked:
        if _matters(talk, text, words):
            talk.effects.append(NeedRecord())
            return True
        return False
    if words in CARRIER_STOP:
        return False  # the opt-out ends all of it
    if known.check:
        return _check(talk, text, words)
    if known.alarm:
        return _alarm(talk, text, words)
    if known.invited and _invitation(talk, text, words):
        return True
    if known.asked and _confirmation(talk, text):
        return True
    if known.timer and written_answer(talk, text):
        return True
    return known.nudged and _nudge(talk, text, words)


def _next_step(talk: Conversation, text: str) -> bool:
    """Whether this number goes on with the steps of an emergency: then it answers no timer, check or alarm besides."""
    node, key = talk.node, pick(text)
    if not key or node is None or talk.session.waiting or talk.idle >= IDLE_IN_STEPS:
        return False
    listed = (key == "1" and node.next) or any(choice.key == key for choice in node.choices)
    return bool(listed) and is_urgent(talk.library, node)


def _matters(talk: Conversation, text: str, words: str) -> bool:
    """Whether an answer may depend on what the record holds: only then is it read."""
    session = talk.session
    if session.waiting.startswith(_WAITS) or session.node.startswith(("checkins.", "safety_checks.")):
        return True
    if session.node and talk.idle < IDLE:
        return False
    if pick(text) in ("1", "2", "3") or words in OK or words in _YES or words in _NO:
        return True
    return words.partition(" ")[0] in _LEADS


def _urgent(talk: Conversation, text: str, words: str) -> bool:
    if pick(text) == "9" or sounds_urgent(text):
        return True
    return len(words) > 2 and talk.means(text).intent in EMERGENCIES


def _is_ok(talk: Conversation, text: str, words: str) -> bool:
    known = talk.known
    if known.locked:
        return known.fits or known.coerced
    if words in OK:
        return True
    if pick(text) == "1":
        return known.check != State.ARMED
    meaning = talk.means(text)
    return meaning.intent == "checkin_ok_reply" and not meaning.clarify and not {"not", "no"} & set(words.split())


def _check(talk: Conversation, text: str, words: str) -> bool:
    """OK closes it from any state; anything else is a sign of life at most."""
    known = talk.known
    if _urgent(talk, text, words):
        talk.effects.append(NoteSignOfLife())
        return False
    if _is_ok(talk, text, words):
        talk.effects.append(CloseSafetyCheck(coerced=known.coerced and not known.fits))
        talk.session.waiting = ""
        talk.count("safety_closed")
        told = known.check in (State.ESCALATING, State.ACKED, State.UNCONFIRMED)
        talk.say("safety_checks.closed_told" if told else "safety_checks.closed")
        return True
    if known.check in (State.ARMED, State.PROMPTED, State.RINGING) and _more(talk, text, words):
        return True
    if known.check == State.ARMED:
        return False
    talk.effects.append(NoteSignOfLife())
    if pick(text) in ("*", "#", "0") or talk.library.command(words, talk.language):
        return False
    talk.say("safety_checks.say_code" if known.locked else "safety_checks.say_ok")
    return True


def _more(talk: Conversation, text: str, words: str) -> bool:
    found = _MORE.match(text)
    said = set(words.split())
    if not found and not ({"more", "mas"} & said and {"time", "tiempo", "min", "minutes", "minutos"} & said):
        return False
    minutes = int(found[1]) if found and found[1] else talk.means(text).minutes or USUAL
    if not talk.known.more:
        talk.effects.append(NoteSignOfLife())
        talk.say("safety_checks.no_more")
        return True
    talk.effects.append(ExtendSafetyCheck(minutes))
    talk.say("safety_checks.extended")
    return True


def _alarm(talk: Conversation, text: str, words: str) -> bool:
    """A contact answers: on it, or cannot; and once it is over, hears so."""
    key = pick(text)
    coming, cannot = key == "1" or words in _COMING or words in OK or words in _YES, key == "2" or words in _NO
    if talk.known.alarm == "over":
        if coming or cannot:
            talk.say("safety_checks.alarm_over")
        return coming or cannot
    if _urgent(talk, text, words):
        talk.effects.append(AnswerAlarm(True))  # who asks for the steps is with them
        return False
    if coming or cannot:
        talk.effects.append(AnswerAlarm(coming))
        talk.say("safety_checks.alarm_coming" if coming else "safety_checks.alarm_declined")
    return coming or cannot


def _invitation(talk: Conversation, text: str, words: str) -> bool:
    key = pick(text)
    agrees, refuses = key == "1" or words in _YES or words in OK, key == "2" or words in _NO
    if agrees or refuses:
        talk.effects.append(AnswerInvitation(agrees))
        talk.say("safety_checks.agreed" if agrees else "safety_checks.refused_invitation")
    return agrees or refuses


def _confirmation(talk: Conversation, text: str) -> bool:
    key = pick(text)
    if key == "1":
        talk.effects.append(ConfirmCheckIn())
        talk.say("checkins.confirmed")
    elif key == "2":
        talk.effects.append(EndCheckIns())
        talk.say("checkins.ended")
    return key in ("1", "2")


def _nudge(talk: Conversation, text: str, words: str) -> bool:
    """1 all good, 2 want to talk, 3 need supplies; any other word counts as an answer too, and is answered as always."""
    days = pause_days(text)
    if days is not None:
        talk.effects.append(PauseCheckIns(days))
        talk.say("checkins.paused")
        return True
    if is_snooze(text):
        talk.effects.append(PutOffCheckIn())
        talk.say("checkins.put_off")
        return True
    talk.effects.append(AnswerCheckIn())
    key = "1" if words in OK else pick(text)
    node = {"1": "checkins.good", "2": "checkins.talk", "3": "checkins.supplies"}.get(key, "")
    if node:
        talk.enter(node)
    return bool(node)


TEXTS = frozenset(
    {
        "safety_checks.closed",
        "safety_checks.closed_told",
        "safety_checks.say_ok",
        "safety_checks.say_code",
        "safety_checks.no_more",
        "safety_checks.extended",
        "safety_checks.alarm_over",
        "safety_checks.alarm_coming",
        "safety_checks.alarm_declined",
        "safety_checks.agreed",
        "safety_checks.refused_invitation",
        "checkins.confirmed",
        "checkins.ended",
        "checkins.paused",
        "checkins.put_off",
    }
)
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""
