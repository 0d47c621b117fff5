"""Whom a caller names to be told: asked once, free to stop for good, asked again after 90 days, never pestered."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

CONSENT = timedelta(days=90)
"""How long an agreement holds before the contact is asked again."""
TO_ANSWER = timedelta(days=7)
"""How long an invitation may be answered."""
A_DAY = timedelta(days=1)
PER_PERSON = 3
"""Invitations one person may have sent in a day."""
PER_TARGET = timedelta(days=30)
"""Nobody is invited twice within this, whoever asks."""


class ContactState(StrEnum):
    """What a contact has said."""

    INVITED = "invited"
    AGREED = "agreed"
    REFUSED = "refused"
    STOPPED = "stopped"


class Contact(msgspec.Struct, frozen=True):
    """One person's agreement to be told about one caller, without who either is."""

    state: ContactState
    asked_at: datetime
    agreed_at: datetime | None = None
    failed: bool = False
    """Whether the last message to them could not be delivered."""


class InvitationRefusal(StrEnum):
    """Why an invitation is not sent. The caller hears one sentence for all: who said STOP is not told to anybody."""

    STOPPED = "stopped"
    TOO_MANY = "too_many"
    TOO_SOON = "too_soon"


def refusal(
    *, sent_today: int, last_to_target: datetime | None, stopped: bool, now: datetime
) -> InvitationRefusal | None:
    """Why this person may not invite this number now; None when they may."""
    if stopped:
        return InvitationRefusal.STOPPED
    if sent_today >= PER_PERSON:
        return InvitationRefusal.TOO_MANY
    if last_to_target is not None and now - last_to_target < PER_TARGET:
        return InvitationRefusal.TOO_SOON
    return None


def answered(contact: Contact, *, agrees: bool, now: datetime) -> Contact:
    """The contact after their answer; a stop is final, and an invitation too old is answered by nobody."""
    if contact.state is ContactState.STOPPED:
        return contact
    if not agrees:
        return msgspec.structs.replace(contact, state=ContactState.REFUSED, agreed_at=None)
    if contact.state is ContactState.INVITED and now - contact.asked_at > TO_ANSWER:
        return contact
    return msgspec.structs.replace(contact, state=ContactState.AGREED, agreed_at=now)


def stopped(contact: Contact) -> Contact:
    """The contact is never told or asked again."""
    return msgspec.structs.replace(contact, state=ContactState.STOPPED, agreed_at=None)


def usable(contact: Contact, now: datetime) -> bool:
    """Whether this contact agreed, not too long ago, and can be reached as far as is known."""
    return not contact.failed and _agreed(contact, now)


def to_be_asked_again(contact: Contact, now: datetime) -> bool:
    """Whether an agreement ran out, so that arming must wait for a new one."""
    return contact.state is ContactState.AGREED and not _agreed(contact, now)


def _agreed(contact: Contact, now: datetime) -> bool:
    return contact.state is ContactState.AGREED and contact.agreed_at is not None and now - contact.agreed_at < CONSENT
