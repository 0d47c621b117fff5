"""What callers say of a place they went to: counted without them, shown once two agree, gone when staff have checked.

One number counts once a day for a place, and for a few places a day; on which days it did nobody can tell afterwards, so
two people have to say it on one day before anybody else hears of it.
"""

from __future__ import annotations

import hmac
import secrets
from base64 import urlsafe_b64encode
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from app.features.context import UseCaseContext
from app.features.place_reports import tables
from app.places.reported import KINDS, Reported
from app.privacy.phone import Phone
from app.privacy.pseudonyms import CallerKey
from app.store.database import Database

ENOUGH = 2
"""So many people have to say it on one day before later callers are told."""
MOST_A_DAY = 5
"""Places that one number counts for in a day: who goes round a town finds two closed, not fifty."""
KEPT = timedelta(days=14)


def report(context: UseCaseContext, phone: Phone, site_id: str, kind: str, *, now: datetime) -> bool:
    """Whether it is counted, or was already by this number today: both are thanked alike. Raises what the database raises."""
    if kind not in KINDS:
        return False
    day = now.date()
    with context.database.reading() as session:
        known = tables.todays_salt(session, day)
        if known and tables.is_marked(session, _mark(known, phone.caller_key, site_id)):
            return True  # said again: nothing is written, however often
    with context.database.writing() as session:
        salt = tables.salt_of(session, day, fresh=secrets.token_hex(32))
        if not tables.marked(session, _mark(salt, phone.caller_key, site_id), day):
            return True
        slots = (_mark(salt, phone.caller_key, f"#{number}") for number in range(MOST_A_DAY))
        if any(tables.marked(session, slot, day) for slot in slots):
            tables.count(session, site_id, day, kind)
    return True


def _mark(salt: str, caller: CallerKey, about: str) -> str:
    """A name for one caller and place of one day, which nobody can make again without the day's salt."""
    digest = hmac.digest(bytes.fromhex(salt), f"{caller}|{about}".encode(), "sha256")
    return urlsafe_b64encode(digest[:18]).decode("ascii")


def reported_places(database: Database, *, now: datetime) -> dict[str, Reported]:
    """The places of which enough people said one thing on one day, and what most said of each."""
    with database.reading() as session:
        rows = tables.since(session, (now - KEPT).date())
        said: dict[str, list[tuple[str, int, date]]] = defaultdict(list)
        for row in rows:
            said[row.site_id].append((row.kind, row.people, row.day))
    found: dict[str, Reported] = {}
    for site_id, some in said.items():
        by_day: dict[date, int] = defaultdict(int)
        by_kind: dict[str, int] = defaultdict(int)
        for kind, people, day in some:
            by_day[day] += people
            by_kind[kind] += people
        if max(by_day.values()) >= ENOUGH:
            kind = max(by_kind, key=lambda name: (by_kind[name], -KINDS.index(name)))
            found[site_id] = Reported(kind, sum(by_day.values()), min(by_day))
    return found


def counts(database: Database, *, now: datetime) -> dict[str, dict[str, int]]:
    """Place -> what was said of it lately -> by how many, single ones too: for the people who call places up."""
    with database.reading() as session:
        found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for row in tables.since(session, (now - KEPT).date()):
            found[row.site_id][row.kind] += row.people
    return {site_id: dict(said) for site_id, said in found.items()}


def settle(database: Database, site_ids: Iterable[str]) -> None:
    """These places have been checked: what was said of them before counts no more."""
    with database.writing() as session:
        tables.settle(session, site_ids)


def clean(context: UseCaseContext, *, now: datetime) -> None:
    """Yesterday's salt and marks are gone, and counts that are two weeks old."""
    with context.database.writing() as session:
        tables.forget_other_days(session, now.date())
        tables.forget_before(session, (now - KEPT).date())
