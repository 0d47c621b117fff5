"""The pages on which a list comes in: the file, what it holds and lost, rows to mend, and one press that takes it over."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from starlette.responses import Response

from app.console.not_done import NotDone, not_found
from app.console.page import download, fragment, go, page
from app.console.places.arrivals import MOST_MENDED, Arrival, arrivals_of, as_sheet
from app.console.places.desk import desk_of
from app.console.places.list_reader import ListOrder
from app.console.staff_request import StaffRequest
from app.places.site import SERVICES

MAPPED = (
    "name",
    "address",
    "city",
    "state",
    "postal_code",
    "latitude",
    "longitude",
    "phone",
    "hours",
    "services",
    "notes",
)
"""Fields of which staff may say which column they are."""
_COUNTRIES = ("", "US", "CA")


def begin_with(asked: StaffRequest) -> Response:
    """The form for a file."""
    return page(asked, "import.html", services=SERVICES, countries=_COUNTRIES)


def begin(asked: StaffRequest) -> Response:
    """The file is being read."""
    file = asked.form.upload("file")
    if file is None or not file.data:
        raise NotDone("no_file", status=422, to="/staff/places/import")
    form = asked.form
    source = " ".join(form.text("source", most=100).split()) or PurePath(file.name).stem[:100] or "list"
    country = form.text("country", most=2).upper()
    order = ListOrder(
        PurePath(file.name.replace("\\", "/")).name or "list.csv", file.data, source,
        tuple(one for one in form.texts("services") if one in SERVICES), form.text("state", most=2).strip().upper(),
        country if country in _COUNTRIES else "", form.text("zone", most=60).strip(),
    )  # fmt: skip
    one = arrivals_of(asked.services).begin(order, asked.staff.name)
    return go(asked, f"/staff/places/import/{one.id}")


def report(asked: StaffRequest) -> Response:
    """What is in it, or how far it is."""
    return page(asked, "arrival.html", **_held(asked, _one(asked)))


def progress(asked: StaffRequest) -> Response:
    """The same as a piece of the page."""
    return fragment(asked, "arrived.html", **_held(asked, _one(asked)))


def _held(asked: StaffRequest, one: Arrival, *, wrong: str = "", at: int = 0) -> dict[str, Any]:
    seconds = max(0, round((asked.services.now() - one.began).total_seconds()))
    lately = desk_of(asked.services).way_back.lately(asked.services.now()) if one.done else []
    mine = [offered for offered in lately if offered.act.kind == "import" and offered.act.what == one.order.source]
    return {
        "one": one, "mapped": MAPPED, "seconds": seconds, "wrong": wrong, "at": at, "most": MOST_MENDED, "lately": mine,
    }  # fmt: skip


def _one(asked: StaffRequest) -> Arrival:
    found = arrivals_of(asked.services).of(asked.part("job"), asked.staff.name)
    if found is None:
        raise not_found("/staff/places/import")
    return found


def columns(asked: StaffRequest) -> Response:
    """Somebody said which column is which: the file is read again."""
    one = _idle(asked)
    given = {name: column for name in MAPPED if (column := asked.form.text(name, most=200)) in one.found.columns}
    arrivals_of(asked.services).again(one, {name: column for name, column in given.items() if column})
    return go(asked, f"/staff/places/import/{one.id}")


def mend(asked: StaffRequest) -> Response:
    """One row, as it was mended, is taken in; else the page says what is still wrong with it."""
    one, number = _idle(asked), asked.form.number("row")
    values = {field.removeprefix("value "): value for field, value in asked.form.fields if field.startswith("value ")}
    why = arrivals_of(asked.services).mend(one, number, values)
    if why:
        return page(asked, "arrival.html", status=422, **_held(asked, one, wrong=why, at=number))
    return go(asked, f"/staff/places/import/{one.id}", "row_taken", n=number)


def apply(asked: StaffRequest) -> Response:
    """The list is taken over; nothing of it reaches callers before somebody has checked it."""
    one = _idle(asked)
    if one.stage != "ready" or one.preview is None:
        raise NotDone("not_ready", status=409, to=f"/staff/places/import/{one.id}")
    if one.shrunk and not asked.form.ticked("shrunk"):
        raise NotDone("shrunk_untold", status=422, to=f"/staff/places/import/{one.id}")
    arrivals_of(asked.services).apply(one, confirm=one.shrunk or None)
    return go(asked, f"/staff/places/import/{one.id}")


def _idle(asked: StaffRequest) -> Arrival:
    """This list, while nothing is being done with it."""
    one = _one(asked)
    if one.busy:
        raise NotDone("still_busy", status=409, to=f"/staff/places/import/{one.id}")
    return one


def aside(asked: StaffRequest) -> Response:
    """The rows set aside as a sheet."""
    return download(as_sheet(_one(asked).aside), "set-aside.csv", "text/csv; charset=utf-8")
