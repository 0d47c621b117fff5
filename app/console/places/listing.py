"""The list with its filter and map, whom to call next, and what callers said, as counts."""

from __future__ import annotations

from urllib.parse import urlencode

import msgspec
from starlette.responses import Response

from app.console.page import page
from app.console.places.desk import desk_of
from app.console.places.place_map import HEIGHT, WIDTH, map_of
from app.console.staff_request import StaffRequest
from app.places.site import SERVICES, STATUSES, Site, is_stale

AT_ONCE = 50


class ListedPlace(msgspec.Struct, frozen=True):
    """One place as a row of the list."""

    site: Site
    stale: bool
    """Nobody has checked it for 90 days."""
    told: str
    """What callers said of it: `closed 2`; empty where nobody did."""


def places(asked: StaffRequest) -> Response:
    """The places that match what is looked for."""
    desk, now = desk_of(asked.services), asked.services.now()
    status, service, words = asked.query("status"), asked.query("service"), asked.query("q")
    found = desk.listed(
        status=status if status in STATUSES else "", service=service if service in SERVICES else "", words=words
    )
    number = asked.query("page")
    at = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 1
    start = AT_ONCE * (max(1, at) - 1)
    told = desk.told(now)
    return page(
        asked, "places.html", rows=rows_of(found[start : start + AT_ONCE], told, asked), whole=len(found), at=max(1, at),
        pages=-(-len(found) // AT_ONCE), sought={"q": words, "status": status, "service": service},
        more=urlencode({"q": words, "status": status, "service": service}), counts=desk.counts(), statuses=STATUSES,
        services=SERVICES, map=map_of(found), width=WIDTH, height=HEIGHT, told=len(told), due=len(desk.due(now)),
        lately=desk.way_back.lately(now),
    )  # fmt: skip


def due(asked: StaffRequest) -> Response:
    """Whom to call, the most urgent first."""
    desk, now = desk_of(asked.services), asked.services.now()
    found = desk.due(now)
    return page(asked, "due.html", rows=rows_of(found[:200], desk.told(now), asked), whole=len(found))


def reports(asked: StaffRequest) -> Response:
    """What callers said of places: place, day and count, and nothing more is known."""
    return page(asked, "reports.html", rows=desk_of(asked.services).reports(asked.services.now()))


def rows_of(sites: list[Site], told: dict[str, dict[str, int]], asked: StaffRequest) -> list[ListedPlace]:
    """The sites as rows."""
    today = asked.services.now().date()
    return [ListedPlace(one, is_stale(one, today), told_in_words(told.get(one.id, {}), asked)) for one in sites]


def told_in_words(said: dict[str, int], asked: StaffRequest) -> str:
    """`closed 2, out of supplies 1`, in the language of the page."""
    return ", ".join(f"{asked.words.get(f'told_{kind}', kind)} {people}" for kind, people in sorted(said.items()))
