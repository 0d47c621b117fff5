"""What people opted in to: recurring check-ins, timed safety checks, and whom they named to be told."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from app.store.database import UtcDateTime


class CheckInRow(SQLModel, table=True):
    """One caller's recurring check-in.

    Holds the number, sealed so that only the sender can read it, the days and time asked for, how far it is (`state_json`,
    an `app.features.check_ins.rules.CheckIn` as JSON), and which words were agreed to, when and how. Kept until STOP, FORGET ME,
    the end of the check-ins, or 30 days after the last word from the caller.
    """

    __tablename__ = "checkin"

    id: str = Field(primary_key=True, max_length=32)
    caller_key: str = Field(unique=True, max_length=32)
    """The caller's key."""
    opt_out_key: str = Field(max_length=32, index=True)
    number_sealed: bytes
    language: str = Field(max_length=5)
    tone: str = Field(max_length=12)
    """Which of the programme's openings the caller chose."""
    state_json: str = Field(max_length=1000)
    due_at: datetime = Field(sa_type=UtcDateTime, index=True)
    spread: int = 0
    """Minutes this caller's time is moved by, so that not all leave at the full hour."""
    consent: str = Field(max_length=16)
    """Fingerprint of the words agreed to."""
    consent_at: datetime = Field(sa_type=UtcDateTime)
    consent_channel: str = Field(max_length=5)


class SafetyCheckRow(SQLModel, table=True):
    """One timed safety check.

    Holds the caller's number and the exact words for those to be told (with the place note), both sealed for the sender,
    how far it is (`state_json`, an `app.features.safety_checks.rules.Check` as JSON), the fingerprint of the words shown before arming and
    of a closing word. Number and words are emptied when it closes. Kept within the hour after.
    """

    __tablename__ = "safety_check"

    id: str = Field(primary_key=True, max_length=32)
    caller_key: str = Field(max_length=32, index=True)
    """The caller's key."""
    opt_out_key: str = Field(max_length=32, index=True)
    number_sealed: bytes | None = None
    words_sealed: bytes | None = None
    wording: str = Field(max_length=16)
    """Fingerprint of the exact words shown, which are the words sent."""
    code: str = Field(default="", max_length=32)
    """Keyed hash of the closing word; empty when any OK closes."""
    language: str = Field(max_length=5)
    state_json: str = Field(max_length=2000)
    state: str = Field(max_length=12)
    next_at: datetime = Field(sa_type=UtcDateTime, index=True)
    contact1_id: str = Field(max_length=32)
    """Row of the first contact."""
    contact2_id: str = Field(default="", max_length=32)


class ContactRow(SQLModel, table=True):
    """Somebody whom a caller named, and what they said to it.

    Holds their number, sealed for the sender; the name they know the caller by, closed with this line's own key; until they answer, the caller's number, sealed; their
    answer and when it was. Kept until they refuse or stop, the caller's FORGET ME, or 30 days after the agreement ran out; of a stop the keyed hash stays, so that nobody can have them asked again.
    """

    __tablename__ = "contact"

    id: str = Field(primary_key=True, max_length=32)
    caller_key: str = Field(max_length=32, index=True)
    """The key of the caller who named them; empty once that caller is forgotten."""
    target: str = Field(max_length=32, index=True)
    """Their own keyed hash, which matches no other table."""
    opt_out_key: str = Field(max_length=32, index=True)
    number_sealed: bytes | None = None
    name_closed: bytes | None = None
    asker_sealed: bytes | None = None
    """The caller's own number, so that they hear the answer; emptied with it."""
    asker_opt_out_key: str = Field(default="", max_length=32)
    language: str = Field(max_length=5)
    state: str = Field(max_length=10)
    asked_at: datetime = Field(sa_type=UtcDateTime)
    agreed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    failed: bool = False
    wording: str = Field(default="", max_length=16)
    """Fingerprint of the invitation they answered."""


class InvitationRow(SQLModel, table=True):
    """That somebody was invited, so that nobody can be pestered.

    Holds the two keyed hashes and the time. Kept for 30 days.
    """

    __tablename__ = "invitation"

    id: str = Field(primary_key=True, max_length=32)
    caller_key: str = Field(max_length=32, index=True)
    target: str = Field(max_length=32, index=True)
    at: datetime = Field(sa_type=UtcDateTime, index=True)
