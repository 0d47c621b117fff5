"""What staff do with many places at once: verify a whole list, call a sheet of them, add one by hand."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

import msgspec

from app.features.place_reports.service import counts, settle
from app.line.place_lists import edit, not_ready, pause
from app.places.gazetteer import united_states
from app.places.imports import spreadsheet, tabular
from app.places.imports.clean import Defaults, site_of
from app.places.imports.export import record, safe_cell
from app.places.imports.quarantine import fault
from app.places.imports.rows import RefusedFileError, Row
from app.places.site import Site
from app.store import site_list
from app.store.database import Database
from app.store.site_upkeep import mark_checked

SHEET_COLUMNS = ("porchlight_id", "name", "phone", "address", "city", "services", "hours", "notes", "verified_on")
"""What the person who calls sees of a site; all but the id and the date may be corrected in the sheet."""
ANSWER = "right"
"""The column to tick: `yes`, `closed for now`, `gone`, or empty when nobody answered."""
CALLERS_SAY = "callers_say"
"""The column with what callers said since the last check, and how many."""
_CORRECTED = ("name", "phone", "address", "city", "services", "hours", "notes")
_RIGHT = frozenset({"yes", "y", "x", "1", "true", "right", "ok", "si", "sí", "✓", "✔"})
_CLOSED = frozenset({"closed", "closed for now", "paused", "pause", "temporarily closed", "cerrado"})
_GONE = frozenset({"gone", "closed for good", "moved away", "permanently closed", "no longer there"})


class SitesVerified(msgspec.Struct, frozen=True):
    """What became of many sites: how many are live, and why the others are not."""

    live: int
    not_ready: dict[str, int]


def verify_all(database: Database, *, by: str, now: datetime, source: str = "", again: bool = False) -> SitesVerified:
    """Every unverified site, or every one of a source, that can be told to callers is live, checked today.

    With `again`, sites that are live already count as checked today too.
    """
    statuses = ("unverified", "live") if again else ("unverified",)
    chosen = [site for status in statuses for site in site_list.listed(database, status=status)]
    return _verify(database, [site for site in chosen if source in ("", site.source)], by=by, now=now)


def _verify(database: Database, sites: Iterable[Site], *, by: str, now: datetime) -> SitesVerified:
    ready: list[str] = []
    why: Counter[str] = Counter()
    for site in sites:
        problem = not_ready(site)
        if problem:
            why[problem] += 1
        else:
            ready.append(site.id)
    marked = mark_checked(database, ready, by=by, now=now)
    settle(database, ready)
    return SitesVerified(marked, dict(why))


def call_sheet(sites: Iterable[Site], told: Mapping[str, Mapping[str, int]] | None = None) -> str:
    """The sites as a CSV to call from: whom, what we and callers say of them, and a column for the answer."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([ANSWER, *SHEET_COLUMNS, CALLERS_SAY])
    for site in sites:
        values = record(site)
        said = ", ".join(f"{kind} {people}" for kind, people in sorted((told or {}).get(site.id, {}).items()))
        writer.writerow(["", *(safe_cell(values[name]) for name in SHEET_COLUMNS), said])
    return out.getvalue()


class SheetTaken(msgspec.Struct, frozen=True):
    """What a filled call sheet changed, and a sentence for each row that it could not use."""

    checked: int = 0
    corrected: int = 0
    paused: int = 0
    gone: int = 0
    unanswered: int = 0
    problems: tuple[str, ...] = ()


def take_sheet(database: Database, data: bytes, *, by: str, now: datetime) -> SheetTaken:
    """What the sheet says is in the list: ticked sites are checked today, corrections are staff's own words.

    Raises RefusedFileError for a file that is no call sheet.
    """
    sheet = spreadsheet.read(data) if data[:2] == b"PK" else tabular.read(data)
    if not {ANSWER, "porchlight_id"} <= set(sheet.columns):
        raise RefusedFileError("SHEET", f"This is no call sheet: it needs the columns '{ANSWER}' and 'porchlight_id'.")
    counts: Counter[str] = Counter()
    problems: list[str] = []
    right: list[Site] = []
    for row in sheet.rows:
        kept = site_list.one(database, row.values.get("porchlight_id", ""))
        if not row.values.get(ANSWER, "").strip():
            counts["unanswered"] += 1
        elif kept is None:
            problems.append(f"Row {row.number}: there is no site '{row.values.get('porchlight_id', '')[:40]}'.")
        else:
            counts[_answered(database, row, kept.site, right=right, problems=problems, now=now)] += 1
    found = _verify(database, right, by=by, now=now)
    problems += [f"{count} not live: {why}" for why, count in found.not_ready.items()]
    return SheetTaken(
        checked=found.live, corrected=counts["corrected"], paused=counts["paused"], gone=counts["gone"],
        unanswered=counts["unanswered"], problems=tuple(problems),
    )  # fmt: skip


def _answered(
    database: Database, row: Row, site: Site, *, right: list[Site], problems: list[str], now: datetime
) -> str:
    """What one ticked row did; a site that is right is added to those to be marked together."""
    answer = row.values.get(ANSWER, "").strip().lower()
    if answer in _GONE or answer in _CLOSED:
        pause(database, site.id, now, status="gone" if answer in _GONE else "paused")
        settle(database, [site.id])
        return "gone" if answer in _GONE else "paused"
    if answer not in _RIGHT:
        problems.append(
            f"Row {row.number}: '{answer[:30]}' is not an answer. Write yes, closed for now, gone or nothing."
        )
        return "problem"
    changes = _corrections(site, row.values)
    wrong = edit(database, site.id, changes, now) if changes else []
    if wrong:
        problems += [f"Row {row.number}: {one}" for one in wrong]
        return "problem"
    kept = site_list.one(database, site.id)
    right.append(kept.site if kept is not None else site)
    return "corrected" if changes else "right"


def _corrections(site: Site, values: Mapping[str, str]) -> dict[str, str]:
    """The cells that say something else than the sheet did when it went out."""
    before = record(site)
    return {
        name: values[name].strip()
        for name in _CORRECTED
        if name in values and values[name].strip() != before[name].strip()
    }


def add(database: Database, values: Mapping[str, str], *, now: datetime) -> tuple[str, str]:
    """One site that staff describe is in the list, unverified: its id, or what is wrong with it."""
    country = united_states()
    site = site_of(dict(values), defaults=Defaults(source="staff"), gazetteer=country)
    problem = site if isinstance(site, str) else fault(site, gazetteer=country)
    if isinstance(site, str) or problem:
        return "", problem.partition(": ")[2] or problem
    if not site_list.add(database, [site], now):
        return "", f"It is in the list already, as {site.id}. Change it: places edit {site.id} --set ..."
    return site.id, ""


def reported(database: Database, *, now: datetime) -> Mapping[str, Mapping[str, int]]:
    """Place -> what callers say of it, and how many do."""
    return counts(database, now=now)
