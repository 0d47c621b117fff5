"""A capability of the tests: whoever asks to be sung to is sent a song when it is due. All of it lies in this folder."""

from __future__ import annotations

from app.features.feature import Feature, Record
from tests.features.toy.talk import TALK


def _record() -> Record:
    from tests.features.toy.record import RECORD

    return RECORD


TOY = Feature("toy", TALK, _record)
