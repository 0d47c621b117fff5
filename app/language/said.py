"""What somebody said, read once: every reader of a message takes it from here and folds nothing again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property

from app.language import reactions
from app.language.heard import heard, heard_as
from app.language.short_answers import pick, plain

_CUT_OFF = 4
"""From this length on a word that ends in "in" may be one in "ing"."""
_LONGEST = 120
"""Letters of a message that may be one plain answer; more is a story."""


_LONGEST_PHRASE = 8
"""Words of one listed answer: "i called him he picked up hes good"."""


def _spellings() -> dict[str, str]:
    """Word -> as it is usually written: what stands for several words as the first one listed for them, "dnt" as "dont"."""
    written, first = heard_as("spelled"), dict[str, str]()
    for word, meant in written.items():
        if word.isalpha():
            first.setdefault(meant, meant if meant.isalpha() else word)
    return {word: first[meant] for word, meant in written.items() if word.isalpha() and first[meant] != word}


_SPELLED = _spellings()


Phrase = tuple[tuple[str, ...], ...]
"""Words that follow each other, each in its spellings."""


class Reports(dict[str, tuple[Phrase, ...]]):
    """What may be told -> its phrases, each found by its first word: a message tries a few of them, not all."""

    def __init__(self, listed: Mapping[str, tuple[Phrase, ...]]) -> None:
        super().__init__(listed)
        self._begun: dict[str, list[tuple[int, str, Phrase]]] = {}
        self._alone: dict[str, Reports] = {}
        phrases = ((name, phrase) for name, listed in self.items() for phrase in listed)
        for place, (name, phrase) in enumerate(phrases):
            for word in set(phrase[0]):
                self._begun.setdefault(word, []).append((place, name, phrase))

    def only(self, name: str) -> Reports:
        """This report and no other; none where it is not listed."""
        if name not in self._alone:
            self._alone[name] = Reports({name: self.get(name, ())})
        return self._alone[name]

    def begun_by(self, tokens: Iterable[str]) -> list[tuple[int, str, Phrase]]:
        """The phrases whose first word is among these, in the order in which they are listed."""
        begun = self._begun
        found = {one[0]: one for token in tokens if token in begun for one in begun[token]}
        return [found[place] for place in sorted(found)]


class Said:
    """One message as its readers need it; holds the words only as long as the turn lasts."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def words(self) -> str:
        """Small letters without accents, punctuation, emoji or look-alikes, parted by single spaces."""
        return plain(self.text)

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """The words one by one."""
        return tuple(self.words.split())

    @cached_property
    def runs(self) -> frozenset[str]:
        """Every run of words that stand side by side: a listed phrase that stands here is one of them."""
        return runs(self.tokens)

    @cached_property
    def pick(self) -> str:
        """The one digit or key this message chooses; empty where it chooses none."""
        return pick(self.text)

    @cached_property
    def reaction(self) -> str:
        """`like`, `dislike` or `other` where a phone tells of a tap on a message; empty for words of somebody's own."""
        return reactions.kind(self.text)

    def taps(self, ours: Collection[str]) -> bool:
        """Whether a phone tells of a tap on one of these words of ours, and on no older text: as far as it quotes them."""
        quote = plain(reactions.quoted(self.text))
        return bool(quote) and any(words.startswith(quote) or words in quote for words in map(plain, ours) if words)

    @cached_property
    def asks(self) -> bool:
        """Whether it is a question: "ok?" tells nothing."""
        return "?" in self.text

    def made_of(self, listed: Collection[str], around: Collection[str] = ()) -> bool:
        """Whether all of it is made of these whole phrases, at least one of them `listed`; a question never is."""
        if self.asks or not self.words or len(self.words) > _LONGEST:
            return False
        return _made_of(self.tokens, frozenset(listed), frozenset(around))

    @cached_property
    def _usual(self) -> tuple[str, ...]:
        """The words as they are usually spelled."""
        return tuple(map(_usual, self.tokens))

    def tells(self, reports: Reports) -> str:
        """The report told here in the most words, of two such the one said closest together; empty where none is."""
        return _told(reports, self.tokens) or (_told(reports, self._usual) if self._usual != self.tokens else "")


def runs(tokens: tuple[str, ...]) -> frozenset[str]:
    """All phrases that these words hold, each parted by single spaces."""
    size = len(tokens)
    return frozenset(" ".join(tokens[start:end]) for start in range(size) for end in range(start + 1, size + 1))


def _told(reports: Reports, tokens: tuple[str, ...]) -> str:
    best, weight = "", (0, 0)
    for _, name, phrase in reports.begun_by(tokens):
        if len(phrase) < weight[0]:
            continue
        apart = _apart(phrase, tokens)
        if apart is not None and (len(phrase), -apart) > weight:
            best, weight = name, (len(phrase), -apart)
    return best


def _usual(token: str) -> str:
    """The word as it is usually spelled: "hav", "breathin"."""
    if token in _SPELLED:
        return _SPELLED[token]
    return f"{token}g" if len(token) > _CUT_OFF and token.endswith("in") else token


def _made_of(tokens: tuple[str, ...], listed: frozenset[str], around: frozenset[str]) -> bool:
    """Every way to part the words into phrases is tried, from the left; `reached[i]` holds whether a listed one was among them."""
    reached: dict[int, bool] = {0: False}
    for start in range(len(tokens)):
        if start not in reached:
            continue
        for end in range(start + 1, min(len(tokens), start + _LONGEST_PHRASE) + 1):
            phrase = " ".join(tokens[start:end])
            if phrase in listed:
                reached[end] = True
            elif phrase in around and not (reached[start] and _refuses(tokens[start:end])):
                reached[end] = reached.get(end, False) or reached[start]
    return reached.get(len(tokens), False)


def _refuses(phrase: tuple[str, ...]) -> bool:
    """Whether a courtesy is nothing but a no: "no no, im fine" is well, "ok no no" is not."""
    return REFUSALS.issuperset(phrase)


def _apart(phrase: tuple[tuple[str, ...], ...], tokens: tuple[str, ...]) -> int | None:
    """How many other words stand between these, which must be in this order; None where they do not, or a denial slips in."""
    first = phrase[0]
    if len(phrase) == 1 and len(tokens) > _ALONE:
        return None
    found = [
        apart
        for at, token in enumerate(tokens)
        if token in first and not _denied(first, tokens, at)
        if (apart := _goes_on(phrase[1:], tokens, at + 1)) is not None
    ]
    return min(found, default=None)


def _goes_on(rest: tuple[tuple[str, ...], ...], tokens: tuple[str, ...], start: int) -> int | None:
    if not rest:
        return 0
    for at in range(start, min(start + 3, len(tokens))):
        if tokens[at] in rest[0]:
            more = _goes_on(rest[1:], tokens, at + 1)
            if more is not None:
                return at - start + more
        if tokens[at] in DENIALS:
            return None
    return None


REFUSALS = heard("refusals")
"""A no by itself; after a listed answer it takes that answer back."""
_ALONE = 5
"""A single word is a report only in so short a message."""
QUESTION_WORDS = heard("asking") | heard("asks_further")
"""Words by which a question is known without its mark."""
DENIALS = heard("denials")
"""Small words that turn what follows; they are no sign of a language, only of a no."""


def _denied(first: tuple[str, ...], tokens: tuple[str, ...], at: int) -> bool:
    """Whether a denial stands right before, which the phrase itself does not begin with."""
    return DENIALS.isdisjoint(first) and any(token in DENIALS for token in tokens[max(0, at - 2) : at])
