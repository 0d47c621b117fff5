"""What check-ins say by themselves."""

from __future__ import annotations

from app.engine.actions.start_checkin import TONES

TEXTS = frozenset({"checkins.confirm", "checkins.still_wanted"}) | {f"checkins.nudge.{tone}" for tone in TONES}
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""
