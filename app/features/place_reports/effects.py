"""What is asked of callers' reports about places."""

from __future__ import annotations

from app.engine.effects import FeatureEffect


class ReportPlace(FeatureEffect, frozen=True, tag=True):
    """One person more says this of this place today; `kind` is one of `app.places.reported.KINDS`."""

    site: str
    kind: str
