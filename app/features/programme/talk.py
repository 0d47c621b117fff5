"""What the programme's hours bring to a conversation."""

from __future__ import annotations

from app.engine.conversation import Conversation
from app.engine.talk import Talk
from app.features.programme import answers

TALK: Talk[Conversation] = Talk(
    actions={"say_whether_open": answers.say_whether_open},
)
