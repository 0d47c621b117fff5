"""Staff who may use the console, and how they sign in; nothing of any caller.

Every table here begins with `staff_`, so that a role of the database may be given these and those of releases (docs/console.md).
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, LargeBinary, Text
from sqlmodel import Field, SQLModel

from app.store.database import UtcDateTime


class StaffAccount(SQLModel, table=True):
    """One person of staff.

    Holds the name that releases and the trail call them. Kept for good: the history names them.
    """

    __tablename__ = "staff_account"

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=80)
    person: str = Field(max_length=80, unique=True)
    """The name folded: one person however it is typed."""
    role: int
    active: bool = Field(default=True)
    handle: str = Field(max_length=64, unique=True)
    """What a passkey calls the account: random, says nothing of them."""
    made_at: datetime = Field(sa_type=UtcDateTime)
    password: str = Field(default="", max_length=200)
    """Argon2id; empty where they sign in with passkeys alone."""
    totp: str = Field(default="", max_length=64)
    """The secret that the app on their phone counts with."""
    totp_step: int = Field(default=0)
    """The last half minute whose code was used: none is taken twice."""


class StaffPasskey(SQLModel, table=True):
    """One passkey of one account.

    Holds a public key, and what its owner calls it. Kept until it is taken out.
    """

    __tablename__ = "staff_passkey"

    id: int | None = Field(default=None, primary_key=True)
    account: int = Field(index=True)
    credential: str = Field(max_length=1400, unique=True)
    public_key: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    sign_count: int = Field(default=0)
    label: str = Field(default="", max_length=60)
    made_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class StaffRecoveryCode(SQLModel, table=True):
    """One code on paper that signs in once.

    Holds its hash. Kept until it was used or others were made.
    """

    __tablename__ = "staff_recovery_code"

    hash: str = Field(primary_key=True, max_length=64)
    account: int = Field(index=True)


class StaffInvite(SQLModel, table=True):
    """A link that opens one session, once.

    Holds its hash, for whom it was made and by whom. Kept until it was used or is too old.
    """

    __tablename__ = "staff_invite"

    hash: str = Field(primary_key=True, max_length=64)
    account: int = Field(default=0)
    """0: whoever has the link is a keeper for one session, by the machine the console runs on."""
    name: str = Field(default="", max_length=80)
    until: datetime = Field(sa_type=UtcDateTime)


class StaffSessionRow(SQLModel, table=True):
    """One sign-in.

    Holds the hash of its id, whose it is, with what and when they signed in, and their kind of browser. Kept until it ends.
    """

    __tablename__ = "staff_session"

    hash: str = Field(primary_key=True, max_length=64)
    account: int = Field(default=0, index=True)
    name: str = Field(default="", max_length=80)
    """Of whoever came by the link of the machine."""
    began: datetime = Field(sa_type=UtcDateTime)
    used: datetime = Field(sa_type=UtcDateTime)
    way: str = Field(default="", max_length=40)
    browser: str = Field(default="", max_length=40)
    flash: str = Field(default="", sa_column=Column(Text, nullable=False))


class StaffChallenge(SQLModel, table=True):
    """Random bytes that a passkey has to sign.

    Holds their hash, for which session and what. Kept for five minutes, or until they are signed.
    """

    __tablename__ = "staff_challenge"

    hash: str = Field(primary_key=True, max_length=64)
    session: str = Field(default="", max_length=64)
    purpose: str = Field(max_length=200)
    until: datetime = Field(sa_type=UtcDateTime, index=True)


class StaffTry(SQLModel, table=True):
    """One sign-in that failed.

    Holds a hash of the name that was typed or of the address it came from. Kept for a quarter of an hour.
    """

    __tablename__ = "staff_try"

    id: int | None = Field(default=None, primary_key=True)
    about: str = Field(max_length=64, index=True)
    until: datetime = Field(sa_type=UtcDateTime)


class StaffTrail(SQLModel, table=True):
    """One thing done with accounts, chained by hash to everything before it.

    Holds names of staff and what they did. Kept for good.
    """

    __tablename__ = "staff_trail"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime)
    who: str = Field(max_length=80)
    act: str = Field(max_length=24)
    about: str = Field(default="", sa_column=Column(Text, nullable=False))
    before: str = Field(max_length=64, unique=True)
    hash: str = Field(max_length=64)
