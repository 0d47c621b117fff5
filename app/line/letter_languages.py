"""What a process that sends needs of a language; it has no release in memory, and reads staff's language.yaml instead."""

from __future__ import annotations

from pathlib import Path

from app.channels.base import LetterLanguage
from app.channels.letter_language import letter_language
from app.release.yaml_reader import read_file

FILE = "language.yaml"


class LetterLanguages:
    """Looked up when a letter first needs it, and kept; a file that is broken or gone counts as shipped."""

    def __init__(self, content: Path) -> None:
        self._content = content
        self._known: dict[str, LetterLanguage] = {}

    def __call__(self, language: str) -> LetterLanguage:
        """What is known of this language; never raises."""
        found = self._known.get(language)
        if found is None:
            file = self._content / language / FILE
            written = read_file(file, root=self._content).plain() if language.isalpha() and file.is_file() else {}
            found = self._known[language] = letter_language(language, written)
        return found
