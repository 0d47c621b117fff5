"""What the toy says, asks and does in a conversation."""

from __future__ import annotations

from app.engine import plain_answer
from app.engine.conversation import Conversation
from app.engine.effects import FeatureEffect
from app.engine.plain_answer import PlainAnswer
from app.engine.release import Node
from app.engine.talk import Question, Talk


class Sing(FeatureEffect, frozen=True, tag=True):
    """Send a song."""

    by: PlainAnswer


def ask(conversation: Conversation, node: Node) -> str:
    """Whoever wants a song is asked whether they mean it."""
    conversation.session.awaiting = "toy_sure"
    conversation.say("line.toy_sure")
    return ""


def answer(conversation: Conversation, text: str) -> bool:
    """True when 1 was said."""
    by = plain_answer.pressed(text, question="toy", keys="1")
    if by is None:
        return False
    conversation.effects.append(Sing(by))
    conversation.say("line.toy_sung")
    return True


def tell_stopped(conversation: Conversation) -> None:
    """Whoever waits for a song hears that none comes."""
    if conversation.known.more_known.get("songs"):
        conversation.say("line.toy_over")


TALK: Talk[Conversation] = Talk(
    texts=frozenset({"line.toy_sure", "line.toy_sung", "line.toy_over"}),
    flow="toy",
    actions={"toy": ask},
    awaits={"toy_sure": Question(answer)},
    on_stop=tell_stopped,
)
