"""A text that somebody on a call asked for: put into the outbox, because a call's answer cannot carry one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.channels.twiml import packed
from app.engine.effects import TextMe
from app.engine.library import Library
from app.phone import Phone
from app.privacy import CallKey
from app.sealing import Seal, SealedNumber
from app.store import optouts, outbox
from app.store.database import Database
from app.store.outbox import Owner, Send

OWNER = Owner("once", "call", "asked")
MOST = 3
"""Texts that one wish may become."""


def text_me(
    database: Database,
    seal: Seal,
    library: Library,
    asked: TextMe,
    *,
    phone: Phone,
    call: CallKey,
    step: int,
    language: str,
    now: datetime,
) -> bool:
    """Whether the words of these keys will be texted to this phone; asked for again at the same step, they come once.

    Not to a phone that cannot be texted, and not to one that said STOP: the carrier would not let it through.
    """
    if not phone.reachable or optouts.opted_out(database, phone.opt_out_key):
        return False
    bodies = packed([library.text(key, language) for key in asked.keys])[:MOST]
    with database.writing() as session:
        for number, body in enumerate(bodies):
            key = f"text:{call}:{step}:{number}"
            place = outbox.number_place(key)
            send = Send(
                key=key,
                kind="reply",
                owner=OWNER,
                to=SealedNumber(place, phone.sealed(seal, place)),
                opt_out_key=phone.opt_out_key,
                body=body,
                due_at=now,
                language=language,
            )
            outbox.put(session, seal, send)
    return bool(bodies)


def words_of(effects: Sequence[object]) -> TextMe | None:
    """The wish among a turn's effects, if there is one."""
    return next((effect for effect in effects if isinstance(effect, TextMe)), None)
