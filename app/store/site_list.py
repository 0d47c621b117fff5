"""Sites in SQL: the list that callers hear of, and the only ways to change it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, Literal

import msgspec
from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlmodel import Session, col

from app.base.errors import PorchlightError
from app.places.site import Site
from app.store.database import Database
from app.store.tables.site import SiteImport, SiteList, SiteRow

SITE = SiteRow.__table__  # type: ignore[attr-defined]
_LIST = SiteList.__table__  # type: ignore[attr-defined]
_IMPORT = SiteImport.__table__  # type: ignore[attr-defined]
_FIELDS = Site.__struct_fields__
_COLUMNS = [SITE.c[name] for name in _FIELDS]
_STAFFS = (SITE.c.edited, SITE.c.offered, SITE.c.changed_at)
_AT_ONCE = 500
"""Rows in one short transaction, so that no other writer waits long."""

_encode = msgspec.json.Encoder().encode
_notes = msgspec.json.Decoder(tuple[tuple[str, str], ...])
_fields = msgspec.json.Decoder(dict[str, Any])


class StoredSite(msgspec.Struct, frozen=True):
    """A site with what only staff are shown of it."""

    site: Site
    edited: tuple[str, ...] = ()
    offered: dict[str, Any] = {}
    """What its source says differently, of a verified site."""
    changed_at: datetime | None = None


class Change(msgspec.Struct, frozen=True):
    """What an import does to one site that is there already."""

    id: str
    values: dict[str, Any]
    """Field of `Site` -> new value; `status` among them when the site is gone."""
    offered: dict[str, Any] | None = None
    """What the source says differently of a verified site; None leaves it as it was."""
    seen: datetime | None = None
    """When the site had last been changed as the import read it: a change since then wins over the import."""


class ArrivingSite(msgspec.Struct, frozen=True):
    """All that one import changes, worked out before anything is written."""

    source: str
    new: tuple[Site, ...]
    changed: tuple[Change, ...]
    same: int
    gone: int
    quarantined: int


def version(database: Database) -> int:
    """The number of the current list; it grows by one with every change."""
    with database.reading() as session:
        return session.execute(select(_LIST.c.version)).scalar() or 0


@contextmanager
def live(database: Database) -> Iterator[tuple[int, Iterator[Site]]]:
    """The number of the current list, and one by one every site that callers may be told of."""
    with database.reading() as session:
        number = session.execute(select(_LIST.c.version)).scalar() or 0
        query = select(*_COLUMNS).where(SITE.c.status == "live", arrived()).order_by(SITE.c.id)
        rows = session.connection().execution_options(yield_per=_AT_ONCE).execute(query)
        keep: dict[str, str] = {}
        yield number, (_site(row, keep) for row in rows)


def arrived() -> Any:
    """True for rows that no import is still bringing."""
    return (SITE.c.batch == 0) | SITE.c.batch.in_(select(_IMPORT.c.batch))


def _site(row: Any, keep: dict[str, str]) -> Site:
    """A row as a site; strings that many rows share are held once."""
    (
        site_id, name, services, kind, address, city, state, postal_code, country, latitude, longitude, phone, hours, hours_raw,
        zone, cost, needs_id, minimum_age, languages, accessible, notes, serves, source, source_id, verified_on,
        verified_by, status, demo, approximate,
    ) = row  # fmt: skip
    one = keep.setdefault
    return Site(
        id=site_id, name=one(name, name), services=_split(services), kind=one(kind, kind), address=address,
        city=one(city, city), state=one(state, state), postal_code=one(postal_code, postal_code),
        country=one(country, country), latitude=latitude, longitude=longitude, phone=phone, hours=one(hours, hours),
        hours_raw=one(hours_raw, hours_raw), zone=one(zone, zone), cost=one(cost, cost), needs_id=needs_id,
        minimum_age=minimum_age, languages=_split(languages), accessible=accessible,
        notes=_notes.decode(notes) if notes else (), serves=_split(serves), source=one(source, source),
        source_id=source_id, verified_on=verified_on, verified_by=one(verified_by, verified_by),
        status=one(status, status), demo=demo, approximate=approximate,
    )  # fmt: skip


_tuples: dict[str, tuple[str, ...]] = {"": ()}


def _split(text: str) -> tuple[str, ...]:
    found = _tuples.get(text)
    if found is None:
        if len(_tuples) > 5000:
            _tuples.clear()
        found = _tuples[text] = tuple(text.split(",")) if text else ()
    return found


def _values(fields: dict[str, Any]) -> dict[str, Any]:
    """Fields of a site as columns."""
    columns: dict[str, Any] = {}
    for name, value in fields.items():
        if name in ("services", "languages", "serves"):
            columns[name] = ",".join(value)
        elif name == "notes":
            columns[name] = _encode(value).decode() if value else ""
        else:
            columns[name] = value
    return columns


def _row(site: Site, *, batch: int, now: datetime) -> dict[str, Any]:
    values = _values({name: getattr(site, name) for name in _FIELDS})
    return values | {"edited": "", "offered": "", "batch": batch, "changed_at": now}


def columns_of(kept: StoredSite) -> dict[str, Any]:
    """The columns of this site as it is kept, but for which import brought it and when it was changed last."""
    values = _values({name: getattr(kept.site, name) for name in _FIELDS})
    return values | {"edited": ",".join(kept.edited), "offered": _encode(kept.offered).decode() if kept.offered else ""}


def all_sites(database: Database) -> dict[str, StoredSite]:
    """Every site by its id, with what only staff are shown."""
    with database.reading() as session:
        rows = session.connection().execute(select(*_COLUMNS, *_STAFFS).where(arrived()))
        keep: dict[str, str] = {}
        return {row[0]: _stored(row, keep) for row in rows}


def _stored(row: Any, keep: dict[str, str]) -> StoredSite:
    *fields, edited, offered, changed_at = row
    return StoredSite(_site(fields, keep), _split(edited), _fields.decode(offered) if offered else {}, changed_at)


def one(database: Database, site_id: str) -> StoredSite | None:
    """One site, or None."""
    with database.reading() as session:
        return _one(session, site_id)


def _one(session: Session, site_id: str) -> StoredSite | None:
    row = session.connection().execute(select(*_COLUMNS, *_STAFFS).where(SITE.c.id == site_id, arrived()))
    found = row.first()
    return _stored(found, {}) if found is not None else None


def listed(
    database: Database,
    *,
    status: str = "",
    service: str = "",
    words: str = "",
    checked_before: date | None = None,
    limit: int = 100_000,
) -> list[Site]:
    """The sites that match, by name; `checked_before` also finds those that nobody ever checked."""
    query = select(*_COLUMNS).where(arrived())
    if status:
        query = query.where(SITE.c.status == status)
    if checked_before is not None:
        query = query.where(SITE.c.verified_on.is_(None) | (SITE.c.verified_on < checked_before))
    if words:
        sought = f"%{words.replace('%', '').replace('_', '')}%"
        query = query.where(SITE.c.name.ilike(sought) | SITE.c.address.ilike(sought) | SITE.c.city.ilike(sought))
    if service:
        query = query.where(("," + SITE.c.services + ",").contains(f",{service},", autoescape=True))
    with database.reading() as session:
        rows = session.connection().execute(query.order_by(SITE.c.name, SITE.c.id).limit(limit))
        keep: dict[str, str] = {}
        return [_site(row, keep) for row in rows]


def add(database: Database, sites: Iterable[Site], now: datetime) -> int:
    """These sites are in the list unless one with the same id was; returns how many are new."""
    added = 0
    with database.writing() as session:
        for site in sites:
            if session.get(SiteRow, site.id) is None:
                session.add(SiteRow(**_row(site, batch=0, now=now)))
                added += 1
        if added:
            list_changed(session)
    return added


def edit(
    database: Database,
    site_id: str,
    values: dict[str, Any],
    now: datetime,
    *,
    by_staff: bool = True,
    forget_offered: bool = False,
) -> Literal["done", "unknown"]:
    """These fields of one site are as staff want them, and stay so through every import."""
    with database.writing() as session:
        kept = _one(session, site_id)
        if kept is None:
            return "unknown"
        marked = set(kept.edited) | (set(values) - {"status", "verified_on", "verified_by"} if by_staff else set())
        left = {} if forget_offered else kept.offered
        offered = {name: value for name, value in left.items() if name not in values}
        columns = _values(values) | {
            "edited": ",".join(sorted(marked)),
            "offered": _encode(offered).decode() if offered else "",
            "changed_at": now,
        }
        done = session.connection().execute(update(SITE).where(SITE.c.id == site_id).values(columns))
        if done.rowcount != 1:
            return "unknown"
        list_changed(session)
    return "done"


def set_status(database: Database, site_id: str, status: str, now: datetime, *, unless: Sequence[str] = ()) -> bool:
    """The site has this status, unless it had one of those that forbid it."""
    with database.writing() as session:
        done = session.connection().execute(
            update(SITE)
            .where(SITE.c.id == site_id, col(SiteRow.status).not_in(unless), arrived())
            .values(status=status, changed_at=now)
        )
        if done.rowcount:
            list_changed(session)
        return done.rowcount == 1


def import_batch(
    database: Database,
    arrival: ArrivingSite,
    now: datetime,
    *,
    by: str = "",
    progress: Callable[[int], None] = lambda _: None,
) -> int:
    """The import is in the list, all of it at one moment; stopped before that moment, none of it is.

    New sites are written in short transactions under a batch number that counts only once the import is on record; the
    last transaction changes what was there and puts it on record.
    """
    batch = _begin(database)
    for start in range(0, len(arrival.new), _AT_ONCE):
        rows = [_row(site, batch=batch, now=now) for site in arrival.new[start : start + _AT_ONCE]]
        with database.writing() as session:
            session.connection().execute(insert(SITE), rows)
        progress(len(rows))
    with database.writing() as session:
        connection = session.connection()
        here = connection.execute(select(func.count()).select_from(SITE).where(SITE.c.batch == batch)).scalar()
        if here != len(arrival.new):
            raise StoppedImportError
        for names, rows in _by_columns(arrival.changed, now).items():
            columns: dict[str, Any] = {name: bindparam(f"to_{name}") for name in names}
            unchanged = SITE.c.changed_at == bindparam("to_seen", type_=SITE.c.changed_at.type)
            connection.execute(update(SITE).where(SITE.c.id == bindparam("to_id"), unchanged).values(columns), rows)
        session.add(_record(arrival, batch=batch, by=by, now=now))
        list_changed(session)
    progress(len(arrival.changed))
    return batch


def _by_columns(changes: Iterable[Change], now: datetime) -> dict[tuple[str, ...], list[dict[str, Any]]]:
    """The changes of the same columns together, so that each kind is one statement however many rows it changes."""
    grouped: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for change in changes:
        columns = _values(change.values) | {"changed_at": now}
        if change.offered is not None:
            columns["offered"] = _encode(change.offered).decode() if change.offered else ""
        row = {f"to_{name}": value for name, value in columns.items()} | {"to_id": change.id, "to_seen": change.seen}
        grouped.setdefault(tuple(columns), []).append(row)
    return grouped


class StoppedImportError(PorchlightError):
    """Another import ran at the same time and removed this one's rows. Nothing was changed: run it again."""


def _record(arrival: ArrivingSite, *, batch: int, by: str, now: datetime) -> SiteImport:
    return SiteImport(
        batch=batch,
        at=now,
        source=arrival.source,
        by=by,
        new=len(arrival.new),
        changed=len(arrival.changed) - arrival.gone,
        same=arrival.same,
        gone=arrival.gone,
        quarantined=arrival.quarantined,
    )


def _begin(database: Database) -> int:
    """A batch number that no other import has; what an import that broke off left behind is gone."""
    with database.reading() as session:
        left = [row[0] for row in session.execute(select(SITE.c.id).where(~arrived()))]
    for start in range(0, len(left), _AT_ONCE):
        with database.writing() as session:
            session.connection().execute(delete(SITE).where(SITE.c.id.in_(left[start : start + _AT_ONCE])))
    with database.writing() as session:
        given = session.connection().execute(update(_LIST).values(batch=_LIST.c.batch + 1))
        if not given.rowcount:
            session.connection().execute(insert(_LIST).values(id=1, version=0, batch=1))
        return session.execute(select(_LIST.c.batch)).scalar() or 1


def counts(database: Database) -> dict[str, int]:
    """How many sites there are of each status."""
    with database.reading() as session:
        rows = session.execute(select(SITE.c.status, func.count()).where(arrived()).group_by(SITE.c.status))
        return {str(row[0]): int(row[1]) for row in rows}


def list_changed(session: Session) -> None:
    """Every process sees within seconds that the list is another."""
    moved = session.connection().execute(update(_LIST).values(version=_LIST.c.version + 1))
    if not moved.rowcount:
        session.connection().execute(insert(_LIST).values(id=1, version=1, batch=0))
