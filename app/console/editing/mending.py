"""Where in the console a mistake is mended: the text or the page it stands in, and its line in the file."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from app.release import yaml_tree
from app.release.problems import Problem
from app.release.yaml_reader import read

_NO_TEXTS = frozenset(
    """
    avoid.yaml drugs.yaml held_back.yaml language.yaml mixing.yaml phrases.yaml places.yaml places_asked.yaml places_said.yaml
    questions_asked.yaml questions_examples.yaml words.yaml
    """.split()
)


class MendingPlace(msgspec.Struct, frozen=True):
    """One mistake, with the way to where it is mended."""

    problem: Problem
    name: str
    """Of the text or page; empty where the file is all there is."""
    text: str
    """Address of the text or page."""
    file: str
    """Address of the line in the file; empty for what is no file."""


def mending(problems: tuple[Problem, ...], files: Mapping[str, bytes]) -> tuple[MendingPlace, ...]:
    """Each of these mistakes with where it is mended."""
    names: dict[str, list[tuple[int, str]]] = {}
    return tuple(_place(one, files, names) for one in problems)


def _place(one: Problem, files: Mapping[str, bytes], names: dict[str, list[tuple[int, str]]]) -> MendingPlace:
    line = max(one.line, 1)
    file = f"/staff/files/{one.path}#L{line}" if one.path in files else ""
    name = _name(one, files, names) if one.line else ""
    if not name:
        return MendingPlace(one, "", "", file)
    area = "says" if one.path.startswith("flows/") else "texts"
    return MendingPlace(one, name, f"/staff/{area}/{name}", file)


def _name(one: Problem, files: Mapping[str, bytes], names: dict[str, list[tuple[int, str]]]) -> str:
    if one.path not in files or not (one.path.startswith("flows/") or _holds_texts(one.path)):
        return ""
    if one.path not in names:
        names[one.path] = _names(files[one.path], one.path)
    return next((name for line, name in reversed(names[one.path]) if line <= one.line), "")


def _holds_texts(path: str) -> bool:
    return path.count("/") == 2 and path.endswith(".yaml") and path.rsplit("/", 1)[-1] not in _NO_TEXTS


def _names(data: bytes, path: str) -> list[tuple[int, str]]:
    """(line, name) of each text or page of a file, in order."""
    root: object = read(data, path).root
    prefix = ""
    if path.startswith("flows/") and isinstance(root, yaml_tree.Mapping):
        prefix = path.removeprefix("flows/").removesuffix(".yaml") + "."
        held = root.entries.get("nodes")
        root = held.value if held else None
    if not isinstance(root, yaml_tree.Mapping):
        return []
    return [(entry.key.line, f"{prefix}{name}") for name, entry in root.entries.items()]
