"""A list of places as a conversation at one's desk tries it: all of it live, before anybody has checked it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from app.base.clock import now
from app.line.place_lists import read_files, read_places
from app.places.imports.clean import Defaults
from app.places.imports.rows import RefusedFileError
from app.places.site import Site
from app.store import site_list
from app.store.database import Database


def of_line(database: Database) -> list[Site]:
    """Every place of the line's list that is not paused or gone, as if it had been checked today."""
    return _checked(site for site in site_list.listed(database) if site.status in ("live", "unverified"))


def of_file(path: Path) -> list[Site]:
    """The places of a file as an import would bring them, as if checked today.

    Raises RefusedFileError for a bad file, and for one of which every row would be set aside.
    """
    reading = read_places(read_files(path), defaults=Defaults(source=path.stem))
    if not reading.sites:
        why = ", ".join(dict.fromkeys(one.code for one in reading.aside)) or "no rows"
        raise RefusedFileError(
            "CSV_EMPTY", f"No place in {path.name} can be used ({why}). See `places import --dry-run`."
        )
    return _checked(reading.sites)


def without_service(sites: Iterable[Site]) -> int:
    """How many of these no question finds, since nothing says what they have."""
    return sum(1 for site in sites if not site.services)


def _checked(sites: Iterable[Site]) -> list[Site]:
    today = now().date()
    return [msgspec.structs.replace(site, status="live", verified_on=today) for site in sites]
