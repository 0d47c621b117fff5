"""What the console says, a file per language."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from app.language.default import DEFAULT_LANGUAGE
from app.release.yaml_reader import read

_FOLDER = Path(__file__).parent
LANGUAGES = tuple(sorted(file.stem for file in _FOLDER.glob("[a-z][a-z].yaml")))


@cache
def words(language: str) -> dict[str, str]:
    """The console's words in this language, in English where it has none."""
    file = _FOLDER / f"{language if language in LANGUAGES else DEFAULT_LANGUAGE}.yaml"
    return {name: str(said) for name, said in read(file.read_bytes(), file.name).plain().items()}


def wanted(accepted: str) -> str:
    """The first language a browser asks for that there is, else English."""
    asked = (part.split(";")[0].strip()[:2].lower() for part in accepted.split(","))
    return next((language for language in asked if language in LANGUAGES), DEFAULT_LANGUAGE)
