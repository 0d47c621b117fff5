"""Whom callers named, and who was invited, in the record. Every function works inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session, col, delete, func, or_, select

from app.features.contacts import rules
from app.features.contacts.rules import Contact, ContactState
from app.outbox.messages import REHEARSAL
from app.privacy.pseudonyms import CallerKey, ContactKey, OptOutKey
from app.store.tables import ContactRow, InvitationRow, OptOutRow


def read(row: ContactRow) -> Contact:
    """What this contact has said."""
    return Contact(state=ContactState(row.state), asked_at=row.asked_at, agreed_at=row.agreed_at, failed=row.failed)


def write(row: ContactRow, contact: Contact) -> None:
    """The row holds what they said; who refused or stopped is not kept where they could be reached."""
    row.state, row.asked_at = str(contact.state), contact.asked_at
    row.agreed_at, row.failed = contact.agreed_at, contact.failed
    if contact.state is not ContactState.INVITED:
        row.asker_sealed, row.asker_opt_out_key = None, ""
    if contact.state in (ContactState.REFUSED, ContactState.STOPPED):
        row.number_sealed = row.name_closed = None


def of(session: Session, owner: CallerKey) -> Sequence[ContactRow]:
    """Whom this caller named, in the order they were asked."""
    mine = select(ContactRow).where(col(ContactRow.caller_key) == owner).order_by(col(ContactRow.asked_at))
    return session.exec(mine).all()


def contacts_of_phone(session: Session, target: ContactKey) -> Sequence[ContactRow]:
    """Every row about this person, the latest asked first."""
    theirs = select(ContactRow).where(col(ContactRow.target) == target).order_by(col(ContactRow.asked_at).desc())
    return session.exec(theirs).all()


def contact_by_id(session: Session, id: str) -> ContactRow | None:
    """The contact with this id, as it is now."""
    return session.get(ContactRow, id, populate_existing=True)


def refusal(
    session: Session, *, owner: CallerKey, target: ContactKey, opt_out_key: OptOutKey, now: datetime
) -> rules.InvitationRefusal | None:
    """Why this caller may not have this person asked now; None when they may."""
    sent = col(InvitationRow.at) > now - rules.A_DAY
    today = select(func.count()).select_from(InvitationRow).where(col(InvitationRow.caller_key) == owner, sent)
    last = select(func.max(col(InvitationRow.at))).where(col(InvitationRow.target) == target)
    stopped = select(ContactRow.id).where(
        col(ContactRow.target) == target, col(ContactRow.state) == str(ContactState.STOPPED)
    )
    return rules.refusal(
        sent_today=session.exec(today).one(),
        last_to_target=session.exec(last).one(),
        stopped=session.get(OptOutRow, opt_out_key) is not None or session.exec(stopped).first() is not None,
        now=now,
    )


def stop(session: Session, opt_out_key: OptOutKey) -> Sequence[str]:
    """This person is nobody's contact any more, for good; the ids of the rows that said so."""
    rows = session.exec(select(ContactRow).where(col(ContactRow.opt_out_key) == opt_out_key)).all()
    for row in rows:
        write(row, rules.stopped(read(row)))
    return [row.id for row in rows]


def forget(session: Session, owner: CallerKey) -> Sequence[str]:
    """Nobody this caller named can be reached any more; a stop stays, and says no longer whose contact it was."""
    rows = session.exec(select(ContactRow).where(col(ContactRow.caller_key) == owner)).all()
    for row in rows:
        if row.state == str(ContactState.STOPPED):
            row.caller_key = ""
        else:
            session.delete(row)
    # Invitations stay their 30 days: the limits hold for a phone, whatever it wants forgotten. Keyed hashes only.
    return [row.id for row in rows]


def rows_naming(session: Session, opt_out_key: OptOutKey) -> Sequence[str]:
    """The ids of the rows in which others named this person."""
    return session.exec(select(ContactRow.id).where(col(ContactRow.opt_out_key) == opt_out_key)).all()


def forget_phone(session: Session, opt_out_key: OptOutKey) -> None:
    """This person is nobody's contact any more, and may be asked again; a stop of theirs stays."""
    gone = (col(ContactRow.opt_out_key) == opt_out_key) & (col(ContactRow.state) != str(ContactState.STOPPED))
    session.exec(delete(ContactRow).where(gone))


def clean(session: Session, now: datetime) -> None:
    """What has served its time is gone: old invitations, answers that never came, agreements long over."""
    session.exec(delete(InvitationRow).where(col(InvitationRow.at) < now - rules.PER_TARGET))
    waited = (col(ContactRow.state) == str(ContactState.INVITED)) & (col(ContactRow.asked_at) < now - rules.PER_TARGET)
    refused = (col(ContactRow.state) == str(ContactState.REFUSED)) & (col(ContactRow.asked_at) < now - rules.PER_TARGET)
    over = (col(ContactRow.state) == str(ContactState.AGREED)) & (
        col(ContactRow.agreed_at) < now - rules.CONSENT - timedelta(days=30)
    )
    session.exec(delete(ContactRow).where(or_(waited, refused, over)))


def expired(session: Session, now: datetime) -> Sequence[ContactRow]:
    """Whose agreement is over and who is to be asked again, each for this transaction alone."""
    over = (col(ContactRow.state) == str(ContactState.AGREED)) & (col(ContactRow.agreed_at) <= now - rules.CONSENT)
    statement = select(ContactRow).where(over, col(ContactRow.number_sealed).is_not(None)).limit(100)
    return session.exec(statement.with_for_update(skip_locked=True)).all()


def any_at_all(session: Session) -> bool:
    """Whether anybody was named."""
    real = ~col(ContactRow.id).startswith(REHEARSAL)
    return session.exec(select(ContactRow.id).where(real).limit(1)).first() is not None
