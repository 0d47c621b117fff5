"""The caller's own timer is open: only its closing words close it, and every other answer says that it runs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from app.engine import plain_answer
from app.engine.matters import unwell
from app.engine.plain_answer import PlainAnswer
from app.features.safety_checks import asked_meanwhile
from app.features.safety_checks.effects import CloseSafetyCheck, ExtendSafetyCheck, NoteSignOfLife
from app.features.safety_checks.rules import USUAL, CheckState
from app.language.heard import heard
from app.language.reactions import emoji_kind
from app.language.said import Said

if TYPE_CHECKING:
    from app.engine.conversation import Conversation

_MORE = re.compile(r"\s*\+\s*(\d{1,2})?\b")
_NUMBER = re.compile(r"\b(\d{1,2})\b")
_MOST_WORDS = 6
"""Of a wish for more time."""
_MINUTES = heard("minute_units")
ANY_NUMBER = "00"
"""Stands for any number in a listed wish for more time."""
ASKED = frozenset(
    {CheckState.PROMPTED, CheckState.RINGING, CheckState.ESCALATING, CheckState.ACKED, CheckState.UNCONFIRMED}
)

ASK = ("safety_checks.prompt", "safety_checks.plain.prompt", "safety_checks.say_ok")
"""Texts that ask, and that a heart answers."""

RUNS = "safety_checks.runs"


def read(conversation: Conversation, said: Said) -> bool:
    """True when the timer had its answer. Where it goes on, `talk.remind` says so under whatever is answered instead."""
    known = conversation.known
    if not known.check:
        return False
    by = _closes(conversation, said)
    if by is not None:
        _close(conversation, by)
        return True
    if known.check in (CheckState.ARMED, CheckState.PROMPTED, CheckState.RINGING) and _more(conversation, said):
        return True
    asked = known.check in ASKED
    conversation.remind = (
        ("safety_checks.say_code" if known.code_only else "safety_checks.say_ok") if asked else "safety_checks.runs"
    )
    if asked:
        conversation.effects.append(NoteSignOfLife())
    return (
        bool(said.reaction)
        or _unwell(conversation, said)
        or asked_meanwhile.read(conversation, said, asked_meanwhile.OF_THE_TIMER)
    )


def _closes(conversation: Conversation, said: Said) -> PlainAnswer | None:
    known, answers = conversation.known, conversation.library.plain_answers(conversation.language)
    if known.code_only:
        return plain_answer.code(fits=known.code_matches or known.duress_code)
    asked = known.check in ASKED
    if asked:
        tapped = (
            plain_answer.reacted(said, question="check", asked=_texts_that_ask(conversation)) if said.reaction else None
        )
        thumb = plain_answer.pressed(emoji_kind(said.text), question="check", keys=("like",))
        one = plain_answer.pressed(said.pick, question="check", keys="1")
        yes = plain_answer.listed(said, question="check", answer="yes", words=_bare_yes(answers.get("yes", ())))
        if tapped or thumb or one or yes:
            return tapped or thumb or one or yes
    around = answers.get("around", ()) if asked else ()
    return plain_answer.listed(said, question="check", answer="ok", words=answers.get("ok", ()), around=around)


def _texts_that_ask(conversation: Conversation) -> list[str]:
    """Every text of ours that asks whether somebody is well, in whichever language it went out."""
    return [
        conversation.library.text(key, language) for key in ASK for language in conversation.library.release.languages
    ]


def _unwell(conversation: Conversation, said: Said) -> bool:
    """Somebody says they do not feel well while it runs: what is wrong is asked, and how to get help now is said with it."""
    if not unwell.tells(conversation, said):
        return False
    conversation.say("safety_checks.unwell")
    return True


def _bare_yes(words: tuple[str, ...]) -> tuple[str, ...]:
    """Yes to "are you OK?": one word; longer ones agree to something else."""
    return tuple(word for word in words if " " not in word)


def _close(conversation: Conversation, by: PlainAnswer) -> None:
    known = conversation.known
    conversation.effects.append(CloseSafetyCheck(by, coerced=known.duress_code and not known.code_matches))
    conversation.session.awaiting = ""
    conversation.tally("safety_closed")
    told = known.check in (CheckState.ESCALATING, CheckState.ACKED, CheckState.UNCONFIRMED)
    conversation.say("safety_checks.closed_told" if told else "safety_checks.closed")


def _more(conversation: Conversation, said: Said) -> bool:
    found = _MORE.match(said.text)
    answers = conversation.library.plain_answers(conversation.language)
    listed = answers.get("more_time", ())
    words = " ".join(token for token in said.tokens if not token.isdigit())
    denied = said.tokens[:1] == ("no",) or "not" in said.tokens[:1]
    phrases = [phrase for phrase in listed if " " in phrase]  # a "more" alone is one; "did 2 more" is none
    wishes = len(said.tokens) <= _MOST_WORDS and not denied and any(f" {phrase} " in f" {words} " for phrase in phrases)
    whole = said.made_of(listed, answers.get("around", ()))
    if not found and not wishes and not whole and not _by_number(said, listed):
        return False
    number = (found[1] if found else None) or (m[1] if (m := _NUMBER.search(said.text)) else None)
    if not conversation.known.extensions_left:
        conversation.effects.append(NoteSignOfLife())
        conversation.say("safety_checks.no_more")
        return True
    conversation.effects.append(ExtendSafetyCheck(int(number) if number else USUAL))
    conversation.say("safety_checks.extended")
    return True


def _by_number(said: Said, listed: Iterable[str]) -> bool:
    """Whether all of it is a listed wish with a number in it: "add 15"; "did 2 more" is none."""
    tokens = said.tokens[:-1] if said.tokens and said.tokens[-1] in _MINUTES else said.tokens
    return " ".join(ANY_NUMBER if token.isdigit() else token for token in tokens) in listed


def tell_stopped(conversation: Conversation) -> None:
    """Whoever said STOP while a timer ran hears that it ended."""
    if conversation.known.check:
        conversation.say("safety_checks.stopped")


TEXTS = frozenset(
    {
        "safety_checks.closed",
        "safety_checks.stopped",
        "safety_checks.extended",
        "safety_checks.no_more",
        "safety_checks.say_code",
        "safety_checks.runs",
        "safety_checks.unwell",
        "safety_checks.say_ok",
        "safety_checks.closed_told",
    }
)
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""
