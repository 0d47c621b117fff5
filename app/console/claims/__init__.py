"""Facts the texts rest on: which are due, who has signed them, and what comes of reading the source again."""

from __future__ import annotations

from app.console.area import StaffArea, does, shows
from app.console.claims.acts import checked, sign
from app.console.claims.show import fact, facts
from app.console.roles import Role

AREA = StaffArea(
    "claims",
    "/facts",
    (
        shows("/facts", facts),
        shows("/facts/{id}", fact),
        does("/facts/{id}/checked", checked, role=Role.EDITOR),
        does("/facts/{id}/sign", sign, role=Role.APPROVER),
    ),
)
