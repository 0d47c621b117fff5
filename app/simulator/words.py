"""What the simulator itself says, in the languages of `words.json`; what the line says is never here."""

from __future__ import annotations

from pkgutil import get_data
from typing import Any

import msgspec

_ALL: dict[str, dict[str, Any]] = msgspec.json.decode(get_data(__package__, "words.json") or b"")
TERMINAL: dict[str, dict[str, str]] = {language: ours["terminal"] for language, ours in _ALL.items()}
LANGUAGE_WORD: dict[str, str] = {language: ours["asks_for_it"] for language, ours in _ALL.items()}
"""What a caller texts for each language."""
ZONE_WORDS: dict[str, dict[str, str]] = {language: ours["zones"] for language, ours in _ALL.items()}
"""How the zones that check-ins offer are called."""
PICKS_UP: dict[str, dict[str, list[str]]] = {language: ours["picks_up"] for language, ours in _ALL.items()}
"""What each machine that picks up says first."""
SMALL_WORDS = {language: frozenset(ours["small_words"]) for language, ours in _ALL.items()}
MARKS: dict[str, str] = {language: ours["marks"] for language, ours in _ALL.items()}
"""Small words and letters that tell a language, for the voice that reads it."""
