"""What contacts are asked, and what is said of their answer."""

from __future__ import annotations

TEXTS = frozenset({"safety_checks.contact_said_yes", "safety_checks.somebody", "safety_checks.invitation"})
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""
