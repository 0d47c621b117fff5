"""The worst that is known between two drugs, or among several."""

from __future__ import annotations

from itertools import combinations

import msgspec

from app.drugs.knowledge import STATUSES, Knowledge, PairRule


class Pair(msgspec.Struct, frozen=True):
    """Two drugs and what holds between them; no rule where nothing is known."""

    first: str
    second: str
    rule: PairRule | None


class Pairs:
    """Looks up what holds between drugs."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._classes = {drug: frozenset({drug, *one.classes}) for drug, one in knowledge.substances.items()}
        self._sedating = frozenset(knowledge.sedating)
        self._rank = {
            rule: (STATUSES.index(rule.status), place) for place, rule in reversed(list(enumerate(knowledge.rules)))
        }
        self._rules: dict[tuple[str, str], list[PairRule]] = {}
        for rule in knowledge.rules:
            first, second = sorted(rule.between)
            self._rules.setdefault((first, second), []).append(rule)

    def between(self, first: str, second: str) -> PairRule | None:
        """The worst rule that holds between these two, whichever is named first."""
        found = [
            rule
            for one in self._classes[first]
            for other in self._classes[second]
            for rule in self._rules.get((min(one, other), max(one, other)), ())
        ]
        return min(found, key=lambda rule: self._rank[rule], default=None)

    def worst(self, drugs: list[str]) -> Pair:
        """The pair with the worst rule among at least two drugs; the first two where no pair has one."""
        pairs = [Pair(one, other, self.between(one, other)) for one, other in combinations(drugs, 2)]
        ranked = [pair for pair in pairs if pair.rule is not None]
        return min(ranked, key=lambda pair: self._rank[pair.rule], default=pairs[0])  # type: ignore[index]  # filtered

    def sleepy(self, drugs: list[str]) -> bool:
        """Whether two or more of these make people sleepy: then no rule does not mean no danger."""
        return sum(bool(self._classes[drug] & self._sedating) for drug in drugs) > 1
