"""Short answers as people really write them: numbers, commands, carrier words, reactions."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from app.language.heard import heard
from app.language.shipped import shipped

LONGEST = 40
"""Characters a short answer may have; anything longer is a sentence and no command."""

CARRIER_STOP = frozenset(
    "stop stopall unsubscribe cancel end quit revoke optout arret parar alto cancelar terminar fin baja "
    "detener basta".split()
) | {"opt out", "stop all", "no mas", "no mas mensajes", "ctop"}
"""Whole messages that opt out wherever they arrive (47 CFR 64.1200(a)(10), Twilio opt-out keywords).

CTOP is how STOP comes out of a Cyrillic keyboard."""
CARRIER_START = frozenset({"start", "unstop", "iniciar", "comenzar", "empezar"})
"""Whole messages that lift an opt-out. YES is one at the carrier, but here it is only ever an answer."""

_FILLER = heard("filler_of_numbers")
_SPELLED = {word: str(digit) for row in shipped("digits").values() for digit, word in enumerate(row)}
_LOOKALIKES = str.maketrans("АВЕКМНОРСТХУаеорсху", "ABEKMHOPCTXYaeopcxy")
"""Cyrillic letters that look Latin; NFKC leaves them alone (measured)."""


_BARE = {code: "" if chr(code) == "'" else " " for code in range(128) if not chr(code).isalnum()}
"""What every ASCII mark becomes in plain words."""


def plain(text: str) -> str:
    """The text in small letters without accents, punctuation, emoji or look-alike letters."""
    if text.isascii():
        folded = text.lower()
        return folded if folded.isalnum() else " ".join(folded.translate(_BARE).split())
    folded = _fold(text[: LONGEST * 4])
    return " ".join("".join(c if c.isalnum() else "" if c == "'" else " " for c in folded).split())


def _fold(text: str) -> str:
    wide = unicodedata.normalize("NFKD", text.translate(_LOOKALIKES).replace("\u2019", "'"))
    return "".join(c for c in wide if not unicodedata.combining(c)).lower()[: LONGEST * 8]


_BEGINS, _WHO, _JUST, _ENDS = (
    "|".join(sorted(heard(name))) for name in ("report_begins", "report_of", "report_just", "report_ends")
)
_OPENING = re.compile(rf"(?:(?:{_BEGINS}) )*(?:(?:{_WHO}) (?:(?:{_JUST}) )?)?")
_CLOSING = re.compile(rf"(?: (?:{_ENDS}))*$")
_CONTRACTED = re.compile(r"\b(?:(he|she|it|they)(s|re)|(they|my \w+|we) are|my \w+ is)\b")


def told(words: str) -> str:
    """Plain words without who they are about and how they begin and end: 'ok shes breathing now' is 'is breathing'.

    What stands in between stays, above all every 'not'; a question stays a question.
    """
    whole = _CONTRACTED.sub("he is", words)
    return _CLOSING.sub("", _OPENING.sub("", whole, count=1))


@lru_cache(maxsize=256)
def _picked(words: str) -> str:
    said = [t for t in words.split() if t not in _FILLER]
    if len(said) != 1:
        return ""
    word = _SPELLED.get(said[0], said[0])
    return word if len(word) == 1 and word in "0123456789" else ""


def pick(text: str) -> str:
    """The one digit this message chooses, or an empty string: '1', ' 1. ', '1 please', 'two', a keycap."""
    if len(text) == 1:
        return text if text in "0123456789*#" else ""
    short = text.strip()
    if len(short) > LONGEST or short[:1] in "-+":
        return ""
    if short in ("*", "#"):
        return short
    words = plain(short)
    # the cache holds only what can be a choice, so that no caller's words stay in memory
    return _picked(words) if len(words) <= 24 and _choosy(words) else ""


def _choosy(words: str) -> bool:
    return all(w in _FILLER or w in _SPELLED or w.isdigit() for w in words.split())


_STOP_COURTESY = heard("courtesy_of_stop")
_SPACED = re.compile(r"^(?:\w ){2,}\w$")
_STOP_COMPOUND = frozenset(
    {"stop2quit", "stop2end", "stop2stop", "stop 2 quit", "stop to quit", "stop to end", "text stop", "opt me out"}
)


def is_carrier_stop(words: str, text: str) -> bool:
    """Whether the whole message is a carrier's STOP: alone, spaced out, wide, with a courtesy or a mark behind it; no question."""
    if words in CARRIER_STOP or words in _STOP_COMPOUND:
        return "?" not in text
    if words[1:2] == " " and _SPACED.match(words) and words.replace(" ", "") in CARRIER_STOP:
        return True
    first, _, rest = words.partition(" ")
    if not rest or first not in _HARD_STOP or "?" in text:
        return False
    return set(rest.split()) <= _STOP_COURTESY | _HARD_STOP


_HARD_STOP = frozenset({"stop", "stopall", "unsubscribe", "alto"})


def is_carrier_start(words: str) -> bool:
    """Whether the whole message is a carrier's START."""
    return words in CARRIER_START
