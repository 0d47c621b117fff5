"""What has to be looked at again, and when: claims, and the phone numbers and files that are kept fresh as one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from app.release.claims.register import stands_until, users
from app.release.sources import Sources
from app.release.staff_files import DRUGS, PROGRAMME


class DueFact(msgspec.Struct, frozen=True, order=True):
    """One thing with a day on which it may no longer be believed unread."""

    until: date
    id: str
    what: str
    subject: str
    path: str
    line: int
    texts: tuple[str, ...] = ()
    """Keys of the texts that say it."""

    def is_over(self, today: date) -> bool:
        """Whether that day has passed."""
        return self.until < today


def facts_with_an_end(sources: Sources) -> tuple[DueFact, ...]:
    """Everything that ends, the first to end first."""
    return tuple(sorted([*_claims(sources), *_numbers(sources), *_files(sources)]))


def _claims(sources: Sources) -> Iterator[DueFact]:
    used = users(sources)
    for name, claim in sources.claims.items():
        file = claim.file
        line = claim.document.where(name, key=True)[0]
        yield DueFact(stands_until(file), name, file.claim, file.subject, claim.document.path, line, used.get(name, ()))


def _numbers(sources: Sources) -> Iterator[DueFact]:
    for name, number in sources.numbers.items():
        blank, file = f"{{phone.{name}}}", number.file
        texts = tuple(
            dict.fromkeys(
                key for held in sources.entries.values() for key, one in held.items() if blank in words(one.written)
            )
        )
        line = number.document.where(name, key=True)[0]
        what = f"{file.name} answers at {file.number}."
        yield DueFact(file.review_by, name, what, "phone", number.document.path, line, texts)


def words(written: tuple[tuple[str, str], ...]) -> str:
    """All wordings of one entry."""
    return "\n".join(part for _, part in written)


def _files(sources: Sources) -> Iterator[DueFact]:
    if sources.drugs.facts is not None:
        document, drugs = sources.drugs.facts
        line = document.where("review_by")[0]
        yield DueFact(drugs.review_by, "drugs", "Drugs and what two do together.", "drug", DRUGS, line)
    if sources.programme is not None and sources.programme.file.review_by is not None:
        line = sources.programme.document.where("review_by")[0]
        what = "What this programme says of itself."
        yield DueFact(sources.programme.file.review_by, "programme", what, "service", PROGRAMME, line)
