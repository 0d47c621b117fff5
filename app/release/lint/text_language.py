"""Each text is in the language of its folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from app.release.languages import level_of
from app.release.lint.rule import Case, rule
from app.release.lint.wording import bare
from app.release.problems import Problem

_WORD = re.compile(r"[a-z']+")
LEAST = 3
"""Small words of another language that tell it; one or two may be a name."""


@rule("LANGUAGE_MIXED")
def no_text_is_in_another_language(case: Case) -> Iterator[Problem]:
    """A text has more of the small words of its own language (`common`) than of another's.

    Only of full languages: the few words of a partial one tell it from others, and do not count what it shares with them.
    """
    common = {language: frozenset(map(bare, pack.file.common)) for language, pack in case.sources.speech.items()}
    full = {language for language in common if common[language] and level_of(case.sources, language) == "full"}
    apart = {
        language: {other: theirs - common[language] for other, theirs in common.items() if other != language}
        for language in full
    }
    for entry in case.entries("LANGUAGE_MIXED"):
        if entry.language not in full:
            continue
        own = common[entry.language]
        for field, written in entry.written:
            words = _words(written)
            here = sum(word in own for word in words)
            for other, theirs in apart[entry.language].items():
                there = sum(word in theirs for word in words)
                if there >= LEAST and there > here:
                    message = f"This text is in '{other}', and stands in content/{entry.language}/. "
                    message += f"Write it in '{entry.language}'; the other language has a file of its own. If it is in "
                    message += f"'{entry.language}', the small words it shares belong in `common` of its language.yaml."
                    yield entry.problem(field, "LANGUAGE_MIXED", message)


@lru_cache(maxsize=16_384)
def _words(written: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(bare(written)))
