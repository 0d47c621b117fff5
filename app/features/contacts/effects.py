"""What is asked of whom callers name."""

from __future__ import annotations

from app.engine.effects import FeatureEffect
from app.engine.plain_answer import PlainAnswer


class InviteContact(FeatureEffect, frozen=True, tag=True):
    """Ask the person whose number came with this message whether they may be told."""

    by: PlainAnswer
    name: str
    """What they call the caller."""
    words: str


class AnswerInvitation(FeatureEffect, frozen=True, tag=True):
    """The person who was asked to be a contact has answered."""

    by: PlainAnswer
    agrees: bool
