"""Whom callers name to be told: asked once, answered, stopped for good."""

from __future__ import annotations

from app.features.contacts.talk import TALK
from app.features.feature import Feature, Record


def _record() -> Record:
    from app.features.contacts.record import RECORD

    return RECORD


CONTACTS = Feature("contacts", TALK, _record)
