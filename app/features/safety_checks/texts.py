"""What safety checks say by themselves, in texts and on calls."""

from __future__ import annotations

TEXTS = frozenset(
    {
        "safety_checks.prompt",
        "safety_checks.prompt_code",
        "safety_checks.ring",
        "safety_checks.ring_code",
        "safety_checks.ring_closed",
        "safety_checks.unconfirmed",
        "safety_checks.handled",
        "safety_checks.all_clear",
        "safety_checks.ended",
        "safety_checks.on_call",
        "safety_checks.repeat",
        "safety_checks.alarm_call",
        "safety_checks.alarm_coming",
        "safety_checks.alarm_declined",
        "safety_checks.alarm_over",
        "safety_checks.somebody",
        "safety_checks.plain.prompt",
        "safety_checks.plain.prompt_code",
        "safety_checks.plain.alarm",
        "safety_checks.plain.all_clear",
        "safety_checks.plain.ended",
        "safety_checks.plain.handled",
        "safety_checks.plain.unconfirmed",
        "safety_checks.plain.on_call",
    }
)
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""
