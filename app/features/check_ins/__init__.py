"""Recurring check-ins: asked for, agreed to, sent when due, answered, paused, ended."""

from __future__ import annotations

from app.features.check_ins.talk import TALK
from app.features.feature import Feature, Record


def _record() -> Record:
    from app.features.check_ins.record import RECORD

    return RECORD


CHECK_INS = Feature("check_ins", TALK, _record)
