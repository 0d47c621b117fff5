"""A pretend check every five minutes, through everything a real one goes through but the provider: is anybody watching?

A watcher that says it lives may still look at nothing. The pretend check is in the same tables as all others, is watched,
put into the outbox, claimed, asked again and opened by the same code. Its phones are fictional, and the sender stops
just before the provider (`app.outbox.delivery`), because its id says that it is one.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from app.base import log
from app.features.contacts.service import contact_number_place
from app.features.context import UseCaseContext, new_id
from app.features.safety_checks import rules, service, tables
from app.language.default import DEFAULT_LANGUAGE
from app.outbox import messages
from app.outbox.messages import REHEARSED, REHEARSING, rehearsal_id
from app.privacy.sealing import AssociatedData
from app.store.database import Transaction
from app.store.insert import insert_once
from app.store.tables import ContactRow, SafetyCheckRow, SendingPulse

EVERY = timedelta(minutes=5)
ASKED_AFTER = timedelta(seconds=20)
"""Until its pretend caller is asked; the alarm goes out two minutes later."""
KEPT = timedelta(minutes=15)
"""After this long one that got nowhere is cleared away; the next ones were late as well."""
CALLER, CONTACT = "+12025550190", "+12025550191"
"""Fictional: the North American plan keeps 555-0100 to 555-0199 for stories."""

_log = log.get("rehearsal")
_WORDS = "A rehearsal."
"""Sealed like a caller's own, and told to nobody."""


def rehearse(context: UseCaseContext, *, now: datetime) -> None:
    """One whose alarm went out is noted and gone, and a new one runs where it is time."""
    with context.database.writing() as session:
        _note(session, now)
        begun = messages.pulse(session, REHEARSING)
        if begun is not None and timedelta(0) <= now - begun < EVERY:
            return
        messages.beat(session, REHEARSING, now)
        insert_once(session, SendingPulse, name=REHEARSED, at=now)  # counts from the first one
        _begin(context, session, now)


def _note(session: Transaction, now: datetime) -> None:
    for row in tables.pretend(session):
        check = tables.read(row)
        if check.reached:
            messages.beat(session, REHEARSED, now)
        elif abs(now - check.due_at) < KEPT:
            continue
        else:
            _log.error("rehearsal.got_nowhere", state=str(check.state))
        tables.clear(session, row)


def _begin(context: UseCaseContext, session: Transaction, now: datetime) -> None:
    id, contact = rehearsal_id(new_id()), rehearsal_id(new_id())
    session.add(
        ContactRow(
            id=contact,
            caller_key=messages.REHEARSAL,
            target=messages.REHEARSAL,
            opt_out_key=messages.REHEARSAL,
            number_sealed=bytes(context.seal.number(CONTACT, contact_number_place(contact)).box),
            language=DEFAULT_LANGUAGE,
            state="agreed",
            asked_at=now,
            agreed_at=now,
        )
    )
    check = rules.arm(now, minutes=rules.SHORTEST, people=(rules.Who.FIRST,))
    check = msgspec.structs.replace(check, due_at=now + ASKED_AFTER, next_at=now + ASKED_AFTER)
    row = SafetyCheckRow(
        id=id,
        caller_key=messages.REHEARSAL,
        opt_out_key=messages.REHEARSAL,
        number_sealed=_sealed(context, CALLER, service.number_place(id)),
        words_sealed=bytes(context.seal.text(_WORDS, service.words_place(id))),
        wording="",
        code="",
        language=DEFAULT_LANGUAGE,
        state_json="",
        state="",
        next_at=now,
        contact1_id=contact,
        contact2_id="",
    )
    tables.write(row, check)
    session.add(row)


def _sealed(context: UseCaseContext, number: str, place: AssociatedData) -> bytes:
    return bytes(context.seal.number(number, place).box)
