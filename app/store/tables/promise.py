"""What was promised to whom since the last backups: without it a restored backup would break it."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from app.store.database import UtcDateTime


class PromiseRow(SQLModel, table=True):
    """One FORGET ME, STOP or START, to be kept again where an older backup is restored.

    Holds keyed hashes of the number and the time it was said; of a STOP or START only the one that opt-outs have too. Kept for 30
    days, longer than any backup.
    """

    __tablename__ = "promise"

    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(max_length=8)
    """`forget`, `stop` or `start`."""
    caller_key: str = Field(default="", max_length=32)
    opt_out_key: str = Field(max_length=32)
    at: datetime = Field(sa_type=UtcDateTime, index=True)
