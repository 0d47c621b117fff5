"""One place: call it, say what is right, correct what is not, and go on to the next."""

from __future__ import annotations

import msgspec
from starlette.responses import Response

from app.console.not_done import not_found
from app.console.page import page
from app.console.places.desk import desk_of
from app.console.places.listing import told_in_words
from app.console.staff_request import StaffRequest
from app.places.hours_lint import lint
from app.places.imports.export import record
from app.places.site import KINDS, SERVICES, Site, is_stale
from app.store.site_list import StoredSite

FIELDS = (
    "name", "phone", "address", "city", "state", "postal_code", "hours", "services", "kind", "cost", "needs_id",
    "minimum_age", "languages", "accessible", "latitude", "longitude", "zone", "serves",
)  # fmt: skip
"""What staff may set, in the order of the page; notes stand below, one for each language of the console."""
CHOICES = {"kind": KINDS, "needs_id": ("", "yes", "no"), "accessible": ("", "yes", "no")}


class PlaceField(msgspec.Struct, frozen=True):
    """One field of a place."""

    name: str
    value: str
    own: bool
    """Staff wrote it: no import changes it."""
    offered: str
    """What the list says differently; empty where it says the same."""


def place(asked: StaffRequest) -> Response:
    """Its page."""
    return shown(asked)


def shown(
    asked: StaffRequest, *, typed: dict[str, str] | None = None, wrong: tuple[str, ...] = (), status: int = 200
) -> Response:
    """The page of the place that is asked for, with what was typed where it could not be taken."""
    kept, desk, now = kept_of(asked), desk_of(asked.services), asked.services.now()
    told = desk.told(now).get(kept.site.id, {})
    return page(
        asked, "place.html", status=status, site=kept.site, fields=_fields(kept, typed or {}), wrong=wrong, kept=kept,
        notes=dict(kept.site.notes), hours_problems=lint(kept.site.hours, country=kept.site.country), services=SERVICES,
        stale=is_stale(kept.site, now.date()), told=told_in_words(told, asked), choices=CHOICES,
        calling=asked.query("then") == "due" or asked.form.text("then") == "due",
    )  # fmt: skip


def kept_of(asked: StaffRequest) -> StoredSite:
    """The place that is asked for. Raises NotDone where there is none."""
    kept = desk_of(asked.services).one(asked.part("id")[:40])
    if kept is None:
        raise not_found("/staff/places")
    return kept


def _fields(kept: StoredSite, typed: dict[str, str]) -> list[PlaceField]:
    now = values_of(kept.site)
    return [PlaceField(name, typed.get(name, now[name]), name in kept.edited, _offered(kept, name)) for name in FIELDS]


def values_of(site: Site) -> dict[str, str]:
    """Every field as text, as it is typed."""
    return record(site)


def _offered(kept: StoredSite, name: str) -> str:
    value = kept.offered.get(name)
    if value is None:
        return ""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
