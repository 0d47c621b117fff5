"""Drafts: what somebody changed and nobody gets yet, what the check says of it, and what others published meanwhile."""

from __future__ import annotations

from app.console.area import StaffArea, does, shows
from app.console.drafts.acts import begin, bring_up_to_date, drop, put_back, undo
from app.console.drafts.show import listing, one
from app.console.roles import Role

AREA = StaffArea(
    "drafts",
    "/drafts",
    (
        shows("/drafts", listing),
        shows("/drafts/{number}", one),
        does("/drafts", begin, role=Role.EDITOR),
        does("/drafts/{number}/undo", undo, role=Role.EDITOR),
        does("/drafts/{number}/put-back", put_back, role=Role.EDITOR),
        does("/drafts/{number}/up-to-date", bring_up_to_date, role=Role.EDITOR, most=256 * 1024),
        does("/drafts/{number}/drop", drop, role=Role.EDITOR),
    ),
)
