"""`places_said.yaml` and `places_asked.yaml` of a language: what answers about places say, and how people ask for places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from string import Formatter
from typing import Any

from app.language.default import DEFAULT_LANGUAGE
from app.language.shipped import shipped
from app.places import asked_words, place_words
from app.release.languages import is_copy
from app.release.problems import Problem, did_you_mean, shown
from app.release.yaml_reader import read_file
from app.release.yaml_tree import Document, Step

SAID, ASKED = f"{place_words.PART}.yaml", f"{asked_words.PART}.yaml"
LONGEST_PATTERN = 400
_ENDLESS_IN_ENDLESS = re.compile(r"\([^()]*(?:[^\\][*+]|\{\d+,\})[^()]*\)(?:[*+]|\{\d+,\})")
"""A repetition of a repetition: a message of a few words could keep the line busy for minutes."""
_REFERS = re.compile(r"\\\d|\(\?P")


class PlaceLanguage:
    """What these files say as far as it is sound; a word with a mistake is left out, and said as the program has it."""

    def __init__(self, content: Path) -> None:
        self.said: dict[str, dict[str, Any]] = {}
        self.asked: dict[str, dict[str, Any]] = {}
        self.problems: list[Problem] = []
        first = place_words.shipped_words()[DEFAULT_LANGUAGE]
        for file in language_files(content):
            document = read_file(file, root=content.parent)
            self.problems += document.problems
            values, language = document.plain(), file.parent.name
            if file.name == SAID:
                self.said[language] = dict(self._said(document, values, first))
            else:
                self.asked[language] = dict(self._asked(document, values))

    def _said(
        self, document: Document, values: Mapping[str, Any], first: place_words.PlaceWords
    ) -> Iterable[tuple[str, Any]]:
        known = (*place_words.TABLES, *place_words.LISTS)
        for part, value in values.items():
            if part in place_words.LISTS:
                if isinstance(value, list) and len(value) == place_words.LISTS[part] and all(map(_is_text, value)):
                    yield part, value
                else:
                    self._wrong(
                        document, (part,), f"This is a list of {place_words.LISTS[part]} words, in their order."
                    )
            elif part not in place_words.TABLES:
                self._unknown(document, (part,), known)
            elif not isinstance(value, dict):
                self._wrong(document, (part,), f"'{part}' has a line for each word below it, such as 'and: and'.")
            else:
                yield part, self._table(document, part, value, getattr(first, part))

    def _table(self, document: Document, part: str, value: dict[str, Any], first: Mapping[str, str]) -> dict[str, str]:
        sound = {}
        for name, text in value.items():
            steps = (part, name)
            if name not in first and part != "languages" and not _names_language(part, name):
                self._unknown(document, steps, first)
            elif not _is_text(text):
                self._wrong(document, steps, "Write some words here, or take the line out: it is then said as shipped.")
            elif (blanks := _blanks(text)) is None or not blanks <= _blanks_allowed(part, name, first):
                allowed = ", ".join(f"{{{one}}}" for one in sorted(_blanks_allowed(part, name, first))) or "none"
                self._wrong(
                    document, steps, f"What may be filled in here: {allowed}. Write it as {first.get(name, '')!r}."
                )
            else:
                sound[name] = text
        return sound

    def _asked(self, document: Document, values: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
        for part, value in values.items():
            if part == "home":
                yield part, self._patterns(document, (part,), value)
            elif part not in asked_words.PARTS:
                self._unknown(document, (part,), (*asked_words.PARTS, "home"))
            elif not isinstance(value, dict):
                self._wrong(document, (part,), f"'{part}' has names below it, each with its list of words.")
            else:
                names = asked_words.PARTS[part] or asked_words.WISHES
                sound = {}
                for name, listed in value.items():
                    if name in names or (part == "wishes" and asked_words.LANGUAGE_WISH.fullmatch(name)):
                        sound[name] = self._patterns(document, (part, name), listed)
                    else:
                        self._unknown(document, (part, name), names)
                yield part, sound

    def _patterns(self, document: Document, steps: tuple[Step, ...], listed: object) -> list[str]:
        if not isinstance(listed, list):
            self._wrong(document, steps, "This is a list of words: [needles, clean needles].")
            return []
        sound = []
        for number, pattern in enumerate(listed):
            if wrong := pattern_fault(pattern):
                self._wrong(document, (*steps, number), wrong)
            else:
                sound.append(pattern)
        return sound

    def _unknown(self, document: Document, steps: tuple[Step, ...], known: Iterable[str]) -> None:
        name, names = str(steps[-1]), list(known)
        near = did_you_mean(name, names) or f" Write one of: {', '.join(names[:12])}."
        self.problems.append(
            document.problem(steps, "PLACE_WORDS", f"'{shown(name)}' means nothing here.{near}", key=True)
        )

    def _wrong(self, document: Document, steps: tuple[Step, ...], message: str) -> None:
        self.problems.append(document.problem(steps, "PLACE_WORDS", message))


def lacking_words(content: Path, language: str) -> tuple[list[str], list[str]]:
    """What answers about places cannot say in this language, and what they say as the default language does."""
    said = PlaceLanguage(content).said
    first, own = (
        place_words.place_words(said)[DEFAULT_LANGUAGE],
        said.get(language) or shipped(place_words.PART).get(language, {}),
    )
    missing, copied = [], []
    for table in place_words.TABLES:
        for name, words in getattr(first, table).items():
            written = own.get(table, {}).get(name)
            if written is None:
                missing.append(f"{table}.{name}")
            elif is_copy(written, words):
                copied.append(f"{table}.{name}")
    return missing, copied


def language_files(content: Path) -> list[Path]:
    """The files of every language that say how places are asked for and told of."""
    return sorted([*content.glob(f"??/{SAID}"), *content.glob(f"??/{ASKED}")])


def pattern_fault(pattern: object) -> str:
    """What is wrong with a word or pattern that people are heard by, or an empty string."""
    if not isinstance(pattern, str) or not pattern.strip():
        return "Write a word or a phrase."
    if len(pattern) > LONGEST_PATTERN:
        return f"This is longer than {LONGEST_PATTERN} letters. Write several lines."
    if _ENDLESS_IN_ENDLESS.search(pattern) or _REFERS.search(pattern) or ".*" in pattern or ".+" in pattern:
        return "This pattern could take minutes to try. Write the phrases one by one."
    try:
        empty = re.compile(pattern).fullmatch("") is not None
    except (re.error, RecursionError, OverflowError) as error:
        return (
            f"This cannot be read as a pattern ({shown(str(error))}). A sign such as ? or ( alone needs \\ before it."
        )
    if empty:
        return "This would be heard in every message: all of it may be missing."
    return "Write it in small letters: messages are compared so." if _capitals(pattern) else ""


def _capitals(pattern: str) -> bool:
    return any(letter.isupper() for letter in re.sub(r"\\.", "", pattern))


def _names_language(part: str, name: str) -> bool:
    return part == "wishes" and asked_words.LANGUAGE_WISH.fullmatch(name) is not None


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _blanks(text: str) -> frozenset[str] | None:
    try:
        return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)
    except ValueError:
        return None


_DATE = frozenset({"day", "month", "year"})


def _blanks_allowed(part: str, name: str, first: Mapping[str, str]) -> frozenset[str]:
    if part == "hours" and name.removeprefix("said_").startswith("date"):
        return _DATE
    return _blanks(first.get(name, "")) or frozenset()
