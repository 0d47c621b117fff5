"""Releases: what callers get and got, who made it and why, the way back, and who did what."""

from __future__ import annotations

from app.console.area import StaffArea, does, shows
from app.console.releases.acts import rollback
from app.console.releases.show import listing, one, readers, trail
from app.console.roles import Role

AREA = StaffArea(
    "releases",
    "/releases",
    (
        shows("/releases", listing),
        shows("/releases/readers", readers),
        shows("/releases/trail", trail),
        shows("/releases/{number}", one),
        does("/releases/{number}/rollback", rollback, role=Role.APPROVER),
    ),
)
