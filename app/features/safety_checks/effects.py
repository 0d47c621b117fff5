"""What safety checks are asked to do in the record."""

from __future__ import annotations

from app.engine.effects import FeatureEffect
from app.engine.plain_answer import PlainAnswer


class ArmSafetyCheck(FeatureEffect, frozen=True, tag=True):
    """Ask the caller in so many minutes, and tell their contact in these exact words if they do not answer."""

    by: PlainAnswer
    minutes: int
    words: str
    code: str = ""
    """Four digits that alone close it."""


class CloseSafetyCheck(FeatureEffect, frozen=True, tag=True):
    """The caller is OK; `coerced` where their word says that somebody makes them say so."""

    unsaved = "safety_checks.not_saved"

    by: PlainAnswer
    coerced: bool = False


class ExtendSafetyCheck(FeatureEffect, frozen=True, tag=True):
    """Ask so many minutes from now instead."""

    minutes: int


class NoteSignOfLife(FeatureEffect, frozen=True, tag=True):
    """The caller wrote something that does not close the check."""

    unsaved = ""


class AnswerAlarm(FeatureEffect, frozen=True, tag=True):
    """A contact who was told is on it, or cannot."""

    by: PlainAnswer
    coming: bool
