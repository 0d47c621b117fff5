"""Counts: how often what happened, by whole weeks, with small numbers hidden; and how check-ins and sending are."""

from __future__ import annotations

from app.console.area import StaffArea, shows
from app.console.counts.show import counts, sheet

AREA = StaffArea("counts", "/counts", (shows("/counts", counts), shows("/counts/sheet", sheet)))
