"""Who said STOP."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from app.store.database import UtcDateTime


class OptOutRow(SQLModel, table=True):
    """One caller who asked to be sent nothing.

    Holds an HMAC of the number under a key of its own and the time it was asked. Kept so that the promise can be kept,
    until the caller says START. The number cannot be found from it, and it matches no other table.
    """

    __tablename__ = "optout"

    opt_out_key: str = Field(primary_key=True, max_length=32)
    at: datetime = Field(sa_type=UtcDateTime)
