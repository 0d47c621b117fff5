"""A language of tests: English in which every word is marked, written as the folder of a language like any other.

Whatever is said in it without the mark was said past its folder.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import yaml

CODE, NAME, MARK = "xx", "xaxa", "q"
_WORD = re.compile(r"\{[^{}]*\}|[^\W\d_]+(?:'[^\W\d_]+)?")
_SKIPPED = frozenset(
    {
        "places.yaml",
        "phrases.yaml",
        "questions_asked.yaml",
        "questions_examples.yaml",
        "held_back.yaml",
        "avoid.yaml",
        "places_asked.yaml",
        "heard.yaml",
    }
)
"""Files that say nothing."""
_VOICES = {"twilio": {"name": "Xaxa", "locale": "xx-XX"}}


def marked(text: str) -> str:
    """Every word with the mark before it; what is filled in is left alone."""
    return _WORD.sub(lambda word: word[0] if word[0][0] == "{" else MARK + word[0], text)


def unmarked(said: str, allowed: frozenset[str] = frozenset()) -> list[str]:
    """The words of this text that bear no mark and are no name, nor two letters of a state."""
    words = re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", said)
    words = [word for word in words if not (len(word) == 2 and word.isupper())]
    return [word for word in words if word[0].lower() != MARK and word.lower() not in allowed]


def write_pack(root: Path, new: Path) -> None:
    """The folder `new` holds these flows and content, and the marked language beside the others."""
    shutil.copytree(root / "flows", new / "flows")
    shutil.copytree(root / "content", new / "content")
    for file in (new / "content").glob("??/language.yaml"):  # the words to it are English, and change no language
        file.write_text(re.sub(r"(?m)^common: .*$", "common: []", file.read_text(encoding="utf-8")), encoding="utf-8")
    folder = new / "content" / CODE
    folder.mkdir()
    for file in sorted((root / "content" / "en").glob("*.yaml")):
        if file.name not in _SKIPPED:
            values = yaml.load(file.read_bytes(), Loader=yaml.BaseLoader)
            text = yaml.safe_dump(_rewritten(file.name, values), allow_unicode=True, width=10_000, sort_keys=False)
            (folder / file.name).write_text(text, encoding="utf-8")


def _rewritten(name: str, values: dict[str, Any]) -> dict[str, Any]:
    match name:
        case "words.yaml":
            return {**values, "language": [NAME]}
        case "language.yaml":
            own = {"name": NAME, "names": [NAME], "voices": _VOICES, "schedule": _all(values["schedule"])}
            return {part: words for part, words in values.items() if part not in ("common", "called")} | own
        case "places_said.yaml" | "mixing.yaml":
            return {part: _all(words) for part, words in values.items()}
        case "drugs.yaml":
            return {drug: {**one, "name": marked(one["name"]), **_said(one)} for drug, one in values.items()}
        case _:
            return {key: marked(one) if isinstance(one, str) else {**one, **_said(one)} for key, one in values.items()}


def _said(entry: dict[str, Any]) -> dict[str, str]:
    return {field: marked(entry[field]) for field in ("text", "voice") if field in entry}


def _all(part: Any) -> Any:
    if isinstance(part, str):
        return marked(part)
    return [_all(one) for one in part] if isinstance(part, list) else {name: _all(one) for name, one in part.items()}
