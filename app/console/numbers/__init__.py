"""Numbers to call: which are due, what says them, and what came of calling; everything goes into a draft."""

from __future__ import annotations

from app.console.area import StaffArea, does, shows
from app.console.numbers.called import another, right
from app.console.numbers.show import number, sheet
from app.console.numbers.taken_out import out, propose
from app.console.roles import Role

AREA = StaffArea(
    "numbers",
    "/numbers",
    (
        shows("/numbers", sheet),
        shows("/numbers/{name}", number),
        does("/numbers/{name}/right", right, role=Role.EDITOR),
        does("/numbers/{name}/another", another, role=Role.EDITOR),
        shows("/numbers/{name}/out", propose, role=Role.EDITOR),
        does("/numbers/{name}/out", out, role=Role.EDITOR, most=256 * 1024),
    ),
)
