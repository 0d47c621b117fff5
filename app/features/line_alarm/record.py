"""Looks at the line as its record shows it, and texts who is on call: the phone that hears of checks nobody answered."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.features.context import UseCaseContext
from app.features.feature import Record
from app.features.line_alarm import rules, tables
from app.language.default import DEFAULT_LANGUAGE
from app.outbox import messages, provider_copies
from app.outbox.figures import figures, phones_unreached
from app.outbox.messages import Owner, Send
from app.privacy.phone import Phone
from app.privacy.sealing import SealedNumber
from app.store.database import Transaction

LOOKED = "line_looked"
EVERY = timedelta(seconds=10)
OWED_SECONDS = 60.0
"""Something urgent that has been due for so long is not being sent."""
REHEARSAL = timedelta(seconds=510)
PARTS = ("sending", "carriers", "copies", "rehearsal", "waiting")
"""What can be ill, by the words of `/health/ready` and of the runbooks."""


def _due(context: UseCaseContext, now: datetime) -> bool:
    """Every ten seconds, by one ticker."""
    if not context.on_call:
        return False
    with context.database.reading() as session:
        last = messages.pulse(session, LOOKED)
    if last is not None and timedelta(0) <= now - last < EVERY:
        return False
    with context.database.writing() as session:
        tables.looked(session, LOOKED, now)
        ill = ill_parts(session, now)
        for part in PARTS:
            judged = rules.judge(before := tables.known(session, part), now, ill=part in ill)
            tables.keep(session, part, judged.illness)
            if judged.says and before is not None:
                _tell(context, session, part, before, says=judged.says, now=now)
    return False


def ill_parts(session: Transaction, now: datetime) -> frozenset[str]:
    """What is ill, as far as the record shows it."""
    rehearsed = messages.pulse(session, messages.REHEARSED)
    left, _ = provider_copies.backlog(session, now=now)
    found = {
        "sending": messages.failing(session, now=now),
        "carriers": phones_unreached(session, now),
        "copies": left > 0,
        "rehearsal": rehearsed is not None and now - rehearsed > REHEARSAL,
        "waiting": figures(session, now).oldest["urgent"] > OWED_SECONDS,
    }
    return frozenset(part for part, is_ill in found.items() if is_ill)


def _tell(
    context: UseCaseContext, session: Transaction, part: str, illness: rules.Illness, *, says: str, now: datetime
) -> None:
    if says == rules.WELL:
        messages.drop_owned(session, "once", part, now=now)  # that it is ill, where nobody could be told so
    key = f"{says}:{part}:{illness.name}"
    place = messages.number_place(key)
    phone = Phone(context.on_call, context.names)
    messages.put(
        session,
        context.seal,
        Send(
            key=key,
            kind="escalation" if says == rules.ILL else "all_clear",
            owner=Owner("once", part, says),
            to=SealedNumber(place, phone.sealed(context.seal, place)),
            opt_out_key=phone.opt_out_key,
            body=context.words(says, DEFAULT_LANGUAGE, part=part),
            due_at=now,
            language=DEFAULT_LANGUAGE,
        ),
    )


RECORD = Record(due=_due)
