"""Recurring check-ins: asked for, agreed to, sent when due, answered, paused, ended. One transaction each."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from app.base import log
from app.features.check_ins import rules, tables
from app.features.check_ins.effects import StartCheckIn
from app.features.check_ins.rules import CheckIn, CheckInOrder, CheckInState, Event
from app.features.context import UseCaseContext, fingerprint, new_id
from app.language import schedule_words
from app.language.schedule import LATE
from app.language.schedule_request import planned, unpack
from app.outbox import messages, opt_outs
from app.outbox.messages import DeliveryReport, Owner, Send
from app.privacy.phone import Phone
from app.privacy.pseudonyms import CallerKey, OptOutKey
from app.privacy.sealing import AssociatedData, Box, SealedNumber
from app.store.database import Transaction
from app.store.tables import CheckInRow

OWNER = "checkin"
BATCH = 100
"""Due rows of one transaction."""

_log = log.get("checkins")


def number_place(id: str) -> AssociatedData:
    """Where a check-in's number is bound to."""
    return AssociatedData("checkin", id, "number")


def start(context: UseCaseContext, phone: Phone, asked: StartCheckIn, *, language: str, now: datetime) -> bool:
    """Whether check-ins run as agreed, or wait for a written yes; what ran before is replaced.

    Agreeing to these words is a new opt-in: an earlier STOP no longer stands. START alone never starts anything.
    """
    wish = unpack(asked.wish)
    if wish is None or not phone.reachable or not context.checkins:
        return False
    zone = ZoneInfo(asked.zone)
    schedule = planned(wish, now=now, zone=zone)
    with context.database.writing() as session:
        old = tables.of(session, phone.caller_key)
        id, spread = new_id(), context.spread()
        event = rules.CheckInAsked(schedule, asked.zone, confirmed=asked.confirmed)
        check_in, orders = rules.advance(None, event, now, zone=zone, spread=spread)
        if old is not None:
            messages.drop_owned(session, OWNER, old.id, now=now)
            session.delete(old)
            session.flush()
        if check_in is None:
            return False
        if asked.confirmed:
            opt_outs.lift(session, phone.opt_out_key, now=now)
        row = CheckInRow(
            id=id,
            caller_key=phone.caller_key,
            opt_out_key=phone.opt_out_key,
            number_sealed=phone.sealed(context.seal, number_place(id)),
            language=language,
            tone=asked.tone,
            state_json="",
            due_at=now,
            spread=spread,
            consent=fingerprint(asked.words),
            consent_at=now,
            consent_channel="sms" if asked.confirmed else "voice",
        )
        tables.write(row, _not_twice(check_in, old, now, zone))
        session.add(row)
        session.flush()
        if CheckInOrder.CONFIRM in orders:
            body = context.words(
                "checkins.confirm", language, when=schedule_words.when(wish, context.library().packs.schedule(language))
            )
            _put(context, session, row, step="asked", body=body, due=now, kind="reply")
    _log.info("checkin.started" if asked.confirmed else "checkin.asked", id=id)
    return True


def _not_twice(check_in: CheckIn, old: CheckInRow | None, now: datetime, zone: ZoneInfo) -> CheckIn:
    """A day that had its nudge has no second one because the time was changed."""
    served = tables.read(old).served if old is not None else None
    if served is None or served < now.astimezone(zone).date() or check_in.state is not CheckInState.ACTIVE:
        return check_in
    changed = rules.CheckIn(
        state=CheckInState.ACTIVE,
        schedule=check_in.schedule,
        zone=check_in.zone,
        heard_at=now,
        due_at=check_in.due_at,
        served=served,
    )
    after, _ = rules.advance(changed, rules.Replied(), now, zone=zone)
    return after or check_in


def heard(context: UseCaseContext, owner: CallerKey, event: Event, *, now: datetime) -> bool:
    """Whether this caller has check-ins, which took note of what they said."""
    with context.database.writing() as session:
        row = tables.of(session, owner)
        if row is None:
            return False
        _advance(context, session, row, event, now)
        messages.drop_owned(session, OWNER, row.id, now=now)
    return True


def _advance(context: UseCaseContext, session: Transaction, row: CheckInRow, event: Event, now: datetime) -> None:
    check_in = tables.read(row)
    due = check_in.due_at
    zone = ZoneInfo(check_in.zone)
    after, orders = rules.advance(check_in, event, now, zone=zone, spread=row.spread)
    if after is None:
        messages.drop_owned(session, OWNER, row.id, now=now)
        session.delete(row)
        return
    if isinstance(event, rules.Confirmed):
        opt_outs.lift(session, OptOutKey(row.opt_out_key), now=now)
        row.consent_at, row.consent_channel = now, "both"
    tables.write(row, after)
    for order in orders:
        key = f"checkins.nudge.{row.tone}" if order is CheckInOrder.NUDGE else "checkins.still_wanted"
        step = f"{order}:{after.served}"
        _put(context, session, row, step=step, body=context.words(key, row.language), due=due, kind="nudge")


def _put(
    context: UseCaseContext, session: Transaction, row: CheckInRow, *, step: str, body: str, due: datetime, kind: str
) -> None:
    send = Send(
        key=f"checkin:{row.id}:{step}",
        kind="nudge" if kind == "nudge" else "reply",
        owner=Owner(OWNER, row.id, step),
        to=SealedNumber(number_place(row.id), Box(row.number_sealed)),
        opt_out_key=OptOutKey(row.opt_out_key),
        body=body,
        due_at=due,
        expires_at=due + LATE if kind == "nudge" else due + timedelta(hours=1),
        language=row.language,
    )
    messages.put(session, context.seal, send)


def come_due(context: UseCaseContext, *, now: datetime, limit: int = BATCH) -> int:
    """How many due check-ins had their turn: a nudge put into the outbox, skipped for being late, or ended."""
    with context.database.writing() as session:
        rows = tables.due(session, now, limit=limit)
        for row in rows:
            _advance(context, session, row, rules.CheckInCameDue(), now)
    return len(rows)


def forget(session: Transaction, opt_out_key: OptOutKey, *, now: datetime) -> None:
    """No check-in of this person is left, and none on its way leaves."""
    for id in tables.forget(session, opt_out_key):
        messages.drop_owned(session, OWNER, id, now=now)


def wanted(session: Transaction, id: str, step: str) -> bool:
    """Whether this message is still wanted at the moment of sending."""
    row = tables.by_id(session, id)
    if row is None:
        return False
    check_in = tables.read(row)
    if step == "asked":
        return check_in.state is CheckInState.ASKED
    order, _, day = step.partition(":")
    state = CheckInState.PAUSED if order == CheckInOrder.STILL_WANTED else CheckInState.ACTIVE
    one_day = check_in.schedule.on is not None
    fits = check_in.state is state or (one_day and check_in.state is CheckInState.ENDED)
    return fits and check_in.nudged_at is not None and check_in.served == date.fromisoformat(day)


def hear(session: Transaction, id: str, step: str, told: DeliveryReport) -> None:
    """A number that can never be reached, or whose carrier has opted it out, is not kept."""
    row = tables.by_id(session, id) if told.outcome in ("opted_out", "unusable") else None
    if row is not None:
        session.delete(row)
