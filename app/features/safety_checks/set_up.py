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
_NOT_A_NAME = re.compile(
    r"\b(?:her|his|their|my|its|the|number|phone|is|name|call|text|me|im|i|am|this|and|they|know|as|calls?|"
    r"su|mi|el|la|numero|telefono|es|nombre|soy|me|llama|conoce|como|y)\b"
)


def start_safety_check(talk: Conversation, node: Node) -> str:
    """What this is not is said, the lines with a person first; then what is still missing is asked for."""
    known = talk.known
    if not known.loaded:
        talk.effects.append(NeedRecord())
        return ""
    if not known.safety_checks:
        return node.otherwise
    if talk.on_call:
        return ask_minutes(talk, node)
    if known.check:
        talk.say("safety_checks.already")
        return ""
    if known.refused:
        return _refuse(talk)
    talk.say(node.say)
    if not known.contacts:
        talk.session.awaiting = "safety_contact"
        waits = known.contact == "invited"
        talk.say("safety_checks.contact_waits" if waits else "safety_checks.need_contact")
        return ""
    _offer(talk, minutes_of(known.timer or (talk.meaning.minutes if talk.meaning else None)))
    return ""


def _refuse(talk: Conversation) -> str:
    """It could not be kept: said plainly, with the lines that have a person."""
    talk.count("safety_refused")
    talk.session.awaiting = ""
    talk.say("safety_checks.cannot")
    return ""


def _alarm(talk: Conversation, name: str, place: str = "") -> str:
    """The exact words for the contact."""
    where = talk.library.text("safety_checks.alarm_place", talk.composing, place=place) if place else ""
    named = name or talk.library.text("safety_checks.somebody", talk.composing)
    return talk.library.text("safety_checks.alarm", talk.composing, name=named, place=where)


def _offer(talk: Conversation, minutes: int) -> None:
    talk.session.draft, talk.session.awaiting = (str(minutes),), "safety_arm"
    talk.confide("safety_checks.confirm", minutes=str(minutes), words=_alarm(talk, talk.known.name))


def _minutes(talk: Conversation) -> int:
    kept = talk.session.draft or talk.session.options  # where 0.2.0 kept them
    return minutes_of(int(kept[0]) if kept and kept[0].isdigit() else None)


def _arm(talk: Conversation, by: PlainAnswer, *, place: str = "", code: str = "") -> None:
    if talk.known.refused or not talk.known.contacts:
        _refuse(talk)
        return
    words, minutes = _alarm(talk, talk.known.name, place), _minutes(talk)
    talk.effects.append(ArmSafetyCheck(by, minutes, words, code))
    talk.count("safety_armed")
    talk.session.awaiting, talk.session.draft = "", ()
    talk.say("safety_checks.armed_code" if code else "safety_checks.armed", minutes=str(minutes))
    if place:
        talk.confide("safety_checks.will_get", words=words)


def answer_arm(talk: Conversation, text: str) -> bool:
    """True when the text armed it, asked for a place, a code or other minutes."""
    by = plain_answer.pressed(text, question="arm", keys="1")
    if by is not None:
        _arm(talk, by)
        return True
    if text in ASKS:
        talk.session.awaiting, question = ASKS[text]
        talk.say(question)
        return True
    found = re.match(r"\s*(\d{1,3})\s*(?:m|min\w*)?\s*$", text)
    minutes = int(found[1]) if found else minutes_said(text) or talk.means(text).minutes
    if minutes is None or minutes < 4:
        return False
    if not SHORTEST <= minutes <= LONGEST:
        talk.say("safety_checks.five_to_forty_five")
    _offer(talk, minutes_of(minutes))
    return True


def answer_note(talk: Conversation, text: str) -> bool:
    """True: whatever came is the place, and the check runs; a bare key is none."""
    by = plain_answer.place_given(Said(text))
    if by is None:
        return False
    _arm(talk, by, place=_note(text))
    return True


def _note(text: str) -> str:
    return " ".join(text.split())[:NOTE_LETTERS]


def answer_code(talk: Conversation, text: str) -> bool:
    """True when four digits came, with or without a place, and the check runs; or was told that it takes four."""
    found = _CODE.fullmatch(text)
    by = plain_answer.place_given(Said(text))
    if found and by is not None:
        _arm(talk, by, code=found[1], place=_note(found[2]))
    else:
        talk.say("safety_checks.ask_code")
    return True


def answer_both(talk: Conversation, text: str) -> bool:
    """True when four digits and a place came, and the check runs; or was told that it takes both in one text."""
    found = _CODE.fullmatch(text)
    if found and found[2].strip():
        return answer_code(talk, text)
    talk.say("safety_checks.ask_both")
    return True


def answer_contact(talk: Conversation, text: str) -> bool:
    """True when a number came with this message and its owner will be asked, or the number was asked for again."""
    if not talk.number:
        if talk.means(text).intent not in ("unrelated", "greeting", "checkin_start_timed"):
            return False
        talk.say("safety_checks.need_number")
        return True
    if talk.known.contact_refused:
        talk.say("safety_checks.not_asked")
        return True
    by = plain_answer.number_given(given=talk.number)
    if by is None:
        return False
    name = name_in(text)
    named = name or talk.library.text("safety_checks.somebody", talk.composing)
    words = talk.library.text("safety_checks.invitation", talk.composing, name=named)
    talk.effects.append(InviteContact(by, name, words))
    talk.count("contact_invited")
    talk.session.awaiting = ""
    talk.confide("safety_checks.invited", words=words)
    talk.confide("safety_checks.will_get", words=_alarm(talk, name))
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
