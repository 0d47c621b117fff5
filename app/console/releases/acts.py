"""The way back."""

from __future__ import annotations

from starlette.responses import Response

from app.console.flash import Undo
from app.console.page import go
from app.console.staff_request import StaffRequest


def rollback(asked: StaffRequest) -> Response:
    """The files of this release are what callers get again, as a new release; or nothing changed."""
    number, releases = asked.number("number"), asked.services.releases
    before = releases.live()
    done = releases.rollback(number, by=asked.staff.name, note=asked.form.text("note", most=300).strip())
    if done.release is None:
        return go(asked, f"/staff/releases/{number}", "not_back", well=False, number=number)
    undo = Undo(f"/staff/releases/{before.number}/rollback", {}) if before else None
    to = f"/staff/releases/{done.release.number}"
    return go(asked, to, "rolled_back", undo=undo, number=number, new=done.release.number)
