"""What goes out: texts and calls until they are done, and the provider's copies until they are deleted."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, Index, SQLModel

from app.store.database import UtcDateTime


class OutboxRow(SQLModel, table=True):
    """One text or call that somebody asked for.

    Holds the number and the words, both sealed so that only the sender can read them, what it is for, and how far it
    came. Kept with number and words until the final status is in or it is given up, at the latest an hour after it was
    handed over; the row itself, which then names nobody, for another day. `priority` is the queue it stands in
    (0 urgent, 1 reply, 2 nudge, 8 handed over and waiting for its final status, 9 done); `next_at` is when somebody
    should look at it: when it is due, when its lease ends, when to try again, when to delete it. Both together are one
    index, so that finding the next few costs the same however many are scheduled.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_priority", "priority", "next_at"),
        Index("ix_outbox_owner", "owner_kind", "owner_id"),
    )

    id: str = Field(primary_key=True, max_length=32)
    key: str = Field(unique=True, max_length=100)
    kind: str = Field(max_length=12)
    channel: str = Field(max_length=5)
    language: str = Field(max_length=5)
    owner_kind: str = Field(max_length=20)
    owner_id: str = Field(max_length=40)
    owner_step: str = Field(max_length=40)
    opt_out_key: str = Field(max_length=32, index=True)
    to_place: str = Field(max_length=120)
    to_sealed: bytes | None = None
    body_sealed: bytes | None = None
    plain_sealed: bytes | None = None
    """Other words for the same, for a carrier that filters the first."""
    segments: int = 1
    answer_path: str = Field(default="", max_length=200)
    """For a call: the path on this line that gets the key pressed; names no one."""
    due_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    priority: int
    next_at: datetime = Field(sa_type=UtcDateTime)
    state: str = Field(default="waiting", max_length=10)
    lease_owner: str = Field(default="", max_length=32)
    tries: int = 0
    maybe_duplicate: bool = False
    """An earlier try may have reached the phone."""
    provider_sid: str = Field(default="", max_length=40)
    outcome: str = Field(default="", max_length=12)
    outcome_code: int = 0
    status_rank: int = 0
    """How far the provider says it came; only ever rises."""


class ProviderCopy(SQLModel, table=True):
    """One message or call that the provider still has a copy of.

    Holds the provider's id for it, of one sent or one that came in, and when to ask for its deletion; not whose it was.
    Kept until the provider has deleted its copy.
    """

    __tablename__ = "provider_copy"

    sid: str = Field(primary_key=True, max_length=40)
    delete_after: datetime = Field(sa_type=UtcDateTime, index=True)
    since: datetime = Field(sa_type=UtcDateTime)
    tries: int = 0


class SendingMinute(SQLModel, table=True):
    """How sending went in one minute.

    Holds counts and the last code that means the account is not set up. Kept for an hour.
    """

    __tablename__ = "sending_minute"

    minute: datetime = Field(primary_key=True, sa_type=UtcDateTime)
    tried: int = 0
    failed: int = 0
    alarm_code: int = 0


class SendingPulse(SQLModel, table=True):
    """A moment that all processes share: when the outbox was last swept, when a sender may send again.

    Holds a name of ours and a time. Kept for good: there are two or three rows.
    """

    __tablename__ = "sending_pulse"

    name: str = Field(primary_key=True, max_length=40)
    at: datetime = Field(sa_type=UtcDateTime)


class KeyGeneration(SQLModel, table=True):
    """Which `PORCHLIGHT_KEY` the opt-outs are named under.

    Holds one row with a fingerprint from which no key can be found. Kept for good.
    """

    __tablename__ = "key_generation"

    id: int = Field(primary_key=True)
    fingerprint: str = Field(max_length=32)
