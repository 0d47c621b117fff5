"""FORGET ME: everything kept of a person goes but their STOP. The engine hears it as one of the line's own words."""

from __future__ import annotations

from app.engine.talk import Talk
from app.features.feature import Feature, Record


def _record() -> Record:
    from app.features.forget_me.record import RECORD

    return RECORD


FORGET_ME = Feature("forget_me", Talk(texts=frozenset({"line.forgotten", "line.forget_later"})), _record)
