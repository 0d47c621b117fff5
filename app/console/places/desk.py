"""The list of places as staff work on it: the one door of the console to its tables and to the use cases of the line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

import msgspec

from app.base.errors import PorchlightError
from app.console.places.way_back import PlacesBack
from app.console.services import NoRecordError, Services
from app.features.place_reports import tables
from app.features.place_reports.service import KEPT, counts
from app.line import place_lists, place_upkeep
from app.line.place_lists import ImportReport
from app.line.place_upkeep import SheetTaken
from app.places.imports.reading import ListRead
from app.places.site import Site
from app.store import site_list
from app.store.database import Database, open_database
from app.store.site_list import StoredSite

PATIENCE_SECONDS = 60.0
"""As long as a large list takes to be written."""
_STAND = ("status", "verified_on", "verified_by")


class PlacesElsewhereError(PorchlightError):
    """The releases are in a file of their own here, and the places are not in it. Use `porchlight places` where the line runs."""


class PlaceTold(msgspec.Struct, frozen=True):
    """What callers said of one place on one day, as a count."""

    site_id: str
    name: str
    day: date
    kind: str
    people: int


class PlaceDesk:
    """One list; every act is one of `porchlight places`."""

    def __init__(self, database: Database, folder: Path) -> None:
        self._database = database
        self.way_back = PlacesBack(database, folder)

    def listed(self, *, status: str, service: str, words: str) -> list[Site]:
        """The sites that match, by name."""
        return site_list.listed(self._database, status=status, service=service, words=words)

    def due(self, now: datetime) -> list[Site]:
        """Whom to call, what callers speak of first."""
        return place_lists.due(self._database, now, days=14)

    def one(self, site_id: str) -> StoredSite | None:
        """One site with what staff wrote and what its source says differently."""
        return site_list.one(self._database, site_id)

    def counts(self) -> dict[str, int]:
        """How many sites there are of each status."""
        return site_list.counts(self._database)

    def told(self, now: datetime) -> dict[str, dict[str, int]]:
        """Place -> what was said of it -> by how many."""
        return counts(self._database, now=now)

    def reports(self, now: datetime) -> list[PlaceTold]:
        """What was said of each place by day, the newest first."""
        with self._database.reading() as session:
            rows = [(row.site_id, row.day, row.kind, row.people) for row in tables.since(session, (now - KEPT).date())]
        names = {site_id: kept.site.name for site_id in {row[0] for row in rows} if (kept := self.one(site_id))}
        return [PlaceTold(site, names.get(site, site), day, kind, people) for site, day, kind, people in rows]

    def verify(self, site_id: str, *, by: str, now: datetime, take: bool) -> str:
        """Why it is not live and checked today; empty where it is."""
        return place_lists.verify(self._database, site_id, by=by, now=now, take=take)

    def verify_many(self, site_ids: list[str], *, by: str, now: datetime) -> tuple[int, list[tuple[str, str]], str]:
        """(how many are live and checked today, why each of the others is not, the name of the way back)."""

        def act() -> list[tuple[str, str]]:
            whys = ((site_id, self.verify(site_id, by=by, now=now, take=False)) for site_id in site_ids)
            return [(site_id, why) for site_id, why in whys if why]

        refused, back = self.way_back.during(act, kind="checked", what="", by=by, now=now)
        return len(site_ids) - len(refused), refused, back

    def pause(self, site_id: str, now: datetime, *, gone: bool) -> bool:
        """Callers are not told of it any more."""
        return place_lists.pause(self._database, site_id, now, status="gone" if gone else "paused")

    def edit(self, site_id: str, changes: Mapping[str, str], now: datetime) -> list[str]:
        """What is wrong with these values; empty where they are in the list."""
        return place_lists.edit(self._database, site_id, changes, now)

    def put_back(self, before: Site, values: Mapping[str, Any], now: datetime) -> None:
        """These fields are as they were."""
        stand = {name: value for name, value in values.items() if name in _STAND}
        own = {name: value for name, value in values.items() if name not in _STAND}
        if stand:
            site_list.edit(self._database, before.id, stand, now, by_staff=False)
        if own:
            site_list.edit(self._database, before.id, own, now)

    def sheet(self, now: datetime) -> str:
        """Whom to call, as a CSV to fill in."""
        return place_upkeep.call_sheet(self.due(now), self.told(now))

    def take_sheet(self, data: bytes, *, by: str, now: datetime) -> tuple[SheetTaken, str]:
        """(what a filled sheet changed, the name of the way back)."""
        return self.way_back.during(
            lambda: place_upkeep.take_sheet(self._database, data, by=by, now=now), kind="sheet", what="", by=by, now=now
        )

    def arrive(
        self, reading: ListRead, *, source: str, by: str, now: datetime, dry: bool, confirm: int | None = None,
        only_add: bool = False,
    ) -> ImportReport:  # fmt: skip
        """What these sites bring, or would bring."""

        def act() -> ImportReport:
            return place_lists.import_places(
                self._database, reading, source=source, now=now, by=by, dry=dry, confirm=confirm, only_add=only_add
            )

        return act() if dry else self.way_back.during(act, kind="import", what=source, by=by, now=now)[0]

    def close(self) -> None:
        """No connection stays open."""
        self._database.close()


_DESKS: WeakKeyDictionary[Services, PlaceDesk] = WeakKeyDictionary()
_ONE = Lock()


def desk_of(services: Services) -> PlaceDesk:
    """The desk of this console. Raises NoRecordError without a database, PlacesElsewhereError where that one has no places."""
    settings = services.settings
    if settings is None:
        raise NoRecordError
    if settings.migrates_releases:
        raise PlacesElsewhereError
    with _ONE:
        found = _DESKS.get(services)
        if found is None:
            database = open_database(settings.releases_database, statement_seconds=PATIENCE_SECONDS)
            found = _DESKS[services] = PlaceDesk(database, settings.porchlight_var / "console" / "places")
        return found
