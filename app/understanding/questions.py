"""Which question a message asks, from patterns staff listed: words that must all be there, in any order.

A pattern is one line: `narcan|naloxone + wear* off|last`. Every part between `+` must stand in the message, one of its
alternatives is enough, several words stand side by side, `*` stands for any ending, and a part that starts with `-` must
not be there. The pattern with most parts wins, then an urgent one, then the one with most words, then the order of the file.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from app.language.heard import heard
from app.understanding.features import spelled
from app.understanding.meaning import INTENTS
from app.understanding.normalise import plain
from app.understanding.word_classes import shape

URGENT = "!"
"""In front of a topic's name: its page begins with what cannot wait, so it may answer what only looks like an emergency."""

# Signs of somebody who may be dying now: no question is heard over them.
_DYING = heard("signs_of_dying")
_COLOUR, _DRUG = "C", "D"
"""Letters of the classes in a message's shape (see word_classes.py)."""


_LETTERS = 3
"""First letters by which beginnings are looked up."""


Part = tuple[tuple[str, ...], ...]
"""Alternatives, one of which is enough."""
Sorted = tuple[tuple[str, ...], Part]
"""The same in two: single words, looked up together, and words that stand side by side."""


class Pattern(msgspec.Struct, frozen=True):
    """One pattern: its topic, the parts that must stand there and those that must not, each with its alternatives."""

    topic: str
    urgent: bool
    needed: tuple[Part, ...]
    barred: tuple[Part, ...]
    weight: tuple[int, int]
    must: tuple[Sorted, ...]
    must_not: tuple[Sorted, ...]


class Asked(msgspec.Struct, frozen=True):
    """The topic a message asks about."""

    topic: str
    urgent: bool
    """Its page may stand in for an emergency that the model alone heard."""
    dying: bool
    """Whether words of somebody dying stand beside it."""


class _Beginnings:
    """The beginnings that any pattern asks for, such as `narc*`, found by the first letters of a word."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        listed = {
            word
            for pattern in patterns
            for part in (*pattern.needed, *pattern.barred)
            for words in part
            for word in words
            if word.endswith("*")
        }
        self._by_letters: dict[str, list[str]] = defaultdict(list)
        for word in sorted(listed):
            self._by_letters[word[: min(_LETTERS, len(word) - 1)]].append(word)

    def of(self, word: str) -> list[str]:
        """The beginnings that this word has."""
        get = self._by_letters.get
        return [
            begun
            for letters in range(min(_LETTERS, len(word)) + 1)
            for begun in get(word[:letters], ())
            if word.startswith(begun[:-1])
        ]


class MessageWords:
    """The words of a message, each with what patterns ask for of its beginning, so that `narc*` is looked up and not compared."""

    __slots__ = ("_at", "dying", "forms", "places")

    def __init__(self, tokens: list[str], beginnings: _Beginnings) -> None:
        self.dying = _tells_of_dying(tokens)
        said = [word for token in tokens for word in token.split("_")]
        self._at = [(word, *beginnings.of(word)) for word in said]
        self.places: dict[str, list[int]] = {}
        """Word, or beginning of one with `*` -> where it stands."""
        for place, forms in enumerate(self._at):
            for form in forms:
                self.places.setdefault(form, []).append(place)
        self.forms = frozenset(self.places)

    def holds_one(self, alternatives: Sorted) -> bool:
        """Whether one of these alternatives stands here."""
        words, phrases = alternatives
        return not self.forms.isdisjoint(words) or any(map(self.holds, phrases))

    def holds(self, words: tuple[str, ...]) -> bool:
        """Whether these words stand side by side."""
        starts = self.places.get(words[0])
        if starts is None or len(words) == 1:
            return starts is not None
        last = len(self._at) - len(words)
        for start in starts:
            if start <= last and all(word in self._at[start + step] for step, word in enumerate(words)):
                return True
        return False


class _Index:
    """Patterns in their order, found by a first word that one part of each must have: a message tries a few, not all."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self._patterns = patterns
        self._by_head: dict[str, list[int]] = defaultdict(list)
        shared = Counter(words[0] for pattern in patterns for part in pattern.needed for words in part)
        for number, pattern in enumerate(patterns):
            rarest = min(pattern.needed, key=lambda part: sum(shared[words[0]] for words in part))
            for head in {words[0] for words in rarest}:
                self._by_head[head].append(number)

    def worth_trying(self, heard: MessageWords) -> Iterator[Pattern]:
        """The patterns of which one part may stand in these words, in their order."""
        found = {number for form in heard.places for number in self._by_head.get(form, ())}
        return (self._patterns[number] for number in sorted(found))


class Questions:
    """Patterns of every language, tried against the folded words of a message."""

    def __init__(self, listed: Iterable[Mapping[str, tuple[str, ...]]]) -> None:
        found = [
            _pattern(name, line) for questions in listed for name, lines in questions.items() for line in lines if line
        ]
        ranked = sorted((p for p in found if p.needed), key=lambda p: (-p.weight[0], not p.urgent, -p.weight[1]))
        self._beginnings = _Beginnings(ranked)
        self.patterns: tuple[Pattern, ...] = tuple(p for p in ranked if p.topic not in INTENTS)
        """Those of questions, the surest first."""
        self._patterns = _Index(self.patterns)
        acts: dict[str, list[Pattern]] = defaultdict(list)
        for pattern in ranked:
            if pattern.topic in INTENTS:
                acts[pattern.topic].append(pattern)
        self._acts = {intent: _Index(patterns) for intent, patterns in acts.items()}

    def hear(self, tokens: list[str]) -> MessageWords:
        """The folded words of a message, ready to be tried."""
        return MessageWords(tokens, self._beginnings)

    def finds(self, intent: str, heard: MessageWords) -> bool:
        """Whether words listed for this intent itself stand here: what is meant by them is no question."""
        acts = self._acts.get(intent)
        return acts is not None and any(_fits(pattern, heard) for pattern in acts.worth_trying(heard))

    def find(self, heard: MessageWords) -> Asked | None:
        """What is asked, or None; an urgent page is not offered over the signs of somebody dying."""
        for pattern in self._patterns.worth_trying(heard):
            if _fits(pattern, heard):
                return Asked(pattern.topic, pattern.urgent and not heard.dying, heard.dying)
        return None


def _tells_of_dying(tokens: list[str]) -> bool:
    """Whether a word of somebody dying stands here; the colour of a pill is none."""
    told = [at for at, token in enumerate(tokens) if token in _DYING]
    if not told:
        return False
    form = shape(tokens)
    return any(form[at] != _COLOUR or _DRUG not in form[max(0, at - 1) : at + 2] for at in told)


def _fits(pattern: Pattern, heard: MessageWords) -> bool:
    return all(map(heard.holds_one, pattern.must)) and not any(map(heard.holds_one, pattern.must_not))


def _sorted(parts: Iterable[Part]) -> tuple[Sorted, ...]:
    return tuple(
        (tuple(one[0] for one in part if len(one) == 1), tuple(one for one in part if len(one) > 1)) for part in parts
    )


def topic_of(name: str) -> str:
    """The name of the topic, without the sign that its page is urgent."""
    return name.removeprefix(URGENT)


def _pattern(name: str, line: str) -> Pattern:
    needed: list[Part] = []
    barred: list[Part] = []
    for part in map(str.strip, line.split("+")):
        alternatives = tuple(filter(None, (_folded(words) for words in part.removeprefix("-").split("|"))))
        if alternatives:
            (barred if part.startswith("-") else needed).append(alternatives)
    words = sum(max(map(len, part)) for part in needed)
    return Pattern(
        topic_of(name),
        name.startswith(URGENT),
        tuple(needed),
        tuple(barred),
        (len(needed), words),
        _sorted(needed),
        _sorted(barred),
    )


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
