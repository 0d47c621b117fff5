"""Another page that a message came near to: under the answer, one number leads there.

What is only weighed is answered for the worst it may be, with the steps; a question about something else then costs one text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine.matters import asides, steps
from app.language.said import Said

if TYPE_CHECKING:
    from app.engine.conversation import Conversation
    from app.understanding import Meaning
    from app.understanding.topic_model import Likely

KEY = "8"
"""No list of ours has so many choices by text (`porchlight check`, LIST_LONG), so it means the same wherever it stands."""
_BESIDE = frozenset({"", "place"})
"""Questions of ours that no single 8 answers."""
UNDER_A_CRY, UNDER_A_SIGN = 0.15, 0.5
"""Shares among the topics from which one is offered under steps that were only weighed, and under those of a sign."""
UNDER_AN_ANSWER = 0.15
"""The same under any other answer of ours."""
_MAY_BE_NOTHING = frozenset({"unrelated", "greeting", "feedback", "human"})
_OF_NOTHING = ((0.05, 0.15), (0.0, 0.4))
"""The same where it may be about nothing of ours: chance and share, either pair."""


def read(conversation: Conversation, said: Said) -> bool:
    """True when the page offered under the last answer was chosen: beside open steps it is said, and they come back."""
    session, library = conversation.session, conversation.library
    name, session.other_page = session.other_page, ""
    if said.pick != KEY or name not in library.nodes or session.awaiting not in _BESIDE:
        return False
    if conversation.idle >= steps.NUMBERS_FOR:
        return False
    if steps.is_open(conversation):
        return asides.beside(conversation, name)
    conversation.enter(name)
    return True


def offer(conversation: Conversation, said: Said) -> None:
    """The page that the message is most like, where that is another than what was answered, stands under the answer."""
    session, library = conversation.session, conversation.library
    meaning, understander = conversation.meaning, library.understander
    if conversation.on_call or conversation.remind or session.awaiting not in _BESIDE or said.pick:
        return
    if meaning is None or meaning.plain or understander is None or session.node in library.crisis_flow:
        return
    likeliest = understander.likeliest(said.text)
    if likeliest is None or not _is_near(meaning, likeliest):
        return
    name = library.topics.get(likeliest.topic, "")
    label = library.text(f"topic.{likeliest.topic}", conversation.composing)
    if not label or name not in library.nodes or name in _shown(conversation):
        return
    session.other_page = name
    conversation.words(f"{KEY} {label}")


def _is_near(meaning: Meaning, likeliest: Likely) -> bool:
    if meaning.is_emergency:
        return likeliest.share >= (UNDER_A_CRY if meaning.faint else UNDER_A_SIGN)
    if meaning.intent in _MAY_BE_NOTHING:
        return any(likeliest.chance >= chance and likeliest.share >= share for chance, share in _OF_NOTHING)
    return likeliest.share >= UNDER_AN_ANSWER


def _shown(conversation: Conversation) -> frozenset[str]:
    """What is on the screen or one choice away, and what no guess leads to."""
    library, node = conversation.library, conversation.node
    choices = {choice.go for choice in node.choices} if node is not None else set()
    crisis = library.answers.get("suicidal_crisis", "")
    return frozenset({conversation.session.node, crisis} | choices | library.emergency_flow)
