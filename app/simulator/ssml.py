"""What `<Say>` sounds like: its text and the speech marks inside it, as passages and pauses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

import msgspec

from app.simulator.phone_events import Heard, Passage, Quiet

_SPACE = re.compile(r"\s+")
_VOICE = re.compile(r"(?:^|\.)([a-z]{2}-[A-Z]{2})(?:-|$)")
_RATES = {"x-slow": 0.6, "slow": 0.8, "medium": 1.0, "fast": 1.25, "x-fast": 1.5}
_BREAKS = {"none": 0.0, "x-weak": 0.1, "weak": 0.3, "medium": 0.5, "strong": 1.0, "x-strong": 1.5}
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class _Manner(msgspec.Struct, frozen=True):
    language: str
    rate: float = 1.0


def language_of_voice(voice: str) -> str:
    """The language that stands in a voice's name (`Google.es-US-Wavenet-A`), or nothing."""
    match = _VOICE.search(voice)
    return match.group(1) if match else ""


def spoken(element: ElementTree.Element, language: str) -> Iterator[Passage]:
    """The passages of one `<Say>`, neighbours spoken in the same manner joined."""
    words: list[str] = []
    manner = _Manner(language)
    for piece, how in _pieces(element, manner):
        if isinstance(piece, str) and how == manner:
            words.append(piece)
            continue
        yield from _passage(words, manner)
        words = []
        if isinstance(piece, Quiet):
            yield piece
        else:
            words, manner = [piece], how
    yield from _passage(words, manner)


def _passage(words: list[str], manner: _Manner) -> Iterator[Heard]:
    text = _SPACE.sub(" ", "".join(words)).strip()
    if text:
        yield Heard(text, language=manner.language, rate=manner.rate)


def _pieces(element: ElementTree.Element, manner: _Manner) -> Iterator[tuple[str | Quiet, _Manner]]:
    if element.text:
        yield element.text, manner
    for child in element:
        if child.tag == "break":
            seconds = _length(child)
            if seconds:
                yield Quiet(seconds), manner
        elif child.tag == "sub":
            yield child.get("alias", ""), manner
        else:
            yield from _pieces(child, _changed(child, manner))
        if child.tag in ("p", "s"):
            yield " ", manner
        if child.tail:
            yield child.tail, manner


def _changed(element: ElementTree.Element, manner: _Manner) -> _Manner:
    if element.tag == "lang":
        return _Manner(element.get(_LANG) or manner.language, manner.rate)
    if element.tag == "prosody":
        return _Manner(manner.language, _rate(element.get("rate", ""), manner.rate))
    return manner


def _rate(value: str, default: float) -> float:
    if value.endswith("%") and value[:-1].isdecimal():
        return min(max(int(value[:-1]) / 100, 0.2), 2.0)
    return _RATES.get(value, default)


def _length(element: ElementTree.Element) -> float:
    """Seconds of a `<break>`, at most ten."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)(ms|s)", element.get("time", ""))
    if match is None:
        return _BREAKS.get(element.get("strength", "medium"), 0.5)
    seconds = float(match.group(1)) / (1000 if match.group(2) == "ms" else 1)
    return min(seconds, 10.0)
