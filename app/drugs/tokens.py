"""A message as small words without accents, the way names are compared."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[a-z0-9]+|[+&/]")
_INSIDE = re.compile(r"(?<=[a-z0-9])['\u2019`.](?=[a-z0-9])")
JOINERS = frozenset({"+", "&", "/"})


def tokens(text: str) -> list[str]:
    """The words of a text in order, folded; +, & and / stand for themselves."""
    if not text.isascii():
        text = "".join(mark for mark in unicodedata.normalize("NFKD", text) if not unicodedata.combining(mark))
    return _WORD.findall(_INSIDE.sub("", text.lower()))
