"""What answers about places say, in each language: from content/<language>/places_said.yaml, else as shipped."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec

from app.language.default import DEFAULT_LANGUAGE
from app.language.shipped import shipped

PART = "places_said"


class PlaceWords(msgspec.Struct, frozen=True):
    """All words of one language that an answer about places is put together from."""

    language: str
    answers: dict[str, str]
    """What stands around the places; a name ending in `_said` is spoken."""
    services: dict[str, str]
    kinds: dict[str, str]
    """Kind of site -> how it is called; a building needs no word."""
    wishes: dict[str, str]
    languages: dict[str, str]
    """Code -> what this language calls it."""
    hours: dict[str, str]
    """What is said of hours, and patterns of times and dates."""
    days: tuple[str, ...]
    """Monday first."""
    days_short: tuple[str, ...]
    months: tuple[str, ...]
    months_short: tuple[str, ...]

    def service(self, name: str) -> str:
        """What a caller is told this service is; its own name when nobody wrote one."""
        return self.services.get(name) or name.replace("_", " ")


TABLES = ("answers", "services", "kinds", "wishes", "languages", "hours")
LISTS = {"days": 7, "days_short": 7, "months": 12, "months_short": 12}
"""Lists, and how many words each has."""


def place_words(written: Mapping[str, Mapping[str, Any]]) -> dict[str, PlaceWords]:
    """The words of each language: as written, what is missing as shipped, else as the default language has it."""
    ours = shipped(PART)
    first = _joined(ours.get(DEFAULT_LANGUAGE, {}), written.get(DEFAULT_LANGUAGE, {}))
    return {
        language: _words(language, _joined(first, _joined(ours.get(language, {}), written.get(language, {}))))
        for language in sorted({*ours, *written})
    }


def _joined(first: Mapping[str, Any], second: Mapping[str, Any]) -> dict[str, Any]:
    """Both, where they differ as the second has it."""
    tables = {name: {**first.get(name, {}), **second.get(name, {})} for name in TABLES}
    return tables | {name: second.get(name) or first.get(name, ()) for name in LISTS}


def _words(language: str, parts: Mapping[str, Any]) -> PlaceWords:
    lists: dict[str, Any] = {name: tuple(parts[name]) for name in LISTS}
    return PlaceWords(language=language, **{name: parts[name] for name in TABLES}, **lists)


@cache
def shipped_words() -> dict[str, PlaceWords]:
    """The words this program brings along."""
    return place_words({})


def words_in(words: Mapping[str, PlaceWords], language: str) -> PlaceWords:
    """The words of this language, or those of the default one."""
    return words.get(language) or words[DEFAULT_LANGUAGE]
