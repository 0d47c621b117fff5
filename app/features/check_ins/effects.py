"""What check-ins are asked to do in the record."""

from __future__ import annotations

from app.engine.effects import FeatureEffect
from app.engine.plain_answer import PlainAnswer


class StartCheckIn(FeatureEffect, frozen=True, tag=True):
    """Send check-ins as agreed; where it was not in writing, ask in writing first."""

    by: PlainAnswer
    wish: str
    """`app.language.schedule_request.pack`."""
    zone: str
    tone: str
    words: str
    """What was agreed to, as it was said."""
    confirmed: bool


class ConfirmCheckIn(FeatureEffect, frozen=True, tag=True):
    """What was asked for on a call is agreed in writing."""

    by: PlainAnswer


class AnswerCheckIn(FeatureEffect, frozen=True, tag=True):
    """The caller answered a nudge, or said that check-ins are still wanted."""

    unsaved = ""


class PauseCheckIns(FeatureEffect, frozen=True, tag=True):
    """Send none for so many days."""

    days: int


class PutOffCheckIn(FeatureEffect, frozen=True, tag=True):
    """Ask tomorrow instead."""


class EndCheckIns(FeatureEffect, frozen=True, tag=True):
    """Send none any more, and delete the number."""

    by: PlainAnswer
