"""Texts, the number or the record of a caller are to end: at once where it was said plainly, else it is asked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.engine import plain_answer
from app.engine.actions.forget import forget
from app.engine.commands import by_command
from app.engine.lasting_acts import ask
from app.language.heard import any_of_heard, heard, heard_under
from app.language.said import Said
from app.understanding import Meaning

if TYPE_CHECKING:
    from app.engine.conversation import Conversation

LASTING = {"stop": "stop", "forget_me": "forget", "start": "start"}
"""Intents whose acts cannot be taken back, and the question that is asked first."""
SURE_TO_ASK = 0.5
"""From this chance on it is worth a question; below, it was probably something else."""
ASKING = heard("asking")
"""First words of a question, which takes nothing back even without its mark."""
_IN_PART = re.compile(rf"\b{any_of_heard('stops_in_part')}\b")
_NOT, _STOPS, _NO_STOPPING = heard("pleads_not"), heard("pleads_stop"), heard_under("no_stopping")


def revoked(conversation: Conversation, said: Said, meaning: Meaning) -> bool:
    """True where texts, the number or the record of the caller are to end: at once where it was said plainly, else asked."""
    if conversation.on_call and meaning.intent == "stop":
        return _stopped_aloud(conversation, said)
    act = LASTING.get(meaning.intent, "")
    if not act or meaning.clarify:
        return False
    asks = said.asks or bool(said.tokens and said.tokens[0] in ASKING)
    if act == "stop":
        plain = meaning.plain and not asks and not _denied(said) and not _in_part(said)
        by = plain_answer.revoked(said, by_rule=plain)
        if by is not None and not conversation.known.check and not _spoke_of_dying(conversation):
            conversation.opt_out(by)
            return True
        if (asks and not meaning.plain) or meaning.confidence < SURE_TO_ASK or _denied(said):
            return False
    elif act == "forget" and meaning.plain and by_command(conversation, said, "forget") is not None:
        conversation.answered = by_command(conversation, said, "forget")
        forget(conversation)
        return True
    elif act == "start" and not meaning.plain:
        return False
    ask(conversation, act)
    return True


def _in_part(said: Said) -> bool:
    """Whether only some texts are to end, or all of them at some hour: what then ends is for the caller to say."""
    return _IN_PART.search(" ".join(said.tokens)) is not None


def _spoke_of_dying(conversation: Conversation) -> bool:
    """Whether the caller was just in the talk about not wanting to live: "leave me alone" may be said to the world."""
    session, library = conversation.session, conversation.library
    lately = {session.node, *session.back[-_PAGES_SINCE:]}
    return conversation.idle < _STILL_RAW and not lately.isdisjoint(library.crisis_flow)


_PAGES_SINCE, _STILL_RAW = 3, 60 * 60
"""Pages and seconds after which the talk is over."""


def _stopped_aloud(conversation: Conversation, said: Said) -> bool:
    """On a call "stop it" and noise are said to others: texts end only by a listed sentence about texts."""
    listed = conversation.library.plain_answers(conversation.language).get("stop_calls", ())
    by = plain_answer.listed(said, question="texts", answer="revoked", words=listed)
    if by is not None and not conversation.known.check:
        conversation.opt_out(by)
    return by is not None


def _denied(said: Said) -> bool:
    """Whether it is a plea to go on: "don't stop", "no paren": a plea to go on."""
    pleads = not _NOT.isdisjoint(said.tokens[:2]) and not _STOPS.isdisjoint(said.tokens[:4])
    pairs = zip(said.tokens, said.tokens[1:], strict=False)
    return pleads or any(then in _NO_STOPPING.get(first, ()) for first, then in pairs)
