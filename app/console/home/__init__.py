"""What needs staff: what is held back from callers, what is live and to be mended, what is good to know."""

from __future__ import annotations

from starlette.responses import Response

from app.console.area import StaffArea, shows
from app.console.page import page
from app.console.staff_request import StaffRequest


def home(asked: StaffRequest) -> Response:
    """The first page."""
    text = asked.services.text.refresh()
    weighed = {kind: [one for one in text.problems if one.weight == kind] for kind in ("hold", "mend", "know")}
    return page(asked, "home.html", weighed=weighed, release=text.release)


AREA = StaffArea("home", "/", (shows("", home),))
