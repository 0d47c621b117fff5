"""Which text says which claim, and until when each claim stands."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date

from app.release.claim_schema import SUBJECTS, ClaimFile, Subject
from app.release.sources import ClaimSource, EntrySource, Sources


def naming(sources: Sources, key: str) -> EntrySource | None:
    """The entry whose claims count for this text in every language: the default language's, where it has one."""
    return next((found for one in sources.languages if (found := sources.entries.get(one, {}).get(key))), None)


def named(sources: Sources, key: str) -> tuple[str, ...]:
    """The ids this text names, whether there are such claims or not."""
    entry = naming(sources, key)
    return tuple(dict.fromkeys(entry.file.claims)) if entry is not None else ()


def claims_of(sources: Sources, key: str) -> tuple[ClaimSource, ...]:
    """The claims this text says."""
    return tuple(sources.claims[one] for one in named(sources, key) if one in sources.claims)


def figures_of(sources: Sources, key: str) -> frozenset[str]:
    """Every number this text may hold: those of its claims, and those content/facts.yaml adds for it."""
    fact = sources.facts.get(key)
    own = fact.file.figures if fact else ()
    return frozenset([*own, *(figure for claim in claims_of(sources, key) for figure in claim.file.figures)])


def users(sources: Sources) -> dict[str, tuple[str, ...]]:
    """Id of a claim -> keys of the texts that name it."""
    found: dict[str, list[str]] = {}
    for key in dict.fromkeys(key for one in sources.languages for key in sources.entries.get(one, {})):
        for claim in named(sources, key):
            found.setdefault(claim, []).append(key)
    return {claim: tuple(keys) for claim, keys in found.items()}


def said_in(sources: Sources, keys: tuple[str, ...]) -> Iterator[EntrySource]:
    """These texts in every language that has them."""
    for key in keys:
        for language in sources.languages:
            if (entry := sources.entries.get(language, {}).get(key)) is not None:
                yield entry


def subject_of(file: ClaimFile) -> Subject:
    """What is asked of claims of this kind."""
    return SUBJECTS[file.subject]


def stands_until(file: ClaimFile) -> date:
    """The last day on which this may be believed unread: its subject's life after it was checked, or its own end."""
    usual = _months_after(file.checked, subject_of(file).months)
    return min(usual, file.until) if file.until else usual


def is_carried(file: ClaimFile) -> bool:
    """Whether the source is of a kind that can say such a thing itself."""
    return file.kind in subject_of(file).carried_by


def _months_after(day: date, months: int) -> date:
    year, month = divmod(day.month - 1 + months, 12)
    year += day.year
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
