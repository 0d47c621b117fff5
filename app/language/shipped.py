"""The language data that this program brings along: what is said where a folder of staff files has no words of its own.

`shipped.json` is made of content/<language>/ by `make shipped`; a test fails where the two differ.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pkgutil import get_data
from typing import Any

import msgspec

FILE = "shipped.json"


@cache
def _all() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = msgspec.json.decode(get_data(__package__, FILE) or b"{}")
    return found


def shipped(part: str) -> Mapping[str, Any]:
    """Language -> what the program has of this part (a file of a language's folder, or a word of its language.yaml)."""
    return {language: parts[part] for language, parts in _all().items() if part in parts}
