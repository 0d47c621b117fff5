"""What was asked and had no page."""

from __future__ import annotations

from datetime import date

from sqlmodel import Field, SQLModel


class UnansweredRow(SQLModel, table=True):
    """How often a topic was asked about in one week and had no page.

    Holds the week's Monday, a topic that staff named, a language and a count: no caller, no day, no words. Kept so that
    staff see what to write next; small counts are hidden where they are shown.
    """

    __tablename__ = "unanswered"

    week: date = Field(primary_key=True)
    topic: str = Field(primary_key=True, max_length=80)
    language: str = Field(primary_key=True, max_length=16)
    count: int = Field(default=0)
