"""Asked while a timer runs, or after an alarm: what comes next and whom we tell; what this is and what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine.matters import steps
from app.language.said import Said

if TYPE_CHECKING:
    from app.engine.conversation import Conversation

MOST_WORDS = 14
"""Of a message that asks little else; a longer one is read for all it says."""
OF_THE_TIMER, OF_THE_ALARM = "what_then", "alarm_asked"
"""The listed phrases of each."""


def read(conversation: Conversation, said: Said, which: str) -> bool:
    """True when it was answered; steps that are open, a cry, and words of not wanting to live have theirs."""
    listed = conversation.library.plain_answers(conversation.language).get(which, ())
    if len(said.tokens) > MOST_WORDS or said.runs.isdisjoint(listed) or steps.is_open(conversation):
        return False
    meaning = conversation.means(said.text)
    if meaning.intent == "suicidal_crisis" or (meaning.is_emergency and not meaning.faint):
        return False
    conversation.say("safety_checks.what_then" if which == OF_THE_TIMER else "safety_checks.alarm_what")
    return True


TEXTS = frozenset({"safety_checks.what_then", "safety_checks.alarm_what"})
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""
