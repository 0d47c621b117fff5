"""What the people whom callers name bring to a conversation."""

from __future__ import annotations

from app.engine.conversation import Conversation
from app.engine.talk import Matter, Talk
from app.features.contacts import answers

SENT = frozenset({"safety_checks.contact_said_yes", "safety_checks.somebody", "safety_checks.invitation"})
"""What they are asked, and what is said of their answer."""

TALK: Talk[Conversation] = Talk(
    texts=SENT | answers.TEXTS,
    blanks={"safety_checks.invitation": ("name",)},
    first=frozenset({"safety_checks.contact_said_yes", "safety_checks.invitation"}),
    flow="safety_checks",
    answers=(answers.read,),
    matters=(Matter("an invitation to be a contact", "1, 2, yes, no", lambda t: t.known.invited),),
)
