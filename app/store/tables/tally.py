"""How often something happened."""

from __future__ import annotations

from datetime import date

from sqlmodel import Field, SQLModel


class Tally(SQLModel, table=True):
    """How often one thing happened on one day, by names that staff chose.

    Holds a day, names of ours (what, node, intent) and a count: no caller, no time of day, no place. Kept so that a
    programme can see what it is asked for, until the programme deletes it. Small counts are hidden where they are shown.
    """

    __tablename__ = "tally"

    day: date = Field(primary_key=True)
    name: str = Field(primary_key=True, max_length=80)
    node: str = Field(primary_key=True, max_length=120)
    intent: str = Field(primary_key=True, max_length=80)
    count: int = Field(default=0)
