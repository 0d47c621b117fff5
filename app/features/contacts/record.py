"""Whom callers named: what is kept of them, and what happens to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from app.features.contacts import effects, rules, service, tables
from app.features.context import UseCaseContext
from app.features.feature import Asking, Inquiry, OutboxOwner, Pseudonym, Record
from app.outbox.key_rotation import Named, own_box
from app.privacy.pseudonyms import OptOutKey
from app.store.database import Transaction
from app.store.tables import ContactRow


def _invite(context: UseCaseContext, effect: effects.InviteContact, asking: Asking) -> bool:
    if asking.target is None:
        return False
    return service.invite(
        context,
        asking.phone,
        asking.target,
        name=effect.name,
        words=effect.words,
        language=asking.language,
        now=asking.now,
    )


def _answer(context: UseCaseContext, effect: effects.AnswerInvitation, asking: Asking) -> bool:
    service.answered(context, asking.phone, agrees=effect.agrees, now=asking.now)
    return True


def _known(context: UseCaseContext, session: Transaction, who: Inquiry) -> Mapping[str, object]:
    usable = service.usable_contacts(session, who.phone.caller_key, who.now)
    naming = tables.contacts_of_phone(session, who.phone.contact_key)
    language = {"language": naming[0].language} if naming else {}
    return language | {
        "contacts": len(usable),
        "contact": _waiting(tables.of(session, who.phone.caller_key), who.now),
        "name": context.vault.decrypt(usable[0].name_closed, usable[0].id) if usable else "",
        "contact_refused": who.target is not None and not service.may_ask(context, who.phone, who.target, now=who.now),
        "invited": any(_open(row, who.now) for row in naming),
    }


def _waiting(rows: Sequence[ContactRow], now: datetime) -> str:
    states = [tables.read(row) for row in rows]
    if any(rules.to_be_asked_again(one, now) for one in states):
        return "expired"
    return "invited" if any(one.state is rules.ContactState.INVITED for one in states) else ""


def _open(row: ContactRow, now: datetime) -> bool:
    invited = tables.read(row)
    return invited.state is rules.ContactState.INVITED and now - invited.asked_at <= rules.TO_ANSWER


def _on_stop(_: UseCaseContext, session: Transaction, key: OptOutKey, _now: datetime) -> None:
    tables.stop(session, key)


def _on_forget(_: UseCaseContext, session: Transaction, person: Pseudonym, _now: datetime) -> None:
    tables.forget(session, person.owner)
    tables.forget_phone(session, person.opt_out_key)


RECORD = Record(
    performs={effects.InviteContact: _invite, effects.AnswerInvitation: _answer},
    owners=(OutboxOwner(service.OWNER, service.wanted, service.hear),),
    known=_known,
    hourly=lambda context, now: service.ask_again(context, now=now),
    on_stop=_on_stop,
    on_forget=_on_forget,
    anybody=lambda session, _now: tables.any_at_all(session),
    sealed=(own_box("contact", "number_sealed", "number"), own_box("contact", "asker_sealed", "asker")),
    closed=(own_box("contact", "name_closed", "name"),),
    named=(
        Named("contact", "caller_key", "caller"),
        Named("contact", "target", "contact"),
        Named("contact", "opt_out_key", "optout"),
        Named("contact", "asker_opt_out_key", "optout"),
        Named("invitation", "caller_key", "caller"),
        Named("invitation", "target", "contact"),
    ),
)
