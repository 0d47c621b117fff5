"""What staff do with the list of places: one use case a function."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal

import msgspec

from app.base import log
from app.features.place_reports.service import counts, settle
from app.language.default import DEFAULT_LANGUAGE
from app.places.gazetteer import Gazetteer, united_states
from app.places.hours import time_zone
from app.places.hours_lint import lint
from app.places.imports import columns, export
from app.places.imports.clean import Defaults
from app.places.imports.reading import REASON, Aside, ListRead, sheet_of, sites_of
from app.places.imports.rows import MOST_BYTES, RefusedFileError
from app.places.site import KINDS, SERVICES, STALE_AFTER_DAYS, Site
from app.store import site_list
from app.store.database import Database

logger = log.get("places")

_FEWEST_GUARDED = 4
_COMPARED = tuple(
    name
    for name in Site.__struct_fields__
    if name not in ("id", "source", "source_id", "status", "verified_on", "verified_by", "demo")
)
"""Fields that a source may change."""
_TYPES = {field.name: field.type for field in msgspec.structs.fields(Site)}


class ImportReport(msgspec.Struct, frozen=True, kw_only=True):
    """What an import brought, or would bring."""

    source: str
    format: str
    new: int
    changed: int
    same: int
    gone: int
    kept_back: int
    """Changes to verified sites: shown to staff, not made."""
    missing: tuple[str, ...]
    """Names of verified sites that the source has no more: they stay."""
    merged: int
    aside: tuple[Aside, ...]
    unused: tuple[str, ...]
    without_service: int
    dry: bool
    lost: dict[str, int] = {}
    """What did not arrive of the places that did, and of how many."""


def read_files(path: Path) -> dict[str, bytes]:
    """The bytes of a file, or of every CSV file in a folder. Raises RefusedFileError when there is nothing to read."""
    if path.is_dir():
        files = sorted(file for file in path.iterdir() if file.suffix.lower() in (".csv", ".tsv") and file.is_file())
    else:
        files = [path]
    found: dict[str, bytes] = {}
    for file in files:
        if file.exists() and not file.is_file():
            raise RefusedFileError("FILE", f"{file} is no file that can be read to its end. Save the list as a file.")
        try:
            with file.open("rb") as opened:
                found[file.name] = opened.read(MOST_BYTES + 1)
        except OSError as error:
            raise RefusedFileError("FILE", f"{file} cannot be opened ({error.strerror}). Check its name.") from None
    return found


def read_places(
    files: Mapping[str, bytes],
    *,
    defaults: Defaults,
    form: str = "",
    given: Mapping[str, str] | None = None,
    ask: Callable[[str, tuple[str, ...]], str] = lambda _field, _columns: "",
    keep: Path | None = None,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
    gazetteer: Gazetteer | None = None,
) -> ListRead:
    """The sites of these files; a column that is not clear is asked for once, and its name kept in `keep`.

    Raises RefusedFileError for a file that cannot be an import.
    """
    sheet = sheet_of(files, form=form)
    mapped = columns.Mapped({}, (), ())
    if not sheet.known:
        remembered = _mapping(keep).get(columns.fingerprint(sheet.columns), {})
        chosen = dict(remembered) | dict(given or {})
        mapped = columns.match(sheet.columns, given=chosen, rows=sheet.rows)
        for field in mapped.unclear:
            column = ask(field, mapped.unused)
            if column:
                chosen[field] = column
                mapped = columns.match(sheet.columns, given=chosen, rows=sheet.rows)
        if "name" in mapped.unclear:
            raise RefusedFileError("COLUMN_NAME", "No column is the name. Say which: --map name='...'.")
        placed = {"postal_code", "city", "address"} & set(mapped.columns)
        if ("latitude" in mapped.unclear or "longitude" in mapped.unclear) and not placed:
            raise RefusedFileError(
                "COLUMN_POINT",
                "No column says where the places are: latitude and longitude, a ZIP code or a city. "
                "Say which: --map latitude='...' or --map postal_code='...'.",
            )
        if chosen and keep is not None:
            _remember(keep, columns.fingerprint(sheet.columns), mapped.columns)
    whole = len(sheet.rows)
    country = gazetteer or united_states()
    return sites_of(sheet, mapped, defaults=defaults, gazetteer=country, progress=lambda done: progress(done, whole))


def _mapping(keep: Path | None) -> dict[str, dict[str, str]]:
    if keep is None or not keep.exists():
        return {}
    try:
        return msgspec.json.decode(keep.read_bytes(), type=dict[str, dict[str, str]])
    except (OSError, msgspec.DecodeError):
        return {}


def _remember(keep: Path, fingerprint: str, mapped: Mapping[str, str]) -> None:
    keep.parent.mkdir(parents=True, exist_ok=True)
    known = _mapping(keep) | {fingerprint: dict(mapped)}
    keep.write_bytes(msgspec.json.format(msgspec.json.encode(known), indent=2))


def import_places(
    database: Database,
    reading: ListRead,
    *,
    source: str,
    now: datetime,
    by: str = "",
    dry: bool = False,
    confirm: int | None = None,
    only_add: bool = False,
    progress: Callable[[int], None] = lambda _: None,
) -> ImportReport:
    """The sites are in the list, unverified; nothing that staff wrote or verified is changed.

    Raises RefusedFileError when the source has shrunk so far that something must be wrong with it, unless `confirm`
    is the new number of places. With `only_add`, what the source had before and these rows do not name stays.
    """
    kept = site_list.all_sites(database)
    if only_add:
        named = {site.id for site in reading.sites}
        kept = {key: one for key, one in kept.items() if key in named}
    _guard(kept, reading, source=source, confirm=confirm)
    arrival, report = _compare(kept, reading, source=source, dry=dry)
    if not dry:
        site_list.import_batch(database, arrival, now, by=by, progress=progress)
        logger.info("places.imported", new=report.new, changed=report.changed, gone=report.gone)
    return report


def write_aside(reading: ListRead, to: Path) -> int:
    """The rows set aside are in this CSV as they came, each with its reason: to be mended and taken in again."""
    names = dict.fromkeys([REASON, *(name for row in reading.rows for name in row)])
    if not reading.rows:
        to.unlink(missing_ok=True)
        return 0
    to.parent.mkdir(parents=True, exist_ok=True)
    with to.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(names)
        writer.writerows([export.safe_cell(row.get(name, "")) for name in names] for row in reading.rows)
    return len(reading.rows)


def _guard(kept: Mapping[str, site_list.StoredSite], reading: ListRead, *, source: str, confirm: int | None) -> None:
    """Nothing happens when a source brings so few places that its file must be broken."""
    before = sum(1 for one in kept.values() if one.site.source == source and one.site.status != "gone")
    now = len(reading.sites)
    if not now:
        raise RefusedFileError("CSV_EMPTY", "No place in this file can be used. The old list stays live.")
    if before >= _FEWEST_GUARDED and now * 2 < before and confirm != now:
        raise RefusedFileError(
            "CSV_SHRINK",
            f"The new list has {now} place{'s' * (now != 1)}, the one before had {before}. The old list stays live. "
            f"If that is right, run it again with --confirm {now}.",
        )


def _compare(
    kept: Mapping[str, site_list.StoredSite], reading: ListRead, *, source: str, dry: bool
) -> tuple[site_list.ArrivingSite, ImportReport]:
    new: list[Site] = []
    changes: list[site_list.Change] = []
    same = kept_back = 0
    seen: set[str] = set()
    for site in reading.sites:
        seen.add(site.id)
        existing = kept.get(site.id)
        if existing is None:
            new.append(site)
            continue
        change = _change(existing, site)
        if change is None:
            same += 1
        else:
            changes.append(change)
            kept_back += change.offered is not None
    left = [one for one in kept.values() if one.site.source == source and one.site.id not in seen]
    gone = [site_list.Change(one.site.id, {"status": "gone"}, seen=one.changed_at) for one in left if _may_go(one.site)]
    missing = tuple(one.site.name for one in left if one.site.status in ("live", "paused"))
    changed = len(changes) - kept_back
    arrival = site_list.ArrivingSite(
        source=source, new=tuple(new), changed=(*changes, *gone), same=same, gone=len(gone),
        quarantined=len(reading.aside),
    )  # fmt: skip
    return arrival, ImportReport(
        source=source, format=reading.format, new=len(new), changed=changed, same=same, gone=len(gone),
        kept_back=kept_back, missing=missing, merged=reading.merged, aside=reading.aside, unused=reading.unused,
        without_service=reading.without_service, dry=dry, lost=reading.lost,
    )  # fmt: skip


def _may_go(site: Site) -> bool:
    return site.status == "unverified"


def _change(kept: site_list.StoredSite, site: Site) -> site_list.Change | None:
    """What this row changes of the site that is there; of a verified one only what staff are shown."""
    differs = {
        name: getattr(site, name)
        for name in _COMPARED
        if name not in kept.edited and getattr(site, name) != getattr(kept.site, name)
    }
    if kept.site.verified_on is not None:
        plain = msgspec.json.decode(msgspec.json.encode(differs))  # as it comes back from the record
        return None if plain == kept.offered else site_list.Change(site.id, {}, plain, seen=kept.changed_at)
    if kept.site.status == "gone":
        differs["status"] = "unverified"
    return site_list.Change(site.id, differs, seen=kept.changed_at) if differs else None


def verify(database: Database, site_id: str, *, by: str, now: datetime, take: bool = False) -> str:
    """Somebody checked this place today and it is live; with `take`, what its source says differently is believed.

    Returns why not, or nothing.
    """
    kept = site_list.one(database, site_id)
    if kept is None:
        return f"There is no site '{site_id}'."
    offered = kept.offered if take else {}
    values: dict[str, Any] = {
        name: msgspec.convert(value, _TYPES[name]) for name, value in offered.items() if name in _COMPARED
    }
    site = msgspec.structs.replace(kept.site, **values)
    missing = not_ready(site)
    if missing:
        return missing
    values |= {"status": "live", "verified_on": now.date(), "verified_by": by[:100]}
    site_list.edit(database, site_id, values, now, by_staff=False, forget_offered=take)
    settle(database, [site_id])
    return ""


def not_ready(site: Site) -> str:
    """Why a site cannot be offered to callers; empty when it can."""
    if not site.services:
        return "It offers no service yet. Add them: places edit ID --set services=naloxone,syringes."
    if site.kind != "mail_order" and (site.latitude is None or site.longitude is None):
        return "It has no coordinates. Add them: places edit ID --set latitude=... --set longitude=..."
    if site.kind != "mail_order" and time_zone(site.zone) is None:
        return "It has no time zone. Add it: places edit ID --set zone=America/New_York."
    return ""


def edit(database: Database, site_id: str, changes: Mapping[str, str], now: datetime) -> list[str]:
    """The site has these values, and every import leaves them alone; or what is wrong with them, and nothing changed."""
    values: dict[str, Any] = {}
    problems: list[str] = []
    for name, text in changes.items():
        value = _value(name, text.strip())
        if isinstance(value, _Wrong):
            problems.append(value.message)
        else:
            values[name] = value
    if problems or not values:
        return problems or ["There is nothing to change. Write --set name='...'."]
    notes = {
        name.partition(".")[2] or DEFAULT_LANGUAGE: values.pop(name)
        for name in list(values)
        if name.startswith("notes")
    }
    if notes:
        kept = site_list.one(database, site_id)
        merged = dict(kept.site.notes if kept else ()) | notes
        values["notes"] = tuple((language, note) for language, note in merged.items() if note)
    if "hours" in values:
        values["hours_raw"] = ""
    if "latitude" in values or "longitude" in values:
        values["approximate"] = False
    done = site_list.edit(database, site_id, values, now)
    return [] if done == "done" else [f"There is no site '{site_id}'."]


class _Wrong(msgspec.Struct, frozen=True):
    message: str


_LISTS = {"services": SERVICES, "languages": None, "serves": None}


def _value(name: str, text: str) -> Any:
    """The value of a field as staff typed it, or what is wrong with it."""
    field, _, language = name.partition(".")
    if field == "notes":
        return (
            text[:400]
            if re.fullmatch(r"(?:[a-z]{2})?", language)
            else _Wrong("Notes are notes.en, notes.es and so on.")
        )
    if field not in Site.__struct_fields__ or field in ("id", "source", "source_id", "verified_on", "verified_by"):
        return _Wrong(f"'{name}' cannot be set. Fields: {', '.join(_COMPARED)}, status.")
    if field in _LISTS:
        parts = tuple(part.strip() for part in text.split(",") if part.strip())
        unknown = [part for part in parts if field == "services" and part not in SERVICES]
        return _Wrong(f"No service is called '{unknown[0]}'. Services: {', '.join(SERVICES)}.") if unknown else parts
    return _plain_value(field, text)


def _plain_value(field: str, text: str) -> Any:
    if field in ("latitude", "longitude"):
        limit = 90 if field == "latitude" else 180
        try:
            value = float(text)
        except ValueError:
            return _Wrong(f"{field} '{text[:20]}' is not a number.")
        return value if abs(value) <= limit else _Wrong(f"{field} {value} is not on Earth.")
    if field in ("needs_id", "accessible", "demo"):
        known: dict[str, bool | None] = {"yes": True, "no": False, "": None if field != "demo" else False}
        return known[text.lower()] if text.lower() in known else _Wrong(f"{field} is yes, no or empty.")
    if field == "minimum_age":
        return None if not text else int(text) if text.isdigit() else _Wrong("minimum_age is a number or empty.")
    if field == "kind" and text not in KINDS:
        return _Wrong(f"kind is one of: {', '.join(KINDS)}.")
    if field == "status" and text not in ("unverified", "paused", "gone"):
        return _Wrong("status is one of: unverified, paused, gone. To make a site live, verify it.")
    if field == "zone" and text and time_zone(text) is None:
        return _Wrong(f"'{text[:40]}' is not a time zone. Write one like America/New_York.")
    if field == "hours" and any("cannot be read" in problem for problem in lint(text)):
        return _Wrong(lint(text)[0])
    if field == "name" and (not text or text[0] in "=+-@"):
        return _Wrong("A name cannot be empty or start with = + - @.")
    return text[:400]


def pause(database: Database, site_id: str, now: datetime, *, status: Literal["paused", "gone"] = "paused") -> bool:
    """The site is not offered any more, in every process within seconds."""
    return site_list.set_status(database, site_id, status, now)


def stale(database: Database, now: datetime) -> list[Site]:
    """The live sites that nobody checked for 90 days, those unchecked longest first: whom to call."""
    before = now.date() - timedelta(days=STALE_AFTER_DAYS)
    found = site_list.listed(database, status="live", checked_before=before)
    return sorted(found, key=lambda site: (site.verified_on is not None, site.verified_on or now.date(), site.name))


def due(database: Database, now: datetime, *, days: int = 0, source: str = "") -> list[Site]:
    """Whom to call: sites callers say something of, unverified ones, and live ones soon unchecked for 90 days."""
    before = now.date() - timedelta(days=STALE_AFTER_DAYS - days)
    told = counts(database, now=now)
    said = [kept.site for site_id in told if (kept := site_list.one(database, site_id)) is not None]
    some = [
        *sorted((site for site in said if site.status != "gone"), key=lambda site: -sum(told[site.id].values())),
        *site_list.listed(database, status="live", checked_before=before), *site_list.listed(database, status="unverified"),
    ]  # fmt: skip
    return [site for site in {site.id: site for site in some}.values() if source in ("", site.source)]


def exported(database: Database, form: str, *, status: str = "") -> str:
    """The list as CSV, GeoJSON or HSDS 3; raises RefusedFileError for another form."""
    writers: dict[str, Callable[[Iterable[Site]], str]] = {
        "csv": export.as_csv, "geojson": export.as_geojson, "hsds": export.as_hsds,
    }  # fmt: skip
    if form not in writers:
        raise RefusedFileError("FORMAT", f"There is no export '{form}'. Write one of: {', '.join(writers)}.")
    return writers[form](site_list.listed(database, status=status))
