"""The call sheet as a file: out to whoever calls without the console, and back in."""

from __future__ import annotations

from starlette.responses import Response

from app.console.not_done import NotDone
from app.console.page import download, page
from app.console.places.desk import desk_of
from app.console.staff_request import StaffRequest


def out(asked: StaffRequest) -> Response:
    """A CSV of whom to call."""
    text = desk_of(asked.services).sheet(asked.services.now())
    name = f"calls-{asked.services.now().date().isoformat()}.csv"
    return download(text.encode("utf-8-sig"), name, "text/csv; charset=utf-8")


def back(asked: StaffRequest) -> Response:
    """What the filled sheet says is in the list; each row that could not be used is named."""
    file = asked.form.upload("file")
    if file is None or not file.data:
        raise NotDone("no_file", status=422, to="/staff/places/due")
    desk, now = desk_of(asked.services), asked.services.now()
    taken, back = desk.take_sheet(file.data, by=asked.staff.name, now=now)
    return page(asked, "sheet.html", taken=taken, lately=[one] if (one := desk.way_back.offered(back, now)) else [])
