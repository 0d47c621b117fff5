"""Which question a message asks, from patterns staff listed: words that must all be there, in any order.

A pattern is one line: `narcan|naloxone + wear* off|last`. Every part between `+` must stand in the message, one of its
alternatives is enough, several words stand side by side, `*` stands for any ending, and a part that starts with `-` must
not be there. The pattern with most parts wins, then an urgent one, then the one with most words, then the order of the file.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from app.understanding.features import spelled
from app.understanding.meaning import INTENTS
from app.understanding.normalise import plain

URGENT = "!"
"""In front of a topic's name: its page begins with what cannot wait, so it may answer what only looks like an emergency."""

# Signs of somebody who may be dying now: no question is heard over them.
_DYING = frozenset(
    "breath breathing breathe breaths blue gray grey unresponsive unconscious wake waking gurgling gurgle snoring "
    "pulse limp overdosed overdosing overdose od oding respira respirar respirando azul morada morado despierta "
    "despertar inconsciente pulso cold floor foam foaming seizure seizing convulsions convulsiones slumped dead "
    "nodding responding responds too_much frio piso espuma muerto muerta tirado tirada sobredosis ronca boquea "
    "dying muriendo muere collapsed desmayado".split()
)


class _Pattern(msgspec.Struct, frozen=True):
    topic: str
    urgent: bool
    needed: tuple[tuple[tuple[str, ...], ...], ...]
    barred: tuple[tuple[tuple[str, ...], ...], ...]
    weight: tuple[int, int]


class Asked(msgspec.Struct, frozen=True):
    """The topic a message asks about."""

    topic: str
    urgent: bool
    """Its page may stand in for an emergency that the model alone heard."""
    dying: bool
    """Whether words of somebody dying stand beside it."""


class _Index:
    """Patterns in their order, found by a first word that one part of each must have: a message tries a few, not all."""

    def __init__(self, patterns: Sequence[_Pattern]) -> None:
        self._patterns = patterns
        self._by_word: dict[str, list[int]] = defaultdict(list)
        self._by_beginning: dict[str, list[int]] = defaultdict(list)
        shared = Counter(words[0] for pattern in patterns for part in pattern.needed for words in part)
        for number, pattern in enumerate(patterns):
            rarest = min(pattern.needed, key=lambda part: sum(shared[words[0]] for words in part))
            for head in {words[0] for words in rarest}:
                if head.endswith("*"):
                    self._by_beginning[head[:-1]].append(number)
                else:
                    self._by_word[head].append(number)
        self._lengths = sorted({len(beginning) for beginning in self._by_beginning})

    def worth_trying(self, said: tuple[str, ...]) -> Iterator[_Pattern]:
        """The patterns of which one part may stand in these words, in their order."""
        found: set[int] = set()
        for word in {*said}:
            found.update(self._by_word.get(word, ()))
            for length in self._lengths:
                found.update(self._by_beginning.get(word[:length], ()) if length <= len(word) else ())
        return (self._patterns[number] for number in sorted(found))


class Questions:
    """Patterns of every language, tried against the folded words of a message."""

    def __init__(self, listed: Iterable[Mapping[str, tuple[str, ...]]]) -> None:
        found = [
            _pattern(name, line) for questions in listed for name, lines in questions.items() for line in lines if line
        ]
        ranked = sorted((p for p in found if p.needed), key=lambda p: (-p.weight[0], not p.urgent, -p.weight[1]))
        self._patterns = _Index([p for p in ranked if p.topic not in INTENTS])
        self._acts = tuple(p for p in ranked if p.topic in INTENTS)

    def finds(self, intent: str, tokens: list[str]) -> bool:
        """Whether words listed for this intent itself stand here: what is meant by them is no question."""
        said = tuple(word for token in tokens for word in token.split("_"))
        return any(pattern.topic == intent and _fits(pattern, said) for pattern in self._acts)

    def find(self, tokens: list[str]) -> Asked | None:
        """What is asked, or None; an urgent page is not offered over the signs of somebody dying."""
        dying = not _DYING.isdisjoint(tokens)
        said = tuple(word for token in tokens for word in token.split("_"))
        for pattern in self._patterns.worth_trying(said):
            if _fits(pattern, said):
                return Asked(pattern.topic, pattern.urgent and not dying, dying)
        return None


def _fits(pattern: _Pattern, said: tuple[str, ...]) -> bool:
    return all(_any(part, said) for part in pattern.needed) and not any(_any(part, said) for part in pattern.barred)


def topic_of(name: str) -> str:
    """The name of the topic, without the sign that its page is urgent."""
    return name.removeprefix(URGENT)


def _pattern(name: str, line: str) -> _Pattern:
    needed: list[tuple[tuple[str, ...], ...]] = []
    barred: list[tuple[tuple[str, ...], ...]] = []
    for part in map(str.strip, line.split("+")):
        alternatives = tuple(filter(None, (_folded(words) for words in part.removeprefix("-").split("|"))))
        if alternatives:
            (barred if part.startswith("-") else needed).append(alternatives)
    words = sum(max(map(len, part)) for part in needed)
    return _Pattern(topic_of(name), name.startswith(URGENT), tuple(needed), tuple(barred), (len(needed), words))


def _folded(words: str) -> tuple[str, ...]:
    if "*" not in words:  # together, as a message is read: two words may be one thing, as in "hace mucho"
        return tuple(part for token in spelled(plain(words).text, {}, frozenset()) for part in token.split("_"))
    parts: list[str] = []
    for word in words.split():
        ending = "*" if word.endswith("*") else ""
        read = spelled(plain(word.removesuffix("*")).text, {}, frozenset())
        folded = [part for token in read for part in token.split("_")]
        parts += [*folded[:-1], folded[-1] + ending] if folded else []
    return tuple(parts)


def _any(alternatives: tuple[tuple[str, ...], ...], said: tuple[str, ...]) -> bool:
    return any(words[0] in said or words[0].endswith("*") for words in alternatives) and any(
        _stands(words, said) for words in alternatives
    )


def _stands(words: tuple[str, ...], said: tuple[str, ...]) -> bool:
    first = words[0]
    if len(words) == 1 and not first.endswith("*"):
        return first in said
    return any(
        _same(first, said[at]) and all(_same(word, said[at + step]) for step, word in enumerate(words))
        for at in range(len(said) - len(words) + 1)
    )


def _same(word: str, said: str) -> bool:
    return said.startswith(word[:-1]) if word.endswith("*") else word == said
