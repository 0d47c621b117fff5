"""Which question a message asks, from patterns staff listed: words that must all be there, in any order.

A pattern is one line: `narcan|naloxone + wear* off|last`. Every part between `+` must stand in the message, one of its
alternatives is enough, several words stand side by side, `*` stands for any ending, and a part that starts with `-` must
not be there. The pattern with most parts wins, then an urgent one, then the one with most words, then the order of the file.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

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
"""Alternatives, one of which is enough: words, or words that stand side by side."""


class Pattern(msgspec.Struct, frozen=True):
    """One pattern: its topic, the parts that must stand there and those that must not, each with its alternatives."""

    topic: str
    urgent: bool
    needed: tuple[Part, ...]
    barred: tuple[Part, ...]
    weight: tuple[int, int]


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


class _Parts:
    """The parts of all patterns, each once and by number: a message finds those that stand in it, and compares no words again."""

    def __init__(self) -> None:
        self._numbers: dict[Part, int] = {}
        self._by_word: dict[str, list[int]] = defaultdict(list)
        self._by_pair: dict[str, dict[str, list[tuple[tuple[str, ...], int]]]] = defaultdict(lambda: defaultdict(list))
        """First of several words -> the second -> the words after it, and the part they are an alternative of."""

    def number(self, part: Part) -> int:
        """The number of this part, listed from now on."""
        if part not in self._numbers:
            number = self._numbers[part] = len(self._numbers)
            for words in part:
                if len(words) == 1:
                    self._by_word[words[0]].append(number)
                else:
                    self._by_pair[words[0]][words[1]].append((words[2:], number))
        return self._numbers[part]

    def standing(self, at: Sequence[tuple[str, ...]]) -> frozenset[int]:
        """The parts of which one alternative stands in a message: its words in their order, each in all its forms."""
        found: set[int] = set()
        by_word, by_pair = self._by_word, self._by_pair
        for place, forms in enumerate(at, start=1):
            following = at[place] if place < len(at) else ()
            for form in forms:
                if form in by_word:
                    found.update(by_word[form])
                if form in by_pair:
                    pairs = by_pair[form]
                    begun = [one for second in following if second in pairs for one in pairs[second]]
                    found.update([number for rest, number in begun if _follow(rest, at, place + 1)])
        return frozenset(found)


def _follow(words: tuple[str, ...], at: Sequence[tuple[str, ...]], start: int) -> bool:
    if not words:
        return True
    return start + len(words) <= len(at) and all(word in at[start + step] for step, word in enumerate(words))


class MessageWords:
    """The words of a message as patterns ask for them."""

    __slots__ = ("dying", "parts")

    def __init__(self, tokens: list[str], beginnings: _Beginnings, parts: _Parts) -> None:
        self.dying = _tells_of_dying(tokens)
        said = [word for token in tokens for word in token.split("_")]
        self.parts = parts.standing([(word, *beginnings.of(word)) for word in said])
        """The parts of patterns that stand here, by number."""


class _Tried(NamedTuple):
    """A pattern by the numbers of its parts."""

    must: frozenset[int]
    must_not: frozenset[int]
    pattern: Pattern


class _Index:
    """Patterns in their order, found by one part that each must have: a message tries a few, not all."""

    def __init__(self, patterns: Sequence[Pattern], parts: _Parts) -> None:
        self._patterns = [
            _Tried(frozenset(map(parts.number, one.needed)), frozenset(map(parts.number, one.barred)), one)
            for one in patterns
        ]
        self._by_part: dict[int, list[int]] = defaultdict(list)
        shared = Counter(number for one in self._patterns for number in one.must)
        for place, one in enumerate(self._patterns):
            self._by_part[min(one.must, key=shared.__getitem__)].append(place)

    def find(self, heard: MessageWords) -> Pattern | None:
        """The first pattern that fits these words, in their order."""
        by_part, standing = self._by_part, heard.parts
        places = [place for number in standing if number in by_part for place in by_part[number]]
        for place in sorted(places):
            must, must_not, pattern = self._patterns[place]
            if must <= standing and must_not.isdisjoint(standing):
                return pattern
        return None


class Questions:
    """Patterns of every language, tried against the folded words of a message."""

    def __init__(self, listed: Iterable[Mapping[str, tuple[str, ...]]]) -> None:
        found = [
            _pattern(name, line) for questions in listed for name, lines in questions.items() for line in lines if line
        ]
        ranked = sorted((p for p in found if p.needed), key=lambda p: (-p.weight[0], not p.urgent, -p.weight[1]))
        self._beginnings, self._parts = _Beginnings(ranked), _Parts()
        self.patterns: tuple[Pattern, ...] = tuple(p for p in ranked if p.topic not in INTENTS)
        """Those of questions, the surest first."""
        self._patterns = _Index(self.patterns, self._parts)
        acts: dict[str, list[Pattern]] = defaultdict(list)
        for pattern in ranked:
            if pattern.topic in INTENTS:
                acts[pattern.topic].append(pattern)
        self._acts = {intent: _Index(patterns, self._parts) for intent, patterns in acts.items()}

    def hear(self, tokens: list[str]) -> MessageWords:
        """The folded words of a message, ready to be tried."""
        return MessageWords(tokens, self._beginnings, self._parts)

    def finds(self, intent: str, heard: MessageWords) -> bool:
        """Whether words listed for this intent itself stand here: what is meant by them is no question."""
        acts = self._acts.get(intent)
        return acts is not None and acts.find(heard) is not None

    def find(self, heard: MessageWords) -> Asked | None:
        """What is asked, or None; an urgent page is not offered over the signs of somebody dying."""
        pattern = self._patterns.find(heard)
        return Asked(pattern.topic, pattern.urgent and not heard.dying, heard.dying) if pattern is not None else None


def _tells_of_dying(tokens: list[str]) -> bool:
    """Whether a word of somebody dying stands here; the colour of a pill is none."""
    told = [at for at, token in enumerate(tokens) if token in _DYING]
    if not told:
        return False
    form = shape(tokens)
    return any(form[at] != _COLOUR or _DRUG not in form[max(0, at - 1) : at + 2] for at in told)


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
    return Pattern(topic_of(name), name.startswith(URGENT), tuple(needed), tuple(barred), (len(needed), words))


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
