"""Pages a message comes near to: where the answer would be a bare list, a choice of two or three instead of a wrong page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine.routing import destination

if TYPE_CHECKING:
    from app.engine.conversation import Conversation
    from app.understanding import Meaning

MOST = 3
"""Pages that are offered before the list there would have been."""


def offered(conversation: Conversation, meaning: Meaning) -> bool:
    """True where near pages were put to choice, with the answer there would have been as the last."""
    library, session = conversation.library, conversation.session
    if not meaning.near or meaning.place or conversation.remind or session.node in library.emergency_flow:
        return False
    would = destination(conversation, meaning) or library.entry
    if library.topics.get(meaning.near[0], "") == would:
        return False  # what it is nearest to is what it gets
    if would in library.nodes and not library.nodes[would].choices:
        return False
    options: dict[str, str] = {}
    for topic in meaning.near:
        node, label = library.topics.get(topic, ""), library.text(f"topic.{topic}", conversation.composing)
        if node and label and node not in (would, session.node) and len(options) < MOST:
            options.setdefault(node, label)
    if not options:
        return False
    options[would] = _last(conversation, meaning, would)
    conversation.tally("asked", intent=meaning.intent)
    conversation.unanswered(meaning.near[0])
    conversation.say("line.guess")
    conversation.offer(tuple(options), list(options.values()))
    return True


def _last(conversation: Conversation, meaning: Meaning, would: str) -> str:
    """What the answer there would have been is called; that of nothing heard is something else."""
    library, language = conversation.library, conversation.composing
    if would == library.entry:
        return library.text("intent.unrelated", language)
    named = f"topic.{meaning.topic}" if library.topics.get(meaning.topic or "") == would else ""
    return library.text(named, language) or library.text(f"intent.{meaning.intent}", language)


TEXTS = frozenset({"line.guess", "intent.unrelated"})
