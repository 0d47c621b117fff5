"""Who approved which emergency texts, bound to the texts by their marks; light to import, for every process asks it."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping

import msgspec

Marks = Mapping[str, str]
"""`language/key` or `flow/name of a node` -> mark of what stands there."""
PEOPLE = 2


class Approvals(msgspec.Struct, frozen=True):
    """Who approved which emergency texts as the record of releases has it, which then counts in place of the lock file."""

    given: Mapping[str, tuple[str, ...]] = {}
    """Mark of a whole set of emergency texts -> names of those who approved exactly these."""
    barred: frozenset[str] = frozenset()
    """Names, folded, of those who changed emergency texts since two approved them: theirs does not count."""
    last: Marks = {}
    """What two people approved last; empty where that has never been."""

    def people(self, now: Marks) -> tuple[str, ...]:
        """Those whose approval of these texts counts, each once."""
        names = {person(name): name for name in self.given.get(whole(now), ())}
        return tuple(name for folded, name in names.items() if folded and folded not in self.barred)

    def enough(self, now: Marks) -> bool:
        """Whether two people approved these texts, neither of whom changed them."""
        return len(self.people(now)) >= PEOPLE


def whole(now: Marks) -> str:
    """The mark of a whole set of emergency texts."""
    return hashlib.sha256(packed(now)).hexdigest()


def packed(now: Marks) -> bytes:
    """The set as bytes, the same for the same whoever made it."""
    return msgspec.json.encode(dict(sorted(now.items())))


def person(name: str) -> str:
    """The name without capitals, accents and spaces too many: one person however it is typed."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(letter for letter in apart if not unicodedata.combining(letter)).split())
