"""How people ask: type a message, see how the line reads it and why, add it as an example, and measure what that does."""

from __future__ import annotations

from app.console.area import StaffArea, does, shows
from app.console.hearing.measured import begin, measured, progress
from app.console.hearing.tried import add, first, tried
from app.console.roles import Role

AREA = StaffArea(
    "hearing",
    "/hearing",
    (
        shows("/hearing", first),
        does("/hearing", tried, role=Role.READER),
        shows("/hearing/add", first),
        does("/hearing/add", add, role=Role.EDITOR),
        shows("/hearing/measured", measured),
        does("/hearing/measured", begin, role=Role.EDITOR),
        shows("/hearing/measured/progress", progress),
    ),
)
