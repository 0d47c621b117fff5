"""The call sheet, and one number with every text that says it."""

from __future__ import annotations

from datetime import date

from starlette.responses import Response

from app.console.editing.own_bench import own_bench
from app.console.not_done import not_found
from app.console.numbers.call_sheet import NumberToCall, call_sheet
from app.console.page import page
from app.console.staff_request import StaffRequest
from app.release.read_sources import read_sources
from app.release.sources import Sources
from app.release.staff_files import flows_and_texts


def sheet(asked: StaffRequest) -> Response:
    """Every number, those that are due first."""
    return page(asked, "numbers.html", rows=call_sheet(sources_of(asked), today_of(asked)))


def number(asked: StaffRequest) -> Response:
    """One number: dial it, then say what came of it."""
    return shown(asked)


def shown(asked: StaffRequest, *, wrong: str = "", typed: str = "", status: int = 200) -> Response:
    """The page of one number, with what was wrong about what was sent."""
    return page(asked, "number.html", status=status, one=one_of(asked), wrong=wrong, typed=typed)


def one_of(asked: StaffRequest) -> NumberToCall:
    """The number that is asked for. Raises NotDone where there is none of that name."""
    name = asked.part("name")
    found = next((one for one in call_sheet(sources_of(asked), today_of(asked)) if one.name == name), None)
    if found is None:
        raise not_found("/staff/numbers")
    return found


def sources_of(asked: StaffRequest) -> Sources:
    """The files as this person's draft has them."""
    return read_sources(flows_and_texts(own_bench(asked).files()))[0]


def today_of(asked: StaffRequest) -> date:
    """The day of the console."""
    return asked.services.now().date()
