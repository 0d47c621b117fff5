"""What callers said of places they were told of, as counts."""

from __future__ import annotations

from datetime import date

from sqlmodel import Field, SQLModel


class PlaceReportRow(SQLModel, table=True):
    """How many people said one thing about one place on one day.

    Holds a place of the list, a day, one of four words of ours and a count: no caller, no words, no time of day. Kept until
    staff verify the place, two weeks at most.
    """

    __tablename__ = "place_report"

    site_id: str = Field(primary_key=True, max_length=40)
    day: date = Field(primary_key=True)
    kind: str = Field(primary_key=True, max_length=12)
    people: int = Field(default=0)


class PlaceReportMark(SQLModel, table=True):
    """That somebody counts already today.

    Holds a hash that needs the day's salt, the line's key and the caller's number to be made again, and nothing that leads
    to any of them. Kept until the day is over, as the salt is: from then on nobody can tell who said what.
    """

    __tablename__ = "place_report_mark"

    mark: str = Field(primary_key=True, max_length=32)
    day: date = Field(index=True)


class PlaceReportSalt(SQLModel, table=True):
    """The salt of one day's marks.

    Holds random letters. Kept until the day is over.
    """

    __tablename__ = "place_report_salt"

    day: date = Field(primary_key=True)
    salt: str = Field(max_length=64)
