"""911, 988, 211 and 711 typed in any text: a slip of one digit sends somebody to nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.release.lint.figures import SHORT_NUMBERS
from app.release.lint.parts import flat
from app.release.lint.rule import Case, rule
from app.release.problems import Problem

_THREE = re.compile(r"(?<![\w.,:/{$-])\d{3,4}(?![\w}%/]|[.,:-]\d)")
_BLANK = re.compile(r"\{[^{}]*\}|https?://\S+")


@rule("SHORT_NUMBER", each_text=True)
def no_short_number_is_mistyped(case: Case) -> Iterator[Problem]:
    """No text has a number that is 911, 988, 211 or 711 but for one slip of the finger, unless a unit follows it."""
    for language, entries in case.sources.entries.items():
        pack = case.sources.speech.get(language)
        units = {bare for words in pack.file.units.values() for bare in words} if pack else set()
        for entry in entries.values():
            if entry.key in case.sources.facts:
                continue  # compared with its sources, number by number
            for field, words in entry.written:
                text = _BLANK.sub(" ", flat(words))
                for found in _THREE.finditer(text):
                    meant = _meant(found.group())
                    after = text[found.end() :].split(maxsplit=1)[:1]
                    if not meant or set(after) & units:
                        continue
                    message = f"'{found.group()}' is no number to call. Did you mean '{meant}'? Correct it."
                    yield entry.problem(field, "SHORT_NUMBER", message)


@rule("SHORT_NUMBER", of_texts=True)
def no_short_number_of_the_table_is_mistyped(case: Case) -> Iterator[Problem]:
    """No entry of numbers.yaml is 911, 988, 211 or 711 but for one slip of the finger."""
    for number in case.sources.numbers.values():
        if meant := _meant(number.file.number):
            message = f"'{number.file.number}' is no number to call. Did you mean '{meant}'? Correct it."
            yield number.problem("number", "SHORT_NUMBER", message)


def _meant(number: str) -> str:
    """The short number this is a slip of, or nothing."""
    if number in SHORT_NUMBERS:
        return ""
    for known in ("911", "988", "211", "711"):
        one_off = len(number) == 3 and sum(a != b for a, b in zip(number, known, strict=True)) == 1
        turned = sorted(number) == sorted(known)
        too_many = len(number) == 4 and known in (number[:at] + number[at + 1 :] for at in range(4))
        if one_off or turned or too_many:
            return known
    return ""
