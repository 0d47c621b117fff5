"""From a draft to what callers get: what changes for them, two people's approval where lives hang on it, and one press."""

from __future__ import annotations

from app.console.area import StaffArea, does, shows
from app.console.publishing.aloud import aloud, approve
from app.console.publishing.publish import played, publish, whole
from app.console.roles import Role

AREA = StaffArea(
    "publishing",
    "",
    (
        shows("/drafts/{number}/publish", whole),
        shows("/drafts/{number}/played", played),
        does("/drafts/{number}/publish", publish, role=Role.APPROVER),
        shows("/drafts/{number}/emergency", aloud),
        does("/drafts/{number}/emergency", approve, role=Role.APPROVER),
    ),
)
