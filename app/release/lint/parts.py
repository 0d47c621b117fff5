"""What a text says, read by the words of its language's language.yaml: parts of a safety text, and figures with units."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from app.release.lint.wording import any_of, bare
from app.release.schema import LanguageFile

_SPELLED = re.compile(r"(?<![\d-])\d(?: \d){2,}(?![\d-])")
_SENTENCE = re.compile(r"(?<=[.?!])\s+")
_FIGURE = re.compile(r"(?<![\w.{-])\d+(?:[.,/]\d+)*(?:\s*(?:-|to|a|or|o|y|and)\s*\d+(?:[.,]\d+)*)?(?![\w}-])(?:\s*%)?")
_BLANK = re.compile(r"\{[^{}]*\}")
_NUMBER = re.compile(r"\d+(?:[.,/-]\d+)*\Z")


def is_figure(figure: str, language: LanguageFile | None) -> bool:
    """Whether a text of this language can hold it: a number, and a unit it has a word for, or none."""
    number, _, unit = figure.partition(" ")
    return bool(_NUMBER.match(number)) and (not unit or (language is not None and unit in language.units))


def flat(text: str) -> str:
    """The text in small letters without accents, on one line, with 9 1 1 written as 911."""
    return _SPELLED.sub(lambda found: found.group().replace(" ", ""), bare(" ".join(text.split())))


def sentences(text: str) -> list[str]:
    """The sentences of a flat text."""
    return _SENTENCE.split(text)


def says(language: LanguageFile, part: str, text: str) -> bool:
    """Whether the flat text says this part."""
    words = language.parts.get(part)
    return bool(words) and any_of(tuple(words or ())).search(text) is not None


def figures(language: LanguageFile, text: str) -> tuple[tuple[str, str], ...]:
    """Every number of the text as (written, `2-3 minute`): ranges with a dash, the unit where one follows."""
    return _figures(_Kinds(language), text)


class _Kinds:
    """A language's words for numbers and units, the same key for the same words."""

    def __init__(self, language: LanguageFile) -> None:
        self.language = language
        self._words = repr((language.units, language.number_words))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Kinds) and self._words == other._words

    def __hash__(self) -> int:
        return hash(self._words)


@lru_cache(maxsize=8192)
def _figures(kinds: _Kinds, text: str) -> tuple[tuple[str, str], ...]:
    return tuple(_each_figure(kinds.language, text))


def _each_figure(language: LanguageFile, text: str) -> Iterator[tuple[str, str]]:
    clean = _BLANK.sub(" ", flat(text))
    clean = _in_digits(language, clean)
    for found in _FIGURE.finditer(clean):
        number = re.sub(r"\s*(?:-|\b(?:to|a|or|o|y|and)\b)\s*", "-", found.group().rstrip(" %"))
        unit = "percent" if found.group().endswith("%") else _unit(language, clean[found.end() :])
        yield clean[found.start() : found.end() + 12].strip(), f"{number} {unit}".strip()


def _in_digits(language: LanguageFile, text: str) -> str:
    """Numbers written as words become digits where a unit follows."""
    if not language.number_words:
        return text
    units = "|".join(_form(word) for words in language.units.values() for word in words if word != "%")
    words = "|".join(re.escape(bare(word)) for word in language.number_words)
    known = {bare(word): digits for word, digits in language.number_words.items()}
    return re.sub(rf"\b({words})(?=\s+(?:{units})\b)", lambda found: known[found.group(1)], text)


def _unit(language: LanguageFile, after: str) -> str:
    for unit, words in language.units.items():
        if re.match(rf"\s*-?(?:{'|'.join(_form(word) for word in words)})(?![a-z])", after):
            return unit
    return ""


def _form(word: str) -> str:
    stem = re.escape(bare(word).removesuffix("*"))
    return stem + ("[a-z]*" if word.endswith("*") else "")
