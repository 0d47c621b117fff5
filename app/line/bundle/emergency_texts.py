"""What a release says in an emergency, language by language, in the order somebody beside a person needs it."""

from __future__ import annotations

from collections import deque

import msgspec

from app.engine.compiled_release import CompiledRelease
from app.engine.release import Node


class LabelledText(msgspec.Struct, frozen=True):
    """One text and the words that lead to it."""

    label: str
    text: str


class EmergencyTexts(msgspec.Struct, frozen=True):
    """Everything of one language; texts that it lacks are left out, but for the first steps, which every language has."""

    language: str
    name: str
    first: str
    """Complete in itself."""
    spoken: str
    steps: tuple[str, ...]
    """One after the other."""
    turns: tuple[LabelledText, ...]
    """What is different this time."""
    others: tuple[LabelledText, ...]
    """Emergencies of other kinds."""
    kept: tuple[str, ...]
    """What is kept of callers, and by whom."""


def emergency_texts(library: CompiledRelease) -> tuple[EmergencyTexts, ...]:
    """What every live language says, the default first."""
    return tuple(_of(library, language) for language in library.release.languages if language in library.first_steps)


def _of(library: CompiledRelease, language: str) -> EmergencyTexts:
    start = library.nodes[library.emergency]
    chain = _chain(library, start)
    said = [library.text(node.say, language) for node in chain if _has(library, node, language)]
    return EmergencyTexts(
        language=language,
        name=library.packs.speech(language).name or language,
        first=library.first_steps[language],
        spoken=library.spoken(start.say, language),
        steps=tuple(said[1:]),
        turns=_turns(library, chain, language),
        others=_others(library, language),
        kept=tuple(
            library.text(key, language)
            for key in ("line.kept", "line.others")
            if library.packs.written_in(key, language) == language and library.text(key, language)
        ),
    )


def _has(library: CompiledRelease, node: Node, language: str) -> bool:
    return bool(node.say) and library.packs.written_in(node.say, language) == language


def _chain(library: CompiledRelease, start: Node) -> list[Node]:
    """The steps from the first to the last, each once."""
    chain = [start]
    while (following := library.nodes.get(chain[-1].next)) is not None and following not in chain:
        chain.append(following)
    return chain


def _turns(library: CompiledRelease, chain: list[Node], language: str) -> tuple[LabelledText, ...]:
    """What choices of the steps lead to beside the way from step to step, nearest first."""
    seen, found, coming = {node.name for node in chain}, list[LabelledText](), deque(chain)
    while coming:
        for choice in coming.popleft().choices:
            node = library.nodes.get(choice.go)
            if node is None or node.name in seen or node.name not in library.emergency_flow:
                continue
            seen.add(node.name)
            coming.append(node)
            if _has(library, node, language) and library.packs.written_in(choice.label, language) == language:
                found.append(LabelledText(library.text(choice.label, language), library.text(node.say, language)))
    return tuple(found)


def _others(library: CompiledRelease, language: str) -> tuple[LabelledText, ...]:
    targets = sorted(library.urgent - {library.emergency})
    nodes = [node for name in targets if (node := library.nodes.get(name))]
    return tuple(
        LabelledText(_called(library, node, language), library.text(node.say, language))
        for node in nodes
        if _has(library, node, language)
    )


def _called(library: CompiledRelease, target: Node, language: str) -> str:
    """The label by which the steps lead there; else the word that opens its flow."""
    choices = (choice for name in library.emergency_flow for choice in library.nodes[name].choices)
    label = next((choice.label for choice in choices if choice.go == target.name), "")
    flow = library.release.flows.get(target.name.partition(".")[0])
    word = flow.word.get(language, "").capitalize() if flow else ""
    return library.text(label, language) if label else word
