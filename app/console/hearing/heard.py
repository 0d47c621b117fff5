"""One message as the line would read it, and what it would answer to somebody who writes for the first time."""

from __future__ import annotations

from datetime import datetime

import msgspec

from app.engine.compiled_release import CompiledRelease
from app.engine.effects import Say
from app.engine.events import Texted
from app.engine.session import Session
from app.engine.step import step
from app.engine.why import explain
from app.understanding import EMERGENCIES, Meaning
from app.understanding.understander import Understander


class MessageHeard(msgspec.Struct, frozen=True):
    """What one message was taken for, by what, and the answer."""

    meaning: Meaning
    why: tuple[str, ...]
    """Lines in English for whoever wants to know more."""
    step: str
    page: str
    """The page they are at afterwards; empty where they are at none."""
    answer: tuple[str, ...]

    @property
    def certainty(self) -> str:
        """How sure it is, as a word of the page."""
        if self.meaning.plain:
            return "sure_exact"
        return "sure_likely" if self.meaning.confidence >= 0.6 else "sure_guess"

    @property
    def steps(self) -> bool:
        """Whether the overdose steps come, or 911 is named in front."""
        return self.meaning.intent in EMERGENCIES or self.meaning.emergency


def heard(
    understander: Understander, release: CompiledRelease | None, message: str, *, language: str, now: datetime
) -> MessageHeard:
    """This message, read and answered; nothing of it is kept."""
    meaning = understander.understand(message, language=language)
    if release is None:
        return MessageHeard(meaning, (), "", "", ())
    began = int(now.timestamp())
    session = Session(language=language, started=began, last_event_at=began)
    turn = step(release, session, Texted(message, meaning), now)
    answer = tuple(one.text for one in turn.effects if isinstance(one, Say))
    read_as = turn.reading.step if turn.reading else ""
    return MessageHeard(meaning, explain(release, turn, now), read_as, turn.session.node, answer)
