"""Words around a place that are not one, in English and Spanish, and the small words that come before one."""

from __future__ import annotations

from app.language.heard import heard, heard_as

BEFORE = heard("before_place")
SURE_BEFORE = heard("sure_before_place")
FILLER = heard("around_place")
ROADS = heard("roads")
SAINTS = heard_as("saints")
QUARTERS = heard_as("quarters")
JOINS = heard("joins")
