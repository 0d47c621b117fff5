"""The names of places in a message: the longest known ones, with the state, city or country that is said beside them."""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

from app.language.heard import heard
from app.places.filler import BEFORE, FILLER, JOINS, QUARTERS, ROADS, SAINTS, SURE_BEFORE
from app.places.gazetteer import fold
from app.places.names import TOWN, NamedPlace, NameTable
from app.places.states import STATE_NAMES, WORD_LETTERS, state_at

_TOKEN = re.compile(r"[^\W_]+|[&/@,;+]")
_LONGEST_NAME = 6
_CITY_BEFORE_STATE = 1_000_000
_ENGLISH_BEFORE = heard("in_one_place")
_SMALL = 1_000
"""A place of fewer people is read in one word only behind `in` and such, or with its state."""
_A_CITY = 50_000
_PART_OF_A_CITY = 1_500
"""Parts of cities count as so many people at most; only a town has more."""
_TOWN_BEHIND_THE = 5_000
_MOST_WORDS = 40
_BEFORE_LETTERS = heard("before_state_letters")
"""Before two letters at the end, which are then a state: "in or"."""
_SELDOM_WORDS = frozenset("pa ma oh id co ok mi mo ms".split())
"""Letters of states that are seldom a word behind a name: they are not given up when no such town is known there."""
_ORDINAL = re.compile(r"\d{1,3}(?:st|nd|rd|th)|\d{1,3}")


class Mention(msgspec.Struct, frozen=True):
    """One name in a message, and all places that it may be."""

    start: int
    end: int
    """Behind the name and the state that follows it."""
    name: str
    state: str
    places: tuple[NamedPlace, ...]
    sure: bool
    """False for a word of any day that nothing beside it makes a place."""


def tokens(text: str) -> list[str]:
    """The words of a folded text, and the marks that join or part them."""
    return _TOKEN.findall(text)[:_MOST_WORDS]


class Scanner:
    """Finds names in messages, in the country's table and in what else is known by name."""

    def __init__(self, table: NameTable, more: Callable[[str], tuple[NamedPlace, ...]], sizes: dict[str, int]) -> None:
        self._table = table
        self._more = more
        self._sizes = sizes

    def mentions(self, words: list[str]) -> list[Mention]:
        """The names in these words, from left to right, none inside another."""
        found: list[Mention] = []
        at = 0
        while at < len(words):
            mention = self._at(words, at)
            if mention is not None:
                found.append(mention)
                at = max(mention.end, at + 1)
            else:
                at += max(1, state_at(words, at)[1])  # "nuevo mexico" is no Mexico
        found = [mention for mention in found if not self._crosses_unknown(words, mention)]
        strong = [mention for mention in found if mention.sure]
        if strong:
            return strong
        alone = [
            mention for mention in found
            if self._all_else_is_filler(words, mention) and mention.places[0].people >= _SMALL
        ]  # fmt: skip
        return alone[-1:]

    def _at(self, words: list[str], at: int) -> Mention | None:
        """The longest name that begins at this word."""
        word = words[at]
        sizes = self._sizes_of(word)
        if word in SAINTS:
            sizes |= self._sizes_of(SAINTS[word])
        if word in QUARTERS:
            sizes |= self._sizes_of(QUARTERS[word])
        for size in range(min(sizes.bit_length() - 1, _LONGEST_NAME, len(words) - at), 0, -1):
            if not sizes >> size & 1:
                continue
            inside = words[at : at + size]
            if not all(part.isalnum() or (part == "&" and 0 < n < size - 1) for n, part in enumerate(inside)):
                continue
            name = " ".join("and" if part == "&" else part for part in inside)
            places = self.places(name)
            if places and not _is_street(words, at, at + size):
                return self._mention(words, at, at + size, name, places)
        return None

    def _sizes_of(self, word: str) -> int:
        """How many words the names have that begin with this one, a bit for each number."""
        return self._table.sizes.get(word, 0) | self._sizes.get(word, 0)

    def places(self, name: str) -> tuple[NamedPlace, ...]:
        """All places of this folded name, the most people first."""
        found = (*self._more(name), *self._table.get(name))
        first, _, rest = name.partition(" ")
        if rest and (first in SAINTS or first in QUARTERS):
            for spelled in (SAINTS, QUARTERS):
                if first in spelled and not (found and spelled is QUARTERS):
                    other = f"{spelled[first]} {rest}"
                    found = (*found, *self._more(other), *self._table.get(other))
        return found if len(found) < 2 else tuple(sorted(found, key=lambda place: -place.people))

    def _mention(
        self, words: list[str], at: int, end: int, name: str, places: tuple[NamedPlace, ...]
    ) -> Mention | None:
        as_state, as_long = state_at(words, at)
        if as_long > end - at:
            return None  # "carolina del norte" is no Carolina
        state, behind = self._state(words, end, places)
        before = words[at - 1] if at else ""
        named_before = before in SURE_BEFORE or (before == "the" and at > 1 and words[at - 2] in SURE_BEFORE)
        if " " not in name:
            if not state and as_state and name.upper() != "NYC" and len(name) == 2:
                if not named_before and name not in ("sf", "la", "dc", "kc"):
                    return None
                if name in WORD_LETTERS - {"la"}:
                    return None
            if name in STATE_NAMES and not state and places[0].people < _CITY_BEFORE_STATE:
                return None
            if name == "la":
                after = words[end] if end < len(words) else ""
                return (
                    Mention(at, behind, name, state, places, True)
                    if before in _ENGLISH_BEFORE and after in {"", *FILLER}
                    else None
                )
            if name in FILLER and not state:
                return None
        everyday = " " not in name and (
            name in self._table.everyday or all(place.people < _SMALL and place.kind == TOWN for place in places)
        )
        if not state and _is_a_thing(name, before, places, is_word=name in self._table.everyday):
            return None
        sure = bool(state) or named_before or not everyday
        return Mention(at, behind, name, state, places, sure)

    def _state(self, words: list[str], end: int, places: tuple[NamedPlace, ...]) -> tuple[str, int]:
        """The state said behind a name, and where the words go on."""
        comma = end < len(words) and words[end] == ","
        at = end + comma
        if at < len(words) and words[at] == "in" and at + 1 < len(words) and state_at(words, at + 1)[1]:
            state, size = state_at(words, at + 1)
            if words[at + 1] not in WORD_LETTERS:
                return state, at + 1 + size
        state, size = state_at(words, at)
        if not state:
            return "", end
        if " ".join(words[at : at + size]) in WORD_LETTERS and not comma:
            lies = any(place.state == state for place in places) or words[at] in _SELDOM_WORDS
            after = words[at + size] if at + size < len(words) else ""
            if not lies or (
                after and (after in BEFORE or after not in FILLER) and after.isalnum() and not after.isdigit()
            ):
                return "", end
        return state, at + size

    def _crosses_unknown(self, words: list[str], mention: Mention) -> bool:
        """True for one of two streets that cross, where the other is no place: 'front and girard'."""
        if mention.state or " " in mention.name:
            return False
        beside = []
        if mention.start > 1 and words[mention.start - 1] in JOINS:
            beside.append(words[mention.start - 2])
        if mention.end + 1 < len(words) and words[mention.end] in JOINS:
            beside.append(words[mention.end + 1])
        unknown = [word for word in beside if word.isalnum() and word not in FILLER and word not in BEFORE]
        return any(not self.places(word) for word in unknown)

    @staticmethod
    def _all_else_is_filler(words: list[str], mention: Mention) -> bool:
        others = [*words[: mention.start], *words[mention.end :]]
        return all(word in FILLER or not word.isalnum() for word in others)


def _is_a_thing(name: str, before: str, places: tuple[NamedPlace, ...], *, is_word: bool) -> bool:
    """True for what people call so everywhere, though small towns bear the name: "the airport", "the terrace"."""
    if any(place.kind != TOWN or place.people >= _A_CITY for place in places):
        return False
    if before == "the" and " " not in name:
        return places[0].people > _PART_OF_A_CITY and (is_word or places[0].people < _TOWN_BEHIND_THE)
    article, _, rest = name.partition(" ")
    if article != "the":
        return False
    return not any(f" {rest} " in f" {fold(place.label)} " for place in places)


def _is_street(words: list[str], start: int, end: int) -> bool:
    """True for a name that is a street's here: 'lancaster ave', '5th and lehigh', '200 w girard'."""
    after = words[end] if end < len(words) else ""
    before = words[start - 1] if start else ""
    if after in ROADS and after not in ("st", "way", "place") and end - start < 3:
        return True
    if (
        after == "st"
        and end - start < 3
        and not (end + 1 < len(words) and words[end + 1].isalpha() and words[end + 1] not in FILLER | BEFORE)
    ):
        return True
    if before in JOINS and start > 1 and _ORDINAL.fullmatch(words[start - 2]) and end - start == 1:
        return True
    return after in JOINS and end + 1 < len(words) and _ORDINAL.fullmatch(words[end + 1]) is not None


def state_alone(words: list[str]) -> str:
    """The state that is all these words name: by its name, or by letters that are no word."""
    found, covered = "", 0
    for at, word in enumerate(words):
        if at < covered:
            continue
        state, size = state_at(words, at)
        letters = size == 1 and len(word) == 2
        before = words[at - 1] if at else ""
        if state and letters and (word in WORD_LETTERS or word in FILLER) and before not in ("state", "of", ","):
            last = at == len(words) - 1
            named = last and word in _SELDOM_WORDS and before.isalpha() and before not in FILLER
            if not named and not (last and before in _BEFORE_LETTERS and word not in ("me", "hi", "so", "la")):
                continue
        if state:
            found, covered = state, at + size
    return found


def only_state(words: list[str], state: str) -> bool:
    """True when these words name this state and nothing else in need of a guess."""
    at = 0
    while at < len(words):
        named, size = state_at(words, at)
        if named != state and words[at] not in FILLER and words[at] not in BEFORE:
            return False
        at += size if named == state else 1
    return True
