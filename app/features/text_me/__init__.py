"""Texts asked for on a call."""

from __future__ import annotations

from app.features.feature import Feature, Record
from app.features.text_me.talk import TALK


def _record() -> Record:
    from app.features.text_me.record import RECORD

    return RECORD


TEXT_ME = Feature("text_me", TALK, _record)
