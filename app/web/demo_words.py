"""The words of the simulator's page itself, in each language it is shown in.

What the line says is never here: that comes from the line.
"""

from __future__ import annotations

from pkgutil import get_data
from typing import Any

import msgspec

_ALL: dict[str, dict[str, Any]] = msgspec.json.decode(get_data(__package__, "demo_words.json") or b"")
LANGUAGES: dict[str, str] = {language: ours["name"] for language, ours in _ALL.items()}
QUICK: dict[str, list[str]] = {language: ours["quick"] for language, ours in _ALL.items()}
"""Texts to try with one press: what people really send."""
FOREIGN: dict[str, dict[str, str]] = {language: ours["foreign"] for language, ours in _ALL.items()}
"""Which of them is in another language than the page, for a screen reader's voice."""
WORDS: dict[str, dict[str, str]] = {language: ours["words"] for language, ours in _ALL.items()}
FIRST_LANGUAGE = next(iter(WORDS))
"""What the page is shown in to somebody who asks for none of these."""
