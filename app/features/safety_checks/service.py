"""Timed safety checks: armed or refused, watched, answered, closed, wiped. One transaction each.

Every rule is in `app.features.safety_checks.rules`; here its orders become rows of the outbox, in the transaction that decides them.
"""

from __future__ import annotations

import time
from datetime import datetime

from app.base import log
from app.base.errors import PorchlightError
from app.features.contacts.service import contact_number_place, usable_contacts
from app.features.contacts.tables import contact_by_id, contacts_of_phone
from app.features.context import UseCaseContext, fingerprint, new_id
from app.features.safety_checks import rules, tables
from app.features.safety_checks.effects import ArmSafetyCheck
from app.features.safety_checks.rules import ArmRefusal, Check, CheckOrder, CheckState, Event, Kind, Who
from app.outbox import messages
from app.outbox.figures import phones_unreached
from app.outbox.messages import DeliveryReport, Owner, Send
from app.privacy.phone import Phone
from app.privacy.pseudonyms import CallerKey, OptOutKey
from app.privacy.sealing import AssociatedData, Box, SealedNumber
from app.store.database import Transaction
from app.store.tables import ContactRow, SafetyCheckRow

OWNER = "safety_check"
BATCH = 100
SWEPT = "sweep"
"""The outbox's sign of life."""
WATCHED = "checks"
"""The watcher's own."""

_log = log.get("safety")


class ArmedTooLate(PorchlightError):
    """The caller was told already that nothing runs."""


def number_place(id: str) -> AssociatedData:
    """Where the caller's number is bound to."""
    return AssociatedData("safety_check", id, "number")


def words_place(id: str) -> AssociatedData:
    """Where the words for contacts are bound to."""
    return AssociatedData("safety_check", id, "words")


def conditions(
    context: UseCaseContext, session: Transaction, owner: CallerKey, *, reachable: bool, now: datetime
) -> rules.Conditions:
    """What can be said right now of whether a check would be kept; the transaction must be one that writes."""
    pulses = [messages.pulse(session, name) for name in (SWEPT, WATCHED)]
    return rules.Conditions(
        switched_on=context.safety_checks,
        watcher_seen_at=max((at for at in pulses if at), key=lambda at: abs(now - at)) if all(pulses) else None,
        writable=True,
        provider_fails=messages.failing(session, now=now) or phones_unreached(session, now),
        contact_usable=bool(usable_contacts(session, owner, now)),
        reachable=reachable,
    )


def arm(
    context: UseCaseContext, phone: Phone, asked: ArmSafetyCheck, *, language: str, now: datetime, until: float
) -> ArmRefusal | None:
    """Why nothing runs, or None when it does. Raises ArmedTooLate, and arms nothing, once the monotonic clock passes `until`."""
    with context.database.writing() as session:
        row = tables.running(session, phone.caller_key)
        if row is not None and not rules.is_spent(tables.read(row)):
            return None
        if row is not None:  # it looked closed to whoever asks for another
            _advance(context, session, row, rules.CheckStopped(), now)
        refusal = rules.refusal(conditions(context, session, phone.caller_key, reachable=phone.reachable, now=now), now)
        if refusal is not None:
            _log.warning("safety.refused", outcome=str(refusal))
            return refusal
        named = usable_contacts(session, phone.caller_key, now)
        who = (Who.FIRST, Who.SECOND)[: len(named)] + ((Who.ON_CALL,) if context.on_call else ())
        check = rules.arm(now, minutes=asked.minutes, people=who, locked=bool(asked.code))
        id = new_id()
        row = SafetyCheckRow(
            id=id,
            caller_key=phone.caller_key,
            opt_out_key=phone.opt_out_key,
            number_sealed=phone.sealed(context.seal, number_place(id)),
            words_sealed=context.seal.text(asked.words, words_place(id)),
            wording=fingerprint(asked.words),
            code=context.vault.code(asked.code, phone.caller_key) if asked.code else "",
            language=language,
            state_json="",
            state="",
            next_at=now,
            contact1_id=named[0].id,
            contact2_id=named[1].id if len(named) > 1 else "",
        )
        tables.write(row, check)
        session.add(row)
        session.flush()
        if time.monotonic() > until:
            raise ArmedTooLate
    _log.info("safety.armed", id=id)
    return None


def heard(context: UseCaseContext, owner: CallerKey, event: Event, *, now: datetime) -> CheckState | None:
    """The state of this caller's check once it took note of the event; None when none runs."""
    with context.database.writing() as session:
        row = tables.running(session, owner)
        return _advance(context, session, row, event, now) if row is not None else None


def heard_on_call(context: UseCaseContext, id: str, digits: str, *, now: datetime) -> CheckState | None:
    """The state of the check with this id once keys were pressed on its call; None when it is gone."""
    with context.database.writing() as session:
        row = tables.by_id(session, id)
        if row is None:
            return None
        if is_code(context, row, digits[::-1]) and not is_code(context, row, digits):
            _advance(context, session, row, rules.Coerced(), now)
            return CheckState.CLOSED  # as far as anybody hears who listens in
        fits = not row.code or is_code(context, row, digits)
        return _advance(context, session, row, rules.Ok(fits) if digits else rules.Voicemail(), now)


def is_code(context: UseCaseContext, row: SafetyCheckRow, digits: str) -> bool:
    """Whether these digits are the ones that alone close this check; typed backwards they only look like it."""
    return bool(row.code) and row.code == context.vault.code(digits, CallerKey(row.caller_key))


def answered(context: UseCaseContext, phone: Phone, *, coming: bool, now: datetime) -> bool:
    """Whether a contact's answer belonged to a check that is open."""
    with context.database.writing() as session:
        found = _alarm_of(session, phone)
        if found is None:
            return False
        row, who = found
        _advance(context, session, row, rules.Acknowledged(who) if coming else rules.Declined(who), now)
    return True


def answered_on_call(context: UseCaseContext, id: str, who: Who, digits: str, *, now: datetime) -> CheckState | None:
    """The state of the check once this person pressed 1 or 2 on the call about it; any other key says nothing."""
    answers: dict[str, Event] = {"1": rules.Acknowledged(who), "2": rules.Declined(who)}
    event = answers.get(digits)
    with context.database.writing() as session:
        row = tables.by_id(session, id)
        if row is None:
            return None
        return _advance(context, session, row, event, now) if event else CheckState(row.state)


def _alarm_of(session: Transaction, phone: Phone) -> tuple[SafetyCheckRow, Who] | None:
    """The check this person was told of: one still open before one that is over."""
    found: list[tuple[SafetyCheckRow, Who]] = []
    for contact in contacts_of_phone(session, phone.contact_key):
        for row in tables.told(session, contact.id):
            who = Who.FIRST if row.contact1_id == contact.id else Who.SECOND
            if who in tables.read(row).told:
                found.append((row, who))
    return min(found, key=lambda pair: pair[0].state == CheckState.CLOSED, default=None)


def alarm_of(session: Transaction, phone: Phone) -> str:
    """`open` or `over` where this person was told of a check; else empty."""
    found = _alarm_of(session, phone)
    if found is None:
        return ""
    return "over" if found[0].state == CheckState.CLOSED else "open"


def watch(context: UseCaseContext, *, now: datetime, limit: int = BATCH) -> int:
    """How many checks whose time had come took their next step. Needs an opener: contacts get the sealed words."""
    with context.database.writing() as session:
        messages.beat(session, WATCHED, now)
        rows = tables.due(session, now, limit=limit)
        for row in rows:
            _advance(context, session, row, rules.CheckCameDue(), now)
    return len(rows)


def end(context: UseCaseContext, session: Transaction, opt_out_key: OptOutKey, event: Event, *, now: datetime) -> None:
    """STOP or FORGET ME from somebody with a check, from a contact, or from both in one."""
    for row in tables.of_person(session, opt_out_key):
        _advance(context, session, row, event, now)


def declined_by(context: UseCaseContext, session: Transaction, contact_ids: list[str], *, now: datetime) -> None:
    """Contacts who wanted no more texts are told nothing more, and the next person's turn is now."""
    for id in contact_ids:
        for row in tables.told(session, id):
            who = Who.FIRST if row.contact1_id == id else Who.SECOND
            _advance(context, session, row, rules.Declined(who), now)


def _advance(
    context: UseCaseContext, session: Transaction, row: SafetyCheckRow, event: Event, now: datetime
) -> CheckState | None:
    after, orders = rules.advance(tables.read(row), event, now)
    for order in orders:
        _carry_out(context, session, row, order, now)
    if after is None:
        session.delete(row)
        return None
    if after.state != row.state:
        _log.info(f"safety.{after.state}", id=row.id)
    tables.write(row, after)
    return after.state


def _carry_out(
    context: UseCaseContext, session: Transaction, row: SafetyCheckRow, order: CheckOrder, now: datetime
) -> None:
    if order.kind is Kind.WIPE:
        row.number_sealed = row.words_sealed = None
        return
    to = _number_of(context, session, row, order)
    if to is None:
        return
    number, opt_out_key, language = to
    plain = _in_plain_words(context, session, row, order, language=language)
    for kind, channel, body, path, said_in in _messages(context, row, order, language):
        send = Send(
            key=f"safety:{row.id}:{order.kind}:{order.who}:{order.attempt}:{channel}",
            kind=kind,
            owner=Owner(OWNER, row.id, f"{order.kind}/{order.who}/{order.attempt}"),
            to=number,
            opt_out_key=opt_out_key,
            body=body,
            due_at=now,
            language=said_in,
            channel=channel,
            answer_path=path,
            plain=plain,
        )
        messages.put(session, context.seal, send)


def _number_of(
    context: UseCaseContext, session: Transaction, row: SafetyCheckRow, order: CheckOrder
) -> tuple[SealedNumber, OptOutKey, str] | None:
    """Whom an order goes to: a sealed number, the name of its opt-out, and the language; None when it is wiped."""
    if order.who is Who.ON_CALL:
        place = messages.number_place(f"safety:{row.id}:{order.kind}:{order.attempt}")
        phone = Phone(context.on_call, context.names)
        return SealedNumber(place, phone.sealed(context.seal, place)), phone.opt_out_key, row.language
    if order.who is Who.CALLER:
        box, place, key = row.number_sealed, number_place(row.id), row.opt_out_key
        return (SealedNumber(place, Box(box)), OptOutKey(key), row.language) if box else None
    contact: ContactRow | None = contact_by_id(session, row.contact1_id if order.who is Who.FIRST else row.contact2_id)
    if contact is None or not contact.number_sealed:
        return None
    number = SealedNumber(contact_number_place(contact.id), Box(contact.number_sealed))
    return number, OptOutKey(contact.opt_out_key), contact.language


Message = tuple[messages.Kind, messages.Channel, str, str, str]
"""Kind, channel, words, where a call is answered, and the language it is in: a call's is one that a voice reads."""


def _messages(context: UseCaseContext, row: SafetyCheckRow, order: CheckOrder, language: str) -> list[Message]:
    """What one order sends: an alarm is a text and a call, everything else is one of them."""
    code = "_code" if row.code else ""
    match order.kind:
        case Kind.PROMPT:
            return [("prompt", "sms", context.words(f"safety_checks.prompt{code}", language), "", language)]
        case Kind.RING:
            said, read = context.spoken("safety_checks.ring", language)
            return [("call", "voice", said, f"check?c={row.id}&l={language}", read)]
        case Kind.ALARM:
            return _alarm(context, row, order, language)
        case Kind.UNCONFIRMED:
            return [("escalation", "sms", context.words("safety_checks.unconfirmed", language), "", language)]
        case _:
            return [("all_clear", "sms", context.words(f"safety_checks.{order.kind}", language), "", language)]


def _alarm(context: UseCaseContext, row: SafetyCheckRow, order: CheckOrder, language: str) -> list[Message]:
    if order.who is Who.ON_CALL:
        words = context.words("safety_checks.on_call", language)  # not whom the caller chose to be told by name
    elif context.opener is None or row.words_sealed is None:
        raise PorchlightError("Alarms are sent by a process that may open their words.")
    else:
        words = context.opener.text(row.words_sealed, words_place(row.id))
    repeat = f"{context.words('safety_checks.repeat', language)} " if order.attempt > 1 else ""
    spoken, read = _alarm_call(context, words, written=row.language, to=language)
    path = f"alarm?c={row.id}&w={order.who}&l={language}"
    return [("escalation", "sms", repeat + words, "", language), ("escalation", "voice", spoken, path, read)]


def _alarm_call(context: UseCaseContext, words: str, *, written: str, to: str) -> tuple[str, str]:
    """What an alarm's call says and in which language: the alarm itself only where the voice reads the language it is in."""
    first, read = context.spoken("safety_checks.alarm_first", to)
    if context.library().packs.composed_in(written, spoken=False) != read:
        said, read = context.spoken("safety_checks.alarm_again", to)
        return said.replace("911", "9 1 1"), read
    return f"{first} {words} {context.words('safety_checks.alarm_call', read)}".replace("911", "9 1 1"), read


def _in_plain_words(
    context: UseCaseContext, session: Transaction, row: SafetyCheckRow, order: CheckOrder, *, language: str
) -> str:
    """What an order says where a carrier filters its own words: no more than those, and never the place."""
    if order.kind is Kind.RING:
        return ""
    if order.kind is Kind.ALARM and order.who is not Who.ON_CALL:
        contact = contact_by_id(session, row.contact1_id)  # the name that the caller was shown in the alarm
        known = context.vault.decrypt(contact.name_closed, contact.id) if contact is not None else ""
        name = known or context.words("safety_checks.somebody", language)
        return context.words("safety_checks.plain.alarm", language, name=name)
    code = "_code" if order.kind is Kind.PROMPT and row.code else ""
    what = Who.ON_CALL if order.kind is Kind.ALARM else order.kind
    return context.words(f"safety_checks.plain.{what}{code}", language)


def order_of(step: str) -> CheckOrder | None:
    """The order that a row of the outbox was put for."""
    kind, who, attempt = (*step.split("/"), "", "", "")[:3]
    try:
        return CheckOrder(Kind(kind), Who(who), int(attempt))
    except ValueError:
        return None


def wanted(session: Transaction, id: str, step: str) -> bool:
    """Whether this message is still wanted at the moment of sending; an alarm that is counts as told from here on."""
    order = order_of(step)
    if order is None:
        return False
    row = tables.by_id(session, id)
    check: Check | None = tables.read(row) if row is not None else None
    after, yes = rules.sending(check, order)
    if row is not None and after is not None and after != check:
        tables.write(row, after)
    return yes


def hear(session: Transaction, id: str, step: str, told: DeliveryReport) -> None:
    """An alarm that was taken is known to be; one that never will be brings the next person's turn.

    A call that nobody picked up is neither: the text beside it says whether this person can be reached.
    """
    if told.channel == "voice" and told.outcome == "failed":
        return
    order = order_of(step)
    row = tables.by_id(session, id) if order is not None else None
    if order is None or row is None:
        return
    event: Event | None = None
    if order.kind is Kind.ALARM and told.outcome in ("sent", "delivered", "answered"):
        event = rules.Accepted(order.who)
    elif order.kind is Kind.ALARM and told.outcome in ("failed", "unusable", "filtered", "opted_out", "expired"):
        event = rules.Undeliverable(order.who)
        _unreachable(session, row, order.who, told)
    elif order.kind is Kind.PROMPT and told.outcome == "opted_out":
        event = rules.CheckStopped()  # their carrier knows that they said STOP
    if event is None:
        return
    # no more than the machine is moved here: whoever watches sends what follows, within two seconds
    after, orders = rules.advance(tables.read(row), event, told.at)
    if after is not None:
        tables.write(row, after)
    if any(order.kind is Kind.WIPE for order in orders):
        row.number_sealed = row.words_sealed = None


def _unreachable(session: Transaction, row: SafetyCheckRow, who: Who, told: DeliveryReport) -> None:
    contact = contact_by_id(session, row.contact1_id if who is Who.FIRST else row.contact2_id)
    if contact is not None and told.outcome in ("unusable", "opted_out"):
        contact.failed = True
