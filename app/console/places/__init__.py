"""Places: the list and a map, one place to call at a time, sheets, and lists that come in; callers hear of what was checked."""

from __future__ import annotations

from app.console.area import StaffArea, does, shows
from app.console.places import acts, arriving, listing, one, sheets
from app.console.roles import Role

MOST_UPLOADED = 24 * 1024 * 1024

AREA = StaffArea(
    "places",
    "/places",
    (
        shows("/places", listing.places),
        shows("/places/due", listing.due),
        shows("/places/reports", listing.reports),
        does("/places/verify", acts.verify_many, role=Role.EDITOR),
        does("/places/back/{act}", acts.take_back, role=Role.EDITOR),
        shows("/places/sheet", sheets.out, role=Role.EDITOR),
        does("/places/sheet", sheets.back, role=Role.EDITOR, most=4 * 1024 * 1024),
        shows("/places/import", arriving.begin_with, role=Role.EDITOR),
        does("/places/import", arriving.begin, role=Role.EDITOR, most=MOST_UPLOADED),
        shows("/places/import/{job}", arriving.report, role=Role.EDITOR),
        shows("/places/import/{job}/progress", arriving.progress, role=Role.EDITOR),
        shows("/places/import/{job}/aside", arriving.aside, role=Role.EDITOR),
        does("/places/import/{job}/columns", arriving.columns, role=Role.EDITOR),
        does("/places/import/{job}/mend", arriving.mend, role=Role.EDITOR, most=256 * 1024),
        does("/places/import/{job}/apply", arriving.apply, role=Role.EDITOR),
        shows("/places/one/{id}", one.place),
        does("/places/one/{id}", acts.edit, role=Role.EDITOR),
        does("/places/one/{id}/verify", acts.verify, role=Role.EDITOR),
        does("/places/one/{id}/pause", acts.pause, role=Role.EDITOR),
        does("/places/one/{id}/undo", acts.undo, role=Role.EDITOR),
    ),
)
