"""A timed safety check: what it is not, who would be told in which words, then armed. In writing only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.engine import plain_answer
from app.engine.effects import NeedRecord
from app.features.contacts.effects import InviteContact
from app.features.safety_checks.effects import ArmSafetyCheck
from app.features.safety_checks.rules import LONGEST, SHORTEST, minutes_of
from app.features.safety_checks.set_up_on_call import ask_minutes, minutes_said
from app.language.heard import heard
from app.language.said import Said

if TYPE_CHECKING:
    from app.engine.conversation import Conversation
    from app.engine.plain_answer import PlainAnswer
    from app.engine.release import Node

NAME_LETTERS = 20
NOTE_LETTERS = 140
"""Of a place: with the rest of the alarm it stays within three segments."""
_CODE = re.compile(r"\s*(\d{4})(?!\d)[\s,.:;-]*(.*)", re.DOTALL)
"""A closing code, and after it, where there is more, the place: one message, so that nothing waits in a session."""
ASKS = {
    "2": ("safety_note", "safety_checks.ask_place"),
    "3": ("safety_code", "safety_checks.ask_code"),
    "4": ("safety_both", "safety_checks.ask_both"),
}
"""Choices before arming: what is waited for then, and how it is asked for."""
_NOT_A_NAME = re.compile(rf"\b(?:{'|'.join(sorted(heard('no_name'), reverse=True))})\b")


def start_safety_check(conversation: Conversation, node: Node) -> str:
    """What this is not is said, the lines with a person first; then what is still missing is asked for."""
    known = conversation.known
    if not known.loaded:
        conversation.effects.append(NeedRecord())
        return ""
    if not known.safety_checks:
        return node.otherwise
    if conversation.on_call:
        return ask_minutes(conversation, node)
    if known.check:
        conversation.say("safety_checks.already")
        return ""
    if known.refused:
        return _refuse(conversation)
    conversation.say(node.say)
    if not known.contacts:
        conversation.session.awaiting = "safety_contact"
        waits = known.contact == "invited"
        conversation.say("safety_checks.contact_waits" if waits else "safety_checks.need_contact")
        return ""
    _offer(conversation, minutes_of(known.timer or (conversation.meaning.minutes if conversation.meaning else None)))
    return ""


def _refuse(conversation: Conversation) -> str:
    """It could not be kept: said plainly, with the lines that have a person."""
    conversation.tally("safety_refused")
    conversation.session.awaiting = ""
    conversation.say("safety_checks.cannot")
    return ""


def _alarm(conversation: Conversation, name: str, place: str = "") -> str:
    """The exact words for the contact."""
    where = conversation.library.text("safety_checks.alarm_place", conversation.composing, place=place) if place else ""
    named = name or conversation.library.text("safety_checks.somebody", conversation.composing)
    return conversation.library.text("safety_checks.alarm", conversation.composing, name=named, place=where)


def _offer(conversation: Conversation, minutes: int) -> None:
    conversation.session.draft, conversation.session.awaiting = (str(minutes),), "safety_arm"
    conversation.say_private(
        "safety_checks.confirm", minutes=str(minutes), words=_alarm(conversation, conversation.known.name)
    )


def _minutes(conversation: Conversation) -> int:
    kept = conversation.session.draft or conversation.session.options  # where 0.2.0 kept them
    return minutes_of(int(kept[0]) if kept and kept[0].isdigit() else None)


def _arm(conversation: Conversation, by: PlainAnswer, *, place: str = "", code: str = "") -> None:
    if conversation.known.refused or not conversation.known.contacts:
        _refuse(conversation)
        return
    words, minutes = _alarm(conversation, conversation.known.name, place), _minutes(conversation)
    conversation.effects.append(ArmSafetyCheck(by, minutes, words, code))
    conversation.tally("safety_armed")
    conversation.session.awaiting, conversation.session.draft = "", ()
    conversation.say("safety_checks.armed_code" if code else "safety_checks.armed", minutes=str(minutes))
    if place:
        conversation.say_private("safety_checks.will_get", words=words)


def answer_arm(conversation: Conversation, text: str) -> bool:
    """True when the text armed it, asked for a place, a code or other minutes."""
    by = plain_answer.pressed(text, question="arm", keys="1")
    if by is not None:
        _arm(conversation, by)
        return True
    if text in ASKS:
        conversation.session.awaiting, question = ASKS[text]
        conversation.say(question)
        return True
    found = re.match(r"\s*(\d{1,3})\s*(?:m|min\w*)?\s*$", text)
    minutes = int(found[1]) if found else minutes_said(text) or conversation.means(text).minutes
    if minutes is None or minutes < 4:
        return False
    if not SHORTEST <= minutes <= LONGEST:
        conversation.say("safety_checks.five_to_forty_five")
    _offer(conversation, minutes_of(minutes))
    return True


def answer_note(conversation: Conversation, text: str) -> bool:
    """True: whatever came is the place, and the check runs; a bare key is none."""
    by = plain_answer.place_given(Said(text))
    if by is None:
        return False
    _arm(conversation, by, place=_note(text))
    return True


def _note(text: str) -> str:
    return " ".join(text.split())[:NOTE_LETTERS]


def answer_code(conversation: Conversation, text: str) -> bool:
    """True when four digits came, with or without a place, and the check runs; or was told that it takes four."""
    found = _CODE.fullmatch(text)
    by = plain_answer.place_given(Said(text))
    if found and by is not None:
        _arm(conversation, by, code=found[1], place=_note(found[2]))
    else:
        conversation.say("safety_checks.ask_code")
    return True


def answer_both(conversation: Conversation, text: str) -> bool:
    """True when four digits and a place came, and the check runs; or was told that it takes both in one text."""
    found = _CODE.fullmatch(text)
    if found and found[2].strip():
        return answer_code(conversation, text)
    conversation.say("safety_checks.ask_both")
    return True


def answer_contact(conversation: Conversation, text: str) -> bool:
    """True when a number came with this message and its owner will be asked, or the number was asked for again."""
    if not conversation.number:
        if conversation.means(text).intent not in ("unrelated", "greeting", "checkin_start_timed"):
            return False
        conversation.say("safety_checks.need_number")
        return True
    if conversation.known.contact_refused:
        conversation.say("safety_checks.not_asked")
        return True
    by = plain_answer.number_given(given=conversation.number)
    if by is None:
        return False
    name = name_in(text)
    named = name or conversation.library.text("safety_checks.somebody", conversation.composing)
    words = conversation.library.text("safety_checks.invitation", conversation.composing, name=named)
    conversation.effects.append(InviteContact(by, name, words))
    conversation.tally("contact_invited")
    conversation.session.awaiting = ""
    conversation.say_private("safety_checks.invited", words=words)
    conversation.say_private("safety_checks.will_get", words=_alarm(conversation, name))
    return True


def name_in(text: str) -> str:
    """The name in what is left of a message once the number is out: letters only, two words at most."""
    left = _NOT_A_NAME.sub(" ", text.lower())
    words = ["".join(c for c in word if c.isalpha()) for word in left.split()]
    return " ".join(word.capitalize() for word in [word for word in words if word][:2])[:NAME_LETTERS].strip()


TEXTS = frozenset(
    {
        "safety_checks.already",
        "safety_checks.contact_waits",
        "safety_checks.need_contact",
        "safety_checks.cannot",
        "safety_checks.alarm_place",
        "safety_checks.somebody",
        "safety_checks.alarm",
        "safety_checks.confirm",
        "safety_checks.armed",
        "safety_checks.armed_code",
        "safety_checks.will_get",
        "safety_checks.five_to_forty_five",
        "safety_checks.ask_place",
        "safety_checks.ask_code",
        "safety_checks.ask_both",
        "safety_checks.need_number",
        "safety_checks.not_asked",
        "safety_checks.invitation",
        "safety_checks.invited",
    }
)
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""
