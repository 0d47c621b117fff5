"""How much of the line a language has: which texts each level needs. Declared here, and nowhere else.

`emergency`: the overdose steps, every one, and what stands around them. `core`: these, the line's own words, and the flows
that somebody in need asks for first. `full`: everything the default language has. What a language lacks is said in the
default language.
"""

from __future__ import annotations

from collections.abc import Iterable

from app.release.required_texts import REQUIRED_TEXTS
from app.release.sources import NodeSource, Sources, full_name

AROUND_THE_STEPS = frozenset(
    {
        "line.door_language",
        "line.emergency_line",
        "line.label.breaths",
        "line.language_switched",
        "line.next",
        "line.partial",
        "line.press",
        "line.text_me",
    }
)
"""Said beside the overdose steps, at the door of a call, and where the rest is in another language."""
ONLY_PARTIAL = frozenset({"line.partial"})
"""What a full language never says."""
CORE_FLOWS = frozenset({"crisis", "line", "main", "naloxone", "overamp", "overdose", "person"})
"""Flows that a `core` language has whole."""
CORE_TEXTS = ("line.", "intent.")
"""What the program says by itself that a `core` language has whole."""


def needed(level: str, sources: Sources) -> frozenset[str]:
    """The content keys a language of this level has to have."""
    steps = _keys(steps_of(sources)) | AROUND_THE_STEPS
    if level == "emergency":
        return steps
    if level == "core":
        flows = _keys(node for node in sources.nodes.values() if node.flow.name in CORE_FLOWS)
        return steps | flows | {key for key in REQUIRED_TEXTS if key.startswith(CORE_TEXTS)}
    default = sources.entries.get(sources.languages[0], {}) if sources.languages else {}
    return frozenset(default) - ONLY_PARTIAL


def steps_of(sources: Sources) -> list[NodeSource]:
    """The node that answers an overdose, and the steps that follow or are told inside its flow."""
    found: dict[str, NodeSource] = {}
    start = sources.answer("overdose_emergency")
    flow = sources.flows.get(start.partition(".")[0])
    waiting = (
        [start, *(full_name(flow.name, to) for to in flow.file.hears.values() if "." not in to)] if flow else [start]
    )
    while waiting:
        name = waiting.pop()
        if name in sources.nodes and name not in found:
            node = found[name] = sources.nodes[name]
            waiting += [to for _, to in node.leads() if to.partition(".")[0] == node.flow.name]
    return list(found.values())


def _keys(nodes: Iterable[NodeSource]) -> frozenset[str]:
    return frozenset(key for node in nodes for _, key in node.content_keys())
