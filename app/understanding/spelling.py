"""Ways of writing and mis-hearing the same word, folded to one; staff do not need to know these."""

import re
from collections.abc import Iterable, Mapping

from app.language.heard import heard_as

_VOWELS = re.compile("[aeiou]")

_WORDS: dict[str, tuple[str, ...]] = {word: tuple(meant.split("_")) for word, meant in heard_as("spelled").items()}

# Words written as one with an underscore in the table of set phrases stay one: only folding splits them.
_MERGES: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
for _phrase, _meant in heard_as("heard_as").items():
    _first, *_rest = _phrase.split()
    _MERGES.setdefault(_first, []).append((tuple(_rest), tuple(_meant.split())))
for _entries in _MERGES.values():
    _entries.sort(key=lambda entry: -len(entry[0]))


def fold(token: str) -> tuple[str, ...]:
    """The usual words for one token: text-speak opened, apostrophes dropped."""
    known = _WORDS.get(token)
    if known is not None:
        return known
    if "'" in token:
        bare = token.replace("'", "")
        return _WORDS.get(bare, (bare,))
    return (token,)


def merge(tokens: list[str]) -> list[str]:
    """The tokens with mis-hearings mended and set phrases made one word, longest first, left to right."""
    merged: list[str] = []
    at, end = 0, len(tokens)
    while at < end:
        token = tokens[at]
        entries = _MERGES.get(token)
        if entries is not None:
            for rest, becomes in entries:
                if tuple(tokens[at + 1 : at + 1 + len(rest)]) == rest:
                    merged.extend(becomes)
                    at += 1 + len(rest)
                    break
            else:
                merged.append(token)
                at += 1
            continue
        merged.append(token)
        at += 1
    return merged


def known_words() -> frozenset[str]:
    """Every word the tables above produce, so that none of them is taken for a typing mistake."""
    folded = {word for words in _WORDS.values() for word in words}
    merged = {word for entries in _MERGES.values() for _, words in entries for word in words}
    return frozenset(folded | merged | set(_WORDS) | set(_MERGES))


def written_words() -> frozenset[str]:
    """Every single word the tables above read: none of them is a place."""
    return frozenset(_WORDS) | frozenset(_MERGES)


def deletions(word: str) -> set[str]:
    """The word and every form of it with one letter left out."""
    return {word} | {word[:at] + word[at + 1 :] for at in range(len(word))}


def typo_table(right: Iterable[str]) -> Mapping[str, str]:
    """Form with one letter missing -> right word, for words long enough to be told apart (SymSpell's idea)."""
    table: dict[str, str] = {}
    for word in sorted(right):
        if len(word) >= 5 and word.isalpha():
            for form in deletions(word):
                table.setdefault(form, word)
            table.setdefault(vowelless(word), word)
    return table


def vowelless(word: str) -> str:
    """The key under which a word typed without its vowels is found: 'brthng', 'frnd'."""
    return "*" + _VOWELS.sub("", word)
