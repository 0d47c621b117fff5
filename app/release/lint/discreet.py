"""What a locked screen may show of a text that nobody was waiting for."""

from __future__ import annotations

import re

SHOWN = 40
"""Letters that a locked screen shows."""
TELLING = re.compile(
    r"\b(?:drug|overdos|naloxon|narcan|fentan|heroin|opioid|meth|crack|coca[ií]n|needle|syring|inject|high|us(?:e|ing)\b|dose|"
    r"harm|reduction|treatment|detox|hiv|hep|police|safety|droga|sobredos|jering|aguja|inyect|da[ñn]o|usar|consum|tratamiento|"
    r"polic)|\bOD\b|911",
    re.IGNORECASE,
)


def telling(start: str) -> str:
    """The first word in these letters that gives somebody away; empty where there is none."""
    found = TELLING.search(start)
    return found[0] if found else ""
