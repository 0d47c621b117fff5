"""The numbers of a line as a call sheet: when each is due, and every text that says it."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from app.release.sources import PENDING, EntrySource, NumberSource, Sources

SOON = timedelta(days=30)


class Saying(msgspec.Struct, frozen=True):
    """One wording that says a number."""

    language: str
    key: str
    field: str
    """`text`, `voice`, or `only_if/CONDITION`."""
    words: str


class NumberToCall(msgspec.Struct, frozen=True):
    """One number and how it stands."""

    name: str
    called: str
    """What it is called to staff and callers."""
    number: str
    kind: str
    hours: str
    languages: tuple[str, ...]
    source: tuple[str, ...]
    reviewed: date
    review_by: date
    reviewed_by: str
    due: str
    """`due`, `soon`, `never` where nobody called it yet, or `fresh`."""
    says: tuple[Saying, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """Texts that say it."""
        return tuple(dict.fromkeys(one.key for one in self.says))

    @property
    def dialed(self) -> str:
        """As an address that dials it."""
        return "tel:" + "".join(sign for sign in self.number if sign.isdigit())


def call_sheet(sources: Sources, today: date) -> list[NumberToCall]:
    """Every number, those that are due first."""
    found = [number_to_call(sources, one, today) for one in sources.numbers.values()]
    order = {"due": 0, "never": 1, "soon": 2, "fresh": 3}
    return sorted(found, key=lambda one: (order[one.due], one.review_by, one.called))


def number_to_call(sources: Sources, one: NumberSource, today: date) -> NumberToCall:
    """This number, with every wording that says it."""
    file = one.file
    return NumberToCall(
        one.name, file.name, file.number, file.kind, file.hours, tuple(file.languages), tuple(file.source), file.reviewed,
        file.review_by, file.reviewed_by, _due(one, today), sayings(sources, one.name),
    )  # fmt: skip


def _due(one: NumberSource, today: date) -> str:
    if one.file.review_by <= today:
        return "due"
    if one.file.reviewed_by.strip().lower() == PENDING:
        return "never"
    return "soon" if one.file.review_by - today <= SOON else "fresh"


def sayings(sources: Sources, name: str) -> tuple[Saying, ...]:
    """Every wording in which this number stands."""
    blank = f"{{phone.{name}}}"
    return tuple(
        Saying(language, entry.key, field, words)
        for language, entries in sources.entries.items()
        for entry in entries.values()
        for field, words in fields_of(entry)
        if blank in words
    )


def fields_of(entry: EntrySource) -> tuple[tuple[str, str], ...]:
    """(field, words) of each wording, a conditional sentence by its condition."""
    more = ((f"only_if/{condition}", words) for condition, words in entry.file.only_if.items())
    return (("text", entry.file.text), ("voice", entry.file.voice), *more)
