"""Whether the programme behind the line is open now: worked out from its hours when somebody asks. Keeps nothing."""

from __future__ import annotations

from app.features.feature import Feature, Record
from app.features.programme.talk import TALK

PROGRAMME = Feature("programme", TALK, Record)
