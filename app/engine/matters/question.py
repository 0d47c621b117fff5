"""A question of ours is open: what was asked is answered first, and a lasting act needs its plain yes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine import plain_answer
from app.engine.actions.forget import forget
from app.engine.lasting_acts import SURE
from app.engine.plain_answer import PlainAnswer
from app.language.said import Said

if TYPE_CHECKING:
    from app.engine.conversation import Conversation

TEXTS = frozenset({"line.unchanged"})
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""


def read(conversation: Conversation, said: Said) -> bool:
    """True when the message answered a "sure?": 1 or yes does it, 2 or no leaves everything as it was."""
    act = conversation.session.awaiting.removeprefix("sure_")
    if not conversation.session.awaiting.startswith("sure_") or act not in SURE:
        return False
    conversation.session.awaiting = ""
    answers = conversation.library.plain_answers(conversation.language)
    words = answers.get("yes", ())
    if conversation.known.check:  # "ok" closes the timer, as the same screen says: here it agrees to nothing
        words = tuple(word for word in words if word not in answers.get("ok", ()))
    yes = plain_answer.pressed(said.pick, question=act, keys="1") or plain_answer.listed(
        said, question=act, answer="yes", words=words
    )
    if yes is not None:
        _do(conversation, act, yes)
        return True
    if said.pick == "2" or said.made_of(answers.get("no", ())):
        conversation.say("line.unchanged")
        conversation.again()
        return True
    return False


def _do(conversation: Conversation, act: str, by: PlainAnswer) -> None:
    if act == "stop":
        conversation.opt_out(by)
    elif act == "start":
        conversation.opt_in(by)
    else:
        conversation.answered = by
        forget(conversation)
