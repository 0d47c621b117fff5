"""Where a message says it is, as written: post code, spoken digits, city, neighbourhood, crossing, near me."""

import re
from collections.abc import Collection

import msgspec

from app.language.heard import heard
from app.understanding import post_code
from app.understanding.place_words import (
    ARTICLES,
    ASKED,
    BEFORE,
    BEFORE_SURE,
    CROSSED_BY,
    ENDS,
    KEEP_ARTICLES,
    NAME_GOES_ON,
    NICKNAMES,
    NOT_PLACES,
    PREFIXES,
    ROADS,
    RUNS_THROUGH,
    SHORT,
    STATE_NAMES,
    STATES,
    STREET_LIKE,
)

_ORDINAL = re.compile(r"\d{1,3}(?:st|nd|rd|th)")
_NEAR_ME = re.compile(
    r"\b(near me|nearby me|close to me|around me|by me|near here|around here|close by|nearby|near by|nearme|next to me|"
    r"where i am|where im at|my location|my area|my neighborhood|my zip|"
    r"cerca de m[i\u00ed]|cerca de aqui|cerca de donde estoy|por aqui|por aca|cerca m[i\u00ed]o|aqui cerca|cerquita|"
    r"mi area|mi zona|mi barrio|mi colonia|cerca)\b"
)
_WORD = re.compile(r"[^\W_]+(?:['\u2019.][^\W_]+)*\.?|[,;:!?&/()\n@]|-")
# A house number with its street, and two streets of which one is numbered: places in any sentence.
_ROAD = r"(?:st|street|ave|avenue|av|blvd|boulevard|rd|road|dr|drive|ln|lane|pl|place|hwy|highway|pkwy|parkway|ct|court|terrace|way)"
_NUMBERED = r"\d{1,3}(?:st|nd|rd|th)"
_CROSSED = r"(?:and|&|n|y|con|@|/)"
_ADDRESS = re.compile(
    rf"\b(\d{{2,5}} (?:[nsew]\.? |north |south |east |west )?(?:\d{{1,3}}(?:st|nd|rd|th)|[a-z]+)(?: [a-z]+)? {_ROAD}\b)"
    rf"|\b({_NUMBERED} {_CROSSED} (?!my\b|i\b|im\b|he\b|hes\b|she\b|shes\b|no\b|need\b|there\b|theres\b)(?:{_NUMBERED}|[a-z]+))\b"
    rf"|\b([a-z]+ {_CROSSED} {_NUMBERED})\b"
    rf"|\b({_NUMBERED} {_ROAD} {_CROSSED} (?:{_NUMBERED}|[a-z]+)(?: {_ROAD})?)\b"
)


class _Word(msgspec.Struct, frozen=True):
    bare: str
    start: int
    end: int


class PlaceSpanWords(msgspec.Struct, frozen=True):
    """What tells a place from other words: names of towns, everyday words that are none, and the words of this line."""

    towns: Collection[str] = frozenset()
    common: Collection[str] = frozenset()
    ours: Collection[str] = frozenset()


def find(
    written: str, text: str, *, sure_only: bool, known: PlaceSpanWords, plain_words: bool = True, odd_words: bool = True
) -> str | None:
    """The place as written, or None; `text` is `written` bare and lower-case, letter for letter.

    `sure_only` leaves out words that merely remain; without `plain_words` only what looks like a place is one;
    without `odd_words` an unknown word is none.
    """
    if len(written) != len(text):
        written = text
    found = post_code.find(text)
    if found is not None:
        return written[found[0] : found[1]]
    address = _ADDRESS.search(text) if any(letter.isdigit() for letter in text) else None
    if address is not None and not {*address.group().split()[:1]} & ENDS:
        return written[address.start() : address.end()]
    listed = [_Word(match.group().rstrip("."), match.start(), match.end()) for match in _WORD.finditer(text)]
    span = _after_preposition(listed, known=known, plain_words=plain_words)
    if span is None and not sure_only:
        span = _left_over(listed, known=known, odd_words=odd_words) or (
            _rest(listed, known=known) if odd_words else None
        )
    near = _NEAR_ME.search(text) if plain_words else None
    if span is not None and not (near and near.start() <= span[0] < near.end()):
        return written[span[0] : span[1]].strip(" ,.;:-")
    return written[near.start() : near.end()] if near else None


def _after_preposition(listed: list[_Word], *, known: PlaceSpanWords, plain_words: bool) -> tuple[int, int] | None:
    """The span after the last preposition that has a place behind it."""
    best: tuple[int, int] | None = None
    best_sure = False
    for at, word in enumerate(listed[:-1]):
        if word.bare not in BEFORE:
            continue
        span = _span_from(listed, at + 1, known=known)
        if span is None:
            continue
        sure = word.bare in BEFORE_SURE
        if sure or not best_sure:
            if not (sure and plain_words) and not _place_like(listed, span, known=known, strict=not plain_words):
                continue
            best, best_sure = span, best_sure or sure
    return best


def _place_like(listed: list[_Word], span: tuple[int, int], *, known: PlaceSpanWords, strict: bool) -> bool:
    """True when the span holds a town, a road, a crossing, or (unless `strict`) a word nobody uses otherwise."""
    inside = [word.bare for word in listed if word.start >= span[0] and word.end <= span[1]]
    name = " ".join(inside)
    crossing = CROSSED_BY.intersection(inside[1:-1])
    if name in NICKNAMES or (name in known.towns and not (strict and name in known.common)):
        return True
    if strict:
        return bool(crossing) or any(word in ROADS for word in inside)
    if crossing:
        return True
    return any(
        word in ROADS or word[0].isdigit() or (word.isalpha() and len(word) > 2 and word not in known.common)
        for word in inside
    )


def _span_from(listed: list[_Word], at: int, *, known: PlaceSpanWords) -> tuple[int, int] | None:
    """The span of a place that starts at this word, or None."""
    first = at
    while first < len(listed) and listed[first].bare in ARTICLES | BEFORE and not _named(listed, first, known):
        first += 1
    if first >= len(listed) or not listed[first].bare[0].isalnum():
        return _los_angeles(listed, first - 1)
    opening = listed[first].bare
    crossing = _crossed(listed, first)
    if (
        (opening in NOT_PLACES and not crossing and not _road_name(listed, first))
        or (opening in ENDS and opening != "on")
        or (opening.isdigit() and not _is_road(listed, first))
    ):
        return None
    last = first
    while last + 1 < len(listed) and last - first < 7 and _goes_on(listed, last + 1, known):
        if _said(listed, first, last, known=known):
            break
        last += 1
    while (
        last > first
        and listed[last].bare in RUNS_THROUGH
        and listed[last].bare not in ROADS
        and listed[last].bare not in STATES
    ):
        last -= 1
    return listed[first].start, listed[last].end


def _said(listed: list[_Word], first: int, last: int, *, known: PlaceSpanWords) -> bool:
    """True when the place is complete here: a state, or a name nobody uses otherwise before an everyday word."""
    word, following = listed[last].bare, listed[last + 1].bare
    if following in ROADS or following in STATES or following in STATE_NAMES or not following[0].isalnum():
        return False
    if word in RUNS_THROUGH or word in PREFIXES or word in _ROADS_FIRST:
        return False
    if following in CROSSED_BY:
        return word in STATE_NAMES and last > first
    if last > first and word in STATES and word not in {"la", "de", "al"}:
        return True
    if following not in known.common or following in NAME_GOES_ON or following in RUNS_THROUGH:
        return False
    return _strange(word, known) or word in ROADS or _town_ends(listed, first, last, known=known)


def _town_ends(listed: list[_Word], first: int, last: int, *, known: PlaceSpanWords) -> bool:
    """True when the words so far are the name of a town, and are no longer one with the next."""
    name = " ".join(word.bare for word in listed[first : last + 1])
    longer = f"{name} {listed[last + 1].bare}"
    return (name in known.towns or name in NICKNAMES) and longer not in known.towns and longer not in NICKNAMES


def _los_angeles(listed: list[_Word], at: int) -> tuple[int, int] | None:
    """The span of a bare 'LA' that nothing follows."""
    return (listed[at].start, listed[at].end) if listed[at].bare == "la" else None


def _named(listed: list[_Word], at: int, known: PlaceSpanWords) -> bool:
    """True when an article belongs to the name: 'el barrio', 'the bronx', 'las vegas'."""
    if listed[at].bare not in KEEP_ARTICLES or at + 1 >= len(listed):
        return False
    following = listed[at + 1].bare
    pair = f"{listed[at].bare} {following}"
    if pair in known.towns or pair == "el barrio":
        return True
    if listed[at].bare != "the":
        return following in _ROADS_FIRST or following not in NOT_PLACES | ROADS | ENDS
    return following[0].isalpha() and not {following} & (NOT_PLACES | ROADS | ENDS) and following not in known.common


def _crossed(listed: list[_Word], at: int) -> bool:
    """True where two street names meet: 'front and girard', '5th & church'."""
    if at + 2 >= len(listed) or listed[at + 1].bare not in CROSSED_BY:
        return False
    first, second = listed[at].bare, listed[at + 2].bare
    bad = (NOT_PLACES | ENDS) - STREET_LIKE
    return not {first, second} & bad and not _verb(second) and second[0].isalnum()


def _road_name(listed: list[_Word], at: int) -> bool:
    """True for 'calle 8', 'avenida juarez': the Spanish word for a road with its name behind."""
    after = listed[at + 1].bare if at + 1 < len(listed) else ""
    return listed[at].bare == "calle" and bool(after) and after[0].isalnum() and after not in ENDS


def _is_road(listed: list[_Word], at: int) -> bool:
    following = listed[at + 1].bare if at + 1 < len(listed) else ""
    return following in ROADS or following in CROSSED_BY


def _goes_on(listed: list[_Word], at: int, known: PlaceSpanWords) -> bool:
    """True when the place still runs at this word."""
    word = listed[at].bare
    after = listed[at + 1].bare if at + 1 < len(listed) else ""
    if word == ",":
        return after in STATES or after in STATE_NAMES
    if word in {"&", "@", "/"}:
        return bool(after) and after[0].isalnum()
    if not word[0].isalnum():
        return False
    if word in CROSSED_BY and (word != "con" or _strange(after, known) or after[:1].isdigit()):
        return (
            bool(after) and after[0].isalnum() and after not in (ENDS | NOT_PLACES) - STREET_LIKE and not _verb(after)
        )
    if word in STATES and _after_state(after, known):
        return True
    if word in ROADS:
        return True
    if word in RUNS_THROUGH:
        return bool(after) and after[0].isalnum() and after not in ENDS and after not in NOT_PLACES
    return word not in ENDS and (word not in NOT_PLACES or (word in STREET_LIKE and listed[at - 1].bare in CROSSED_BY))


def _after_state(after: str, known: PlaceSpanWords) -> bool:
    """True when a two-letter word before this one can be a state: 'portland or narcan', not 'in or near'."""
    return not after or not after[0].isalnum() or after in ENDS or after in known.common


_VERBS = heard("place_verbs")
_ROADS_FIRST = heard("roads_first")
"""Roads that stand before their name: calle 8."""


def _verb(word: str) -> bool:
    return word in _VERBS


def _left_over(listed: list[_Word], *, known: PlaceSpanWords, odd_words: bool) -> tuple[int, int] | None:
    """The span of words no other part of the message accounts for: 'narcan seatle', 'boston narcan'."""
    best: tuple[int, int] | None = None
    best_size = 0
    at = 0
    while at < len(listed):
        size = _town_at(listed, at, known)
        if not size and not _strange(listed[at].bare, known) and not _crossing_at(listed, at, known):
            at += 1
            continue
        last = at + max(size, 1) - 1
        while last + 1 < len(listed) and _runs_on(listed, last + 1, known):
            last += 1
        while last > at and listed[last].bare in {"and", "y", "n", "con", "&", ",", "-", "/", "of", "de"}:
            last -= 1
        weight = last - at + 1 + 2 * bool(size)
        while at and listed[at - 1].bare in PREFIXES:
            at -= 1
        if weight > best_size and (size or (odd_words and _alone(listed, at, last, known))):
            best, best_size = (listed[at].start, listed[last].end), weight
        at = last + 1
    return best


def _rest(listed: list[_Word], *, known: PlaceSpanWords) -> tuple[int, int] | None:
    """The span of one to three words beside nothing but this line's own: 'narcan salt lake', 'love park needles'."""
    if not 2 <= len(listed) <= SHORT:
        return None
    other = [at for at, word in enumerate(listed) if not _own(word.bare, known)]
    if not other or other[-1] - other[0] + 1 != len(other) or len(other) > 3 or len(other) == len(listed):
        return None
    if all(listed[at].bare in known.ours or listed[at].bare in NOT_PLACES | BEFORE | ARTICLES for at in other):
        return None
    return listed[other[0]].start, listed[other[-1]].end


def _own(word: str, known: PlaceSpanWords) -> bool:
    """True for what people ask this line to find, and the little words around it."""
    return word in ASKED or word in ENDS or not word.isalpha() or len(word) < 3


def _crossing_at(listed: list[_Word], at: int, known: PlaceSpanWords) -> bool:
    """True for an everyday word that opens a crossing: 'broad and erie', 'market & 5th'."""
    if at + 2 >= len(listed) or listed[at + 1].bare not in CROSSED_BY or not listed[at].bare[0].isalnum():
        return False
    first, second = listed[at].bare, listed[at + 2].bare
    if {first, second} & (NOT_PLACES | ENDS):
        return False
    return _strange(second, known) or _town_at(listed, at + 2, known) > 0


def _alone(listed: list[_Word], first: int, last: int, known: PlaceSpanWords) -> bool:
    """True when everything else in the message is known, or nearly: then the odd words out are where it is."""
    strange = sum(1 for word in (*listed[:first], *listed[last + 1 :]) if _strange(word.bare, known))
    return strange == 0 and len(listed) - (last - first + 1) <= 8


def _town_at(listed: list[_Word], at: int, known: PlaceSpanWords) -> int:
    """How many words from here are the name of a town that is no everyday word; 0 when none."""
    for size in (4, 3, 2, 1):
        if at + size > len(listed):
            continue
        name = " ".join(word.bare for word in listed[at : at + size])
        if name in NICKNAMES or (name in known.towns and (size > 1 or name not in known.common)):
            return size
    return 0


def _strange(word: str, known: PlaceSpanWords) -> bool:
    """True for a word that is neither everyday nor ours."""
    if _ORDINAL.fullmatch(word):
        return True
    return word.isalpha() and len(word) > 3 and word not in known.common and word not in NOT_PLACES and word not in ENDS


def _runs_on(listed: list[_Word], at: int, known: PlaceSpanWords) -> bool:
    word = listed[at].bare
    after = listed[at + 1].bare if at + 1 < len(listed) else ""
    if word in {*CROSSED_BY, "/", "-", ","}:
        return bool(after) and (
            after in STATES
            or after in STATE_NAMES
            or (word in CROSSED_BY and after in STREET_LIKE)
            or _strange(after, known)
            or _town_at(listed, at + 1, known) > 0
        )
    if word in STATES and _after_state(after, known):
        return True
    return (
        word in STATE_NAMES
        or word in ROADS
        or word in {"area", "city"}
        or (word in STREET_LIKE and listed[at - 1].bare in CROSSED_BY)
        or _strange(word, known)
        or _town_at(listed, at, known) > 0
    )
