"""A text that somebody on a call asked for: put into the outbox, because a call's answer cannot carry one.

A caller's number can be faked, so nobody may be flooded this way: the numbers below are small, and whoever gets one
they did not ask for reads in it how to stop all texts.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from datetime import datetime, timedelta

from app.base.errors import PorchlightError
from app.features.context import UseCaseContext
from app.features.text_me.tables import NEVER_COMES, asked_at, owner_of, take_timer, timer_of
from app.outbox import messages, opt_outs
from app.outbox.messages import Owner, Send
from app.privacy.phone import Phone
from app.privacy.pseudonyms import CallKey
from app.privacy.sealing import SealedNumber
from app.store.database import Transaction

MOST_A_CALL = 3
"""A caller wants one or two: the steps, and where to go. Who wants more can text, and is answered without limit."""
MOST_AN_HOUR = 5
"""To one number, however many calls say they come from it: two honest calls, or one prank that stays small."""


class TextTooLate(PorchlightError):
    """The caller was told already that nothing comes."""


def text_me(
    context: UseCaseContext,
    words: str,
    *,
    phone: Phone,
    call: CallKey,
    step: int,
    language: str,
    now: datetime,
    timer: int = 0,
    until: float = math.inf,
) -> str:
    """Why these words will not be texted to this phone (`cannot`), or nothing when they will; asked again at a step, once.

    One answer for every reason: whoever calls with somebody else's number learns nothing of them, least of all a STOP.
    Raises TextTooLate, and puts nothing, once the monotonic clock passes `until`; and what the database raises.
    """
    if not phone.reachable or opt_outs.opted_out(context.database, phone.opt_out_key):
        return "cannot"
    owner = owner_of(call, step, timer=timer)
    with context.database.writing() as session:
        before = asked_at(session, call)
        if owner.step in before:
            return ""
        if len(before) >= MOST_A_CALL or any(outcome in NEVER_COMES for outcome in before.values()):
            return "cannot"
        put = _put(context, session, words, owner, phone=phone, call=call, language=language, now=now)
        if time.monotonic() > until:
            raise TextTooLate
    return "" if put else "cannot"


def _put(
    context: UseCaseContext,
    session: Transaction,
    words: str,
    owner: Owner,
    *,
    phone: Phone,
    call: CallKey,
    language: str,
    now: datetime,
) -> bool:
    """Whether it is in the outbox: under the first key that this number has free in this hour, or put there meanwhile."""
    for key in _keys(phone, now):
        place = messages.number_place(key)
        send = Send(
            key=key,
            kind="reply",
            owner=owner,
            to=SealedNumber(place, phone.sealed(context.seal, place)),
            opt_out_key=phone.opt_out_key,
            body=words,
            due_at=now,
            language=language,
        )
        if messages.put(session, context.seal, send) or owner.step in asked_at(session, call):
            return True
    return False


def _keys(phone: Phone, now: datetime) -> Iterator[str]:
    """The keys of this number's texts in this hour: they count without telling whose they are, as only who has the
    number and the line's own key can make them again.
    """
    return (f"text:{phone.turn_key(f'{now:%Y-%m-%dT%H}/{slot}')}" for slot in range(MOST_AN_HOUR))


def _lately(phone: Phone, now: datetime) -> list[str]:
    """The keys of this hour and of the one before, in which a timer may have been asked for."""
    return [*_keys(phone, now), *_keys(phone, now - timedelta(hours=1))]


def timer_asked(session: Transaction, phone: Phone, *, now: datetime) -> int:
    """Minutes of a timer that a call from this number asked for, and that waits for a written 1; 0 where none does."""
    return timer_of(session, _lately(phone, now), now=now)


def timer_answered(context: UseCaseContext, phone: Phone, *, now: datetime) -> None:
    """The timer that a call asked for has its answer."""
    with context.database.writing() as session:
        take_timer(session, _lately(phone, now))
