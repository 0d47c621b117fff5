"""What is asked of texts to a caller on a call."""

from __future__ import annotations

from app.engine.effects import FeatureEffect


class TakeTimerWish(FeatureEffect, frozen=True, tag=True):
    """What was asked for on a call has its written answer, whichever it is."""

    unsaved = ""
