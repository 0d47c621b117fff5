"""Timed safety checks: armed in writing, watched, closed by a plain answer, or told to somebody."""

from __future__ import annotations

from app.features.feature import Feature, Record
from app.features.safety_checks.talk import TALK


def _record() -> Record:
    from app.features.safety_checks.record import RECORD

    return RECORD


SAFETY_CHECKS = Feature("safety_checks", TALK, _record)
