"""Who is on call is told when the line itself is ill, once, and when it is well again."""

from __future__ import annotations

from app.engine.talk import Talk
from app.features.feature import Feature, Record
from app.features.line_alarm.rules import ILL, WELL


def _record() -> Record:
    from app.features.line_alarm.record import RECORD

    return RECORD


LINE_ALARM = Feature("line_alarm", Talk(texts=frozenset({ILL, WELL})), _record)
