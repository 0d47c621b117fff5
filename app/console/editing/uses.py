"""What uses a text or a page: so that staff see what points there before they rename it or take it out."""

from __future__ import annotations

import msgspec

from app.release.required_texts import REQUIRED_TEXTS
from app.release.sources import Sources


class TextUse(msgspec.Struct, frozen=True):
    """One place that says a text."""

    node: str
    way: str
    """`say`, `pace`, `stay` or `label`."""
    number: str = ""
    """Of a label: the number people press."""
    goes: str = ""
    """Of a label: where it leads."""


class TextUses(msgspec.Struct, frozen=True):
    """Everything that says one text."""

    places: tuple[TextUse, ...]
    by_program: bool
    """Whether the program says it by itself, so that it may not be taken out."""

    @property
    def needed(self) -> bool:
        """Whether something would be missing without it."""
        return self.by_program or bool(self.places)


def uses_of(sources: Sources, key: str) -> TextUses:
    """Everything that says this text."""
    found: list[TextUse] = []
    for node in sources.nodes.values():
        for steps, held in node.content_keys():
            if held == key:
                number = str(steps[1]) if steps[0] == "choices" else ""
                goes = node.to(node.file.choices[number].go) if number else ""
                found.append(TextUse(node.name, str(steps[-1]), number, goes))
    return TextUses(tuple(found), key in REQUIRED_TEXTS)


def leads_to(sources: Sources, name: str) -> tuple[str, ...]:
    """Pages that lead to this one, and what people say that does."""
    pages = [node.name for node in sources.nodes.values() if any(to == name for _, to in node.leads())]
    return tuple(dict.fromkeys(pages))
