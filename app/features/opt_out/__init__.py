"""STOP: nothing unasked goes out any more. The engine hears it before any feature does, see `app.engine.reading`."""

from __future__ import annotations

from app.engine.talk import Talk
from app.features.feature import Feature, Record


def _record() -> Record:
    from app.features.opt_out.record import RECORD

    return RECORD


OPT_OUT = Feature("opt_out", Talk(texts=frozenset({"line.stopped", "line.started"})), _record)
