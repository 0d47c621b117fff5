"""Callers tell what a place was like: counted without them, shown once two agree, gone when staff have checked."""

from __future__ import annotations

from app.features.feature import Feature, Record
from app.features.place_reports.talk import TALK


def _record() -> Record:
    from app.features.place_reports.record import RECORD

    return RECORD


PLACE_REPORTS = Feature("place_reports", TALK, _record)
