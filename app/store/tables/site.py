"""The places that callers are told of, and what each import brought."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from app.store.database import UtcDateTime


class SiteRow(SQLModel, table=True):
    """One place, as `app.places.site.Site` describes it, and where it came from.

    Holds public facts about places and the name that staff sign with; nothing of a caller. Kept until staff remove it.
    `edited` names the fields that staff wrote themselves: an import never touches these. `offered` holds what a source
    says differently of a site that staff have verified: shown to staff, never to callers. A row whose batch is not
    on record in `site_import` belongs to an import that has not ended, and does not count.
    """

    __tablename__ = "site"

    id: str = Field(primary_key=True, max_length=40)
    name: str = Field(max_length=200)
    services: str = Field(default="", max_length=400)
    kind: str = Field(default="building", max_length=20)
    address: str = Field(default="", max_length=200)
    city: str = Field(default="", max_length=100)
    state: str = Field(default="", max_length=20)
    postal_code: str = Field(default="", max_length=20)
    country: str = Field(default="US", max_length=2)
    latitude: float | None = None
    longitude: float | None = None
    phone: str = Field(default="", max_length=40)
    hours: str = Field(default="", max_length=400)
    hours_raw: str = Field(default="", max_length=1000)
    zone: str = Field(default="", max_length=60)
    cost: str = Field(default="", max_length=200)
    needs_id: bool | None = None
    minimum_age: int | None = None
    languages: str = Field(default="", max_length=200)
    accessible: bool | None = None
    notes: str = Field(default="", max_length=4000)
    """JSON: language -> sentence; empty when there is none."""
    serves: str = Field(default="", max_length=400)
    source: str = Field(default="", max_length=100)
    source_id: str = Field(default="", max_length=200)
    verified_on: date | None = None
    verified_by: str = Field(default="", max_length=100)
    status: str = Field(default="unverified", max_length=12, index=True)
    demo: bool = False
    approximate: bool = False
    edited: str = Field(default="", max_length=1000)
    offered: str = Field(default="", max_length=8000)
    batch: int = Field(default=0)
    changed_at: datetime = Field(sa_type=UtcDateTime)


class SiteList(SQLModel, table=True):
    """One row: which version of the list is current, so that every process can see that it changed.

    Holds two counters: changes so far, and import numbers given out. Kept for good.
    """

    __tablename__ = "site_list"

    id: int = Field(primary_key=True)
    version: int = 0
    batch: int = 0


class SiteImport(SQLModel, table=True):
    """What one import brought, in counts.

    Holds the source's name, who ran it and how many sites were new, changed, same, gone or set aside. Kept for good:
    staff see from it where sites came from, and a site counts only once its import is on record.
    """

    __tablename__ = "site_import"

    batch: int = Field(primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime)
    source: str = Field(max_length=100)
    by: str = Field(default="", max_length=100)
    new: int = 0
    changed: int = 0
    same: int = 0
    gone: int = 0
    quarantined: int = 0
