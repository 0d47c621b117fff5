"""What the console says: a file per language in the `words` folder of each area, beside those that all areas share."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from app.language.default import DEFAULT_LANGUAGE
from app.release.yaml_reader import read

HERE = Path(__file__).parent
SHARED = "shared"
LANGUAGES = tuple(sorted(file.stem for file in (HERE / SHARED / "words").glob("[a-z][a-z].yaml")))


@cache
def words(language: str, area: str = SHARED) -> Mapping[str, str]:
    """The shared words and this area's own, in this language; English where it has none."""
    return (
        _file(SHARED, DEFAULT_LANGUAGE)
        | _file(SHARED, language)
        | _file(area, DEFAULT_LANGUAGE)
        | _file(area, language)
    )


@cache
def _file(area: str, language: str) -> dict[str, str]:
    file = HERE / area / "words" / f"{language}.yaml"
    if language not in LANGUAGES or not file.exists():
        return {}
    return {name: str(said) for name, said in read(file.read_bytes(), file.name).plain().items()}


def own_words(area: str, language: str) -> Mapping[str, str]:
    """The words that stand in this area's own file."""
    return _file(area, language)


def filled(text: str, **fill: object) -> str:
    """The text with `{name}` replaced by what it stands for; a name that is not given stays."""
    for name, value in fill.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text


def wanted(chosen: str, accepted: str) -> str:
    """The language somebody chose, else the first their browser asks for that there is, else English."""
    asked = [chosen, *(part.split(";")[0].strip()[:2].lower() for part in accepted[:200].split(","))]
    return next((language for language in asked if language in LANGUAGES), DEFAULT_LANGUAGE)
