"""Counts of places and days, with nobody in them: neither STOP nor FORGET ME finds anything to take away."""

from __future__ import annotations

from app.features.context import UseCaseContext
from app.features.feature import Asking, Record
from app.features.place_reports import effects, service


def _report(context: UseCaseContext, effect: effects.ReportPlace, asking: Asking) -> bool:
    return service.report(context, asking.phone, effect.site, effect.kind, now=asking.now)


RECORD = Record(
    performs={effects.ReportPlace: _report},
    hourly=lambda context, now: service.clean(context, now=now),
)
