"""A choice is not called by a word of the line itself: whoever writes that word wants the line, not this page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.language.short_answers import plain
from app.release.lint.rule import Case, rule
from app.release.problems import Problem, shown

WAYS_OUT = ("back", "menu", "help")
"""Commands that nobody may be kept from; a choice may be called by the word of any other, which it then stands for."""


@rule("LABEL_COMMAND")
def no_label_is_a_command(case: Case) -> Iterator[Problem]:
    """No label is in its language the word by which people go back, to the menu, or out."""
    menus = {case.release.entry}
    for language, found in case.sources.words.items():
        commands = _commands(found.words)
        for key in sorted(case.labels):
            entry = case.sources.entries.get(language, {}).get(key)
            command = commands.get(plain(entry.file.text), "") if entry else ""
            if entry is not None and command and not (command == "menu" and _leads(case, key) <= menus):
                message = (
                    f"'{shown(entry.file.text)}' is what people write for '{command}' (words.yaml): on this page they "
                )
                message += "would not get there. Call the choice by what it leads to."
                yield entry.problem("text", "LABEL_COMMAND", message)


def _commands(words: Mapping[str, list[str]]) -> dict[str, str]:
    return {plain(word): command for command in WAYS_OUT for word in words.get(command, ())}


def _leads(case: Case, label: str) -> set[str]:
    nodes = case.sources.nodes.values()
    return {node.to(one.go) for node in nodes for one in node.file.choices.values() if one.label == label}
