"""Why the line answered so, in the language of whoever reads it: by templates of words beside the English ones the engine writes."""

from __future__ import annotations

import re
from functools import cache

from app.console.console_words import HERE, SHARED
from app.language.default import DEFAULT_LANGUAGE
from app.release.yaml_reader import read

_BLANK = "{}"
_Templates = tuple[tuple[re.Pattern[str], str], ...]


@cache
def _told(language: str) -> tuple[_Templates, _Templates]:
    """Templates of whole lines, and of what may stand in their blanks; those that say most first."""
    file = HERE / SHARED / "why" / f"{language}.yaml"
    held = read(file.read_bytes(), file.name).plain() if file.exists() else {}
    lines, parts = (_templates(held.get(name) or {}) for name in ("lines", "parts"))
    return lines, parts


def _templates(held: dict[str, str]) -> _Templates:
    return tuple((_heard(english), said) for english, said in sorted(held.items(), key=lambda one: -len(one[0])))


def _heard(english: str) -> re.Pattern[str]:
    return re.compile("(.*?)".join(re.escape(part) for part in english.split(_BLANK)), re.DOTALL)


def why_told(line: str, language: str) -> str:
    """This line of `explain` in the language; as it is where the language has no words for it."""
    if language == DEFAULT_LANGUAGE:
        return line
    lines, _ = _told(language)
    for heard, said in lines:
        if found := heard.fullmatch(line):
            return _filled(said, [rule_told(part, language) for part in found.groups()])
    return line


def rule_told(words: str, language: str) -> str:
    """One part of a line, or a list of rules, in the language; names of ours stay as they are."""
    if language == DEFAULT_LANGUAGE:
        return words
    _, parts = _told(language)
    for heard, said in parts:
        if found := heard.fullmatch(words):
            return _filled(said, list(found.groups()))
    pieces = words.split(", ")
    return ", ".join(rule_told(one, language) for one in pieces) if len(pieces) > 1 else words


def _filled(said: str, parts: list[str]) -> str:
    for part in parts:
        said = said.replace(_BLANK, part, 1)
    return said
