"""Whom callers name: asked once, answered, stopped for good, asked again after 90 days. One transaction each."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.base import log
from app.features.contacts import rules, tables
from app.features.contacts.rules import Contact, ContactState
from app.features.context import UseCaseContext, fingerprint, new_id
from app.outbox import messages
from app.outbox.messages import DeliveryReport, Owner, Send
from app.privacy.phone import Phone
from app.privacy.pseudonyms import CallerKey, OptOutKey
from app.privacy.sealing import AssociatedData, Box, SealedNumber
from app.store.database import Transaction
from app.store.tables import ContactRow, InvitationRow

OWNER = "contact"

_log = log.get("contacts")


def contact_number_place(id: str) -> AssociatedData:
    """Where a contact's number is bound to."""
    return AssociatedData("contact", id, "number")


def asker_place(id: str) -> AssociatedData:
    """Where the number of who asked is bound to, until the answer."""
    return AssociatedData("contact", id, "asker")


def may_ask(context: UseCaseContext, phone: Phone, target: Phone, *, now: datetime) -> bool:
    """Whether this caller may have that person asked; one answer for every reason why not."""
    if target == phone or not target.reachable:
        return False
    with context.database.reading() as session:
        return _refusal(session, phone, target, now) is None


def _refusal(session: Transaction, phone: Phone, target: Phone, now: datetime) -> rules.InvitationRefusal | None:
    return tables.refusal(
        session, owner=phone.caller_key, target=target.contact_key, opt_out_key=target.opt_out_key, now=now
    )


def invite(
    context: UseCaseContext, phone: Phone, target: Phone, *, name: str, words: str, language: str, now: datetime
) -> bool:
    """Whether that person will be asked, in these words."""
    if target == phone or not target.reachable:
        return False
    with context.database.writing() as session:
        refusal = _refusal(session, phone, target, now)
        if refusal is not None:
            _log.info("contact.not_asked", outcome=str(refusal))
            return False
        id = new_id()
        row = ContactRow(
            id=id,
            caller_key=phone.caller_key,
            target=target.contact_key,
            opt_out_key=target.opt_out_key,
            number_sealed=target.sealed(context.seal, contact_number_place(id)),
            name_closed=context.vault.encrypt(name, id),
            asker_sealed=phone.sealed(context.seal, asker_place(id)),
            asker_opt_out_key=phone.opt_out_key,
            language=language,
            state=str(ContactState.INVITED),
            asked_at=now,
            wording=fingerprint(words),
        )
        session.add(row)
        session.flush()
        _ask(context, session, row, words=words, now=now)
    return True


def _ask(context: UseCaseContext, session: Transaction, row: ContactRow, *, words: str, now: datetime) -> None:
    session.add(InvitationRow(id=new_id(), caller_key=row.caller_key, target=row.target, at=now))
    send = Send(
        key=f"contact:{row.id}:asked:{now.date()}",
        kind="reply",
        owner=Owner(OWNER, row.id, "asked"),
        to=SealedNumber(contact_number_place(row.id), Box(row.number_sealed or b"")),
        opt_out_key=OptOutKey(row.opt_out_key),
        body=words,
        due_at=now,
        expires_at=now + timedelta(hours=1),
        language=row.language,
    )
    messages.put(session, context.seal, send)


def answered(context: UseCaseContext, phone: Phone, *, agrees: bool, now: datetime) -> bool:
    """Whether an invitation was open and has its answer; who asked hears of a yes."""
    with context.database.writing() as session:
        row = next(
            (row for row in tables.contacts_of_phone(session, phone.contact_key) if row.state == ContactState.INVITED),
            None,
        )
        if row is None:
            return False
        asker, asker_key = row.asker_sealed, row.asker_opt_out_key
        after = rules.answered(tables.read(row), agrees=agrees, now=now)
        tables.write(row, after)
        if after.state is ContactState.AGREED and asker:
            send = Send(
                key=f"contact:{row.id}:agreed",
                kind="reply",
                owner=Owner(OWNER, row.id, "agreed"),
                to=SealedNumber(asker_place(row.id), Box(asker)),
                opt_out_key=OptOutKey(asker_key),
                body=context.words("safety_checks.contact_said_yes", row.language),
                due_at=now,
                language=row.language,
            )
            messages.put(session, context.seal, send)
    return True


def usable_contacts(session: Transaction, owner: CallerKey, now: datetime) -> list[ContactRow]:
    """Who of those this caller named can be told, the two who agreed first."""
    rows = [row for row in tables.of(session, owner) if rules.usable(tables.read(row), now)]
    return sorted(rows, key=lambda row: row.agreed_at or row.asked_at)[:2]


def ask_again(context: UseCaseContext, *, now: datetime) -> int:
    """How many whose agreement ran out were asked again, once; and what has served its time is gone."""
    asked = 0
    with context.database.writing() as session:
        tables.clean(session, now)
        for row in tables.expired(session, now):
            name = context.vault.decrypt(row.name_closed, row.id) or context.words(
                "safety_checks.somebody", row.language
            )
            words = context.words("safety_checks.invitation", row.language, name=name)
            tables.write(row, Contact(state=ContactState.INVITED, asked_at=now))
            row.wording = fingerprint(words)
            _ask(context, session, row, words=words, now=now)
            asked += 1
    return asked


def wanted(session: Transaction, id: str, step: str) -> bool:
    """Whether a question is still open, or an answer still stands."""
    row = tables.contact_by_id(session, id)
    return row is not None and row.state == (ContactState.INVITED if step == "asked" else ContactState.AGREED)


def hear(session: Transaction, id: str, step: str, told: DeliveryReport) -> None:
    """Whoever could not be reached is no contact until a message arrives."""
    row = tables.contact_by_id(session, id)
    if row is None or step != "asked":
        return
    if told.outcome in ("failed", "unusable", "filtered", "opted_out"):
        row.failed = True
    elif told.outcome == "delivered":
        row.failed = False
