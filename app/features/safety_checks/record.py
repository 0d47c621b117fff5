"""What safety checks keep, do and hear of."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from app.features.contacts.tables import rows_naming
from app.features.context import UseCaseContext
from app.features.feature import Asking, Inquiry, OutboxOwner, Pseudonym, Record
from app.features.safety_checks import effects, rehearsal, rules, service, tables
from app.language.short_answers import plain
from app.outbox.key_rotation import Named, own_box
from app.privacy.pseudonyms import OptOutKey
from app.store.database import Transaction
from app.store.tables import SafetyCheckRow


def _arm(context: UseCaseContext, effect: effects.ArmSafetyCheck, asking: Asking) -> bool:
    refused = service.arm(context, asking.phone, effect, language=asking.language, now=asking.now, until=asking.until)
    return refused is None


def _close(context: UseCaseContext, effect: effects.CloseSafetyCheck, asking: Asking) -> bool:
    return _heard(context, rules.Coerced() if effect.coerced else rules.Ok(), asking)


def _extend(context: UseCaseContext, effect: effects.ExtendSafetyCheck, asking: Asking) -> bool:
    return _heard(context, rules.Extended(effect.minutes), asking)


def _note(context: UseCaseContext, _: effects.NoteSignOfLife, asking: Asking) -> bool:
    return _heard(context, rules.UnrecognisedReply(), asking)


def _heard(context: UseCaseContext, event: rules.Event, asking: Asking) -> bool:
    service.heard(context, asking.phone.caller_key, event, now=asking.now)
    return True


def _answer(context: UseCaseContext, effect: effects.AnswerAlarm, asking: Asking) -> bool:
    service.answered(context, asking.phone, coming=effect.coming, now=asking.now)
    return True


def minutes_left(at: datetime, now: datetime) -> int:
    """Whole minutes until then, rounded up; 0 once it has passed."""
    return max(0, math.ceil((at - now).total_seconds() / 60))


def _known(context: UseCaseContext, session: Transaction, who: Inquiry) -> Mapping[str, object]:
    phone = who.phone
    known: dict[str, object] = {"alarm": service.alarm_of(session, phone)}
    if context.safety_checks:
        given = service.conditions(context, session, phone.caller_key, reachable=phone.reachable, now=who.now)
        given = msgspec.structs.replace(given, contact_usable=True)
        known["refused"] = str(rules.refusal(given, who.now) or "")
    row = tables.peek(session, phone.caller_key)
    return known | _running(context, row, plain(who.text), who.now) if row is not None else known


def _running(context: UseCaseContext, row: SafetyCheckRow, words: str, now: datetime) -> dict[str, object]:
    check, fits = tables.read(row), service.is_code(context, row, words)
    return {
        "check": str(check.state) if fits or not check.duress else "",
        "left": minutes_left(check.next_at, now),
        # a change of keys takes the closing word away: from then on any OK closes
        "code_only": check.locked and bool(row.code),
        "code_matches": fits,
        "duress_code": service.is_code(context, row, words[::-1]),
        "extensions_left": rules.EXTENSIONS - check.extended,
    }


def _next_due(session: Transaction, people: Sequence[OptOutKey]) -> Sequence[datetime]:
    """One that has closed is left out: nobody would notice."""
    return tables.next_steps(session, people)


def _on_stop(context: UseCaseContext, session: Transaction, key: OptOutKey, now: datetime) -> None:
    service.end(context, session, key, rules.CheckStopped(), now=now)
    service.declined_by(context, session, list(rows_naming(session, key)), now=now)


def _on_forget(context: UseCaseContext, session: Transaction, person: Pseudonym, now: datetime) -> None:
    """Whoever was told of a check hears that it is over, and checks that name this person go on with the next."""
    service.end(context, session, person.opt_out_key, rules.Forgotten(), now=now)
    service.declined_by(context, session, list(rows_naming(session, person.opt_out_key)), now=now)


def _on_rotate(session: Transaction) -> None:
    """Any OK closes what runs this very hour: a closing word is named with the caller's name and cannot be renamed.

    The other way they could not close at all, and their contact would be called.
    """
    tables.drop_codes(session)


def _due(context: UseCaseContext, now: datetime) -> bool:
    if context.rehearses:
        rehearsal.rehearse(context, now=now)
    return service.watch(context, now=now) == service.BATCH


RECORD = Record(
    performs={
        effects.ArmSafetyCheck: _arm,
        effects.CloseSafetyCheck: _close,
        effects.ExtendSafetyCheck: _extend,
        effects.NoteSignOfLife: _note,
        effects.AnswerAlarm: _answer,
    },
    owners=(OutboxOwner(service.OWNER, service.wanted, service.hear),),
    known=_known,
    due=_due,
    due_first=True,
    next_due=_next_due,
    on_stop=_on_stop,
    on_forget=_on_forget,
    on_rotate=_on_rotate,
    watched=tables.watched,
    sealed=(own_box("safety_check", "number_sealed", "number"), own_box("safety_check", "words_sealed", "words")),
    named=(Named("safety_check", "caller_key", "caller"), Named("safety_check", "opt_out_key", "optout")),
)
