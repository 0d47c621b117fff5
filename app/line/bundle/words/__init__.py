"""What the bundle says around the texts of the line, a file per language; no medicine stands here."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from app.language.default import DEFAULT_LANGUAGE
from app.release.yaml_reader import read

_FOLDER = Path(__file__).parent
LANGUAGES = tuple(sorted(file.stem for file in _FOLDER.glob("[a-z][a-z].yaml")))


@cache
def words(language: str) -> dict[str, str]:
    """The words around the texts in this language, in English where there are none."""
    file = _FOLDER / f"{written_in(language)}.yaml"
    return {name: str(said).strip() for name, said in read(file.read_bytes(), file.name).plain().items()}


def written_in(language: str) -> str:
    """The language that these words are in for somebody who reads `language`."""
    return language if language in LANGUAGES else DEFAULT_LANGUAGE
