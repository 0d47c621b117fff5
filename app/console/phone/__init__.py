"""A phone to try the line on, a draft or what is live, by text and by call; nothing of it is sent or kept."""

from __future__ import annotations

from app.console.area import StaffArea, does, shows
from app.console.phone.handling import begin, piece, say, show
from app.console.roles import Role

AREA = StaffArea(
    "phone",
    "/phone",
    (
        shows("/phone", show),
        shows("/phone/piece", piece),
        does("/phone/begin", begin, role=Role.READER),
        does("/phone/say", say, role=Role.READER),
    ),
)
