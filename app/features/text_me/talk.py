"""What texts asked for on a call bring to a conversation: the engine asks for them by itself (`app.engine.text_from_call`)."""

from __future__ import annotations

from app.engine import text_copy, text_from_call
from app.engine.conversation import Conversation
from app.engine.talk import Talk

TALK: Talk[Conversation] = Talk(texts=text_copy.TEXTS | text_from_call.TEXTS)
