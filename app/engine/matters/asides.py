"""Beside the steps: a thing tried, a fear or a question that has its own page is answered, and then they are where they were."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.language.said import Said

if TYPE_CHECKING:
    from app.engine.conversation import Conversation

LAW = "good_samaritan"
"""The topic whose page answers a fear of the law."""
_ANSWERED = frozenset(
    "naloxone_harm naloxone_children naloxone_lasts naloxone_many naloxone_expired naloxone_limits naloxone_what nalmefene "
    "touching_fentanyl".split()
)
"""Topics that belong beside the steps: about the spray, and about touching them."""


def leads_out(conversation: Conversation, name: str) -> bool:
    """Whether this node is only said beside the steps: it is a page of another flow, or leads on to nothing."""
    library = conversation.library
    node = library.nodes.get(name)
    if node is None:
        return False
    return name not in library.urgent_flows or not (node.next or node.go or node.choices)


def beside(conversation: Conversation, name: str) -> bool:
    """What another page says, and then where they were."""
    node = conversation.library.nodes.get(name)
    if node is not None:
        conversation.say(node.say)
        conversation.say("line.you_were_at")
    conversation.again()
    return True


def about_the_law(conversation: Conversation) -> bool:
    """What protects whoever calls 911, and then where they were."""
    return beside(conversation, conversation.library.topics.get(LAW, ""))


def asked(conversation: Conversation, said: Said) -> bool:
    """True when a question about the spray that staff listed by its words has its page said beside the steps."""
    meaning = conversation.means(said.text)
    if conversation.session.weighed or not meaning.asked or meaning.topic not in _ANSWERED:
        return False
    name = conversation.library.topics.get(meaning.topic, "")
    return bool(name) and beside(conversation, name)


TEXTS = frozenset({"line.you_were_at"})
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""
