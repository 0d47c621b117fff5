"""Words without their accents, found by how the other texts of the language write them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from app.release.lint.rule import Case, rule
from app.release.lint.wording import bare
from app.release.problems import Problem

FEWEST = 3
"""Times the accented form must stand in the language's texts."""
_RARELY = 10
"""So many times as often as the bare one, or both are words of their own (si and sí)."""
_WORD = re.compile(r"[^\W\d_]{2,}")


@rule("ACCENT", of_texts=True)
def words_have_the_accents_they_have_elsewhere(case: Case) -> Iterator[Problem]:
    """No text writes a word without the accent that the other texts of its language give it."""
    for language in case.sources.languages:
        entries = case.sources.entries.get(language, {}).values()
        often = Counter(word for entry in entries for word in _words(entry.file.text))
        accented: dict[str, str] = {}
        for word, times in often.items():
            plain = bare(word)
            if plain != word and times >= max(FEWEST, often.get(accented.get(plain, ""), 0)):
                accented[plain] = word
        slips = {word: right for word, right in accented.items() if 0 < often[word] * _RARELY <= often[right]}
        for entry in case.entries("ACCENT") if slips else ():
            if entry.language != language:
                continue
            for word in dict.fromkeys(_words(entry.file.text)):
                if right := slips.get(word, ""):
                    message = f"'{word}' is written '{right}' in the other texts. Write it with its accent."
                    yield entry.problem("text", "ACCENT", message)


@lru_cache(maxsize=8192)
def _words(text: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in _WORD.findall(text) if not word.isupper())  # words to text stand in capitals
