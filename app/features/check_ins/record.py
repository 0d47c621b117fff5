"""What check-ins keep, do and hear of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from app.features.check_ins import effects, rules, service, tables
from app.features.context import UseCaseContext
from app.features.feature import Asking, Inquiry, OutboxOwner, Perform, Pseudonym, Record
from app.outbox.key_rotation import Named, own_box
from app.privacy.pseudonyms import OptOutKey
from app.store.database import Transaction


def _start(context: UseCaseContext, effect: effects.StartCheckIn, asking: Asking) -> bool:
    return service.start(context, asking.phone, effect, language=asking.language, now=asking.now)


def _hears(event: rules.Event) -> Perform:
    return lambda context, _effect, asking: (
        service.heard(context, asking.phone.caller_key, event, now=asking.now) or True
    )


def _pause(context: UseCaseContext, effect: effects.PauseCheckIns, asking: Asking) -> bool:
    service.heard(context, asking.phone.caller_key, rules.Paused(effect.days), now=asking.now)
    return True


def _known(context: UseCaseContext, session: Transaction, who: Inquiry) -> Mapping[str, object]:
    row = tables.peek(session, who.phone.caller_key)
    if row is None:
        return {}
    check_in = tables.read(row)
    return {
        "checkin": True,
        "language": row.language,
        "nudge_pending": rules.is_answer_due(check_in, who.now),
        "confirmation_pending": check_in.state is rules.CheckInState.ASKED,
    }


def _next_due(session: Transaction, people: Sequence[OptOutKey]) -> list[datetime]:
    """A check-in that only waits to be deleted is left out: nobody would notice."""
    return [row.due_at for row in tables.of_people(session, people) if _asks(tables.read(row))]


def _asks(check_in: rules.CheckIn) -> bool:
    rests = check_in.state is rules.CheckInState.PAUSED and check_in.resumes is not None
    return rests or check_in.state is rules.CheckInState.ACTIVE


def _on_stop(_: UseCaseContext, session: Transaction, key: OptOutKey, now: datetime) -> None:
    service.forget(session, key, now=now)


def _on_forget(_: UseCaseContext, session: Transaction, person: Pseudonym, now: datetime) -> None:
    service.forget(session, person.opt_out_key, now=now)


RECORD = Record(
    performs={
        effects.StartCheckIn: _start,
        effects.ConfirmCheckIn: _hears(rules.Confirmed()),
        effects.AnswerCheckIn: _hears(rules.Replied()),
        effects.PutOffCheckIn: _hears(rules.PutOff()),
        effects.EndCheckIns: _hears(rules.CheckInsStopped()),
        effects.PauseCheckIns: _pause,
    },
    owners=(OutboxOwner(service.OWNER, service.wanted, service.hear),),
    known=_known,
    due=lambda context, now: service.come_due(context, now=now) == service.BATCH,
    next_due=_next_due,
    on_stop=_on_stop,
    on_forget=_on_forget,
    anybody=lambda session, _now: tables.any_at_all(session),
    sealed=(own_box("checkin", "number_sealed", "number"),),
    named=(Named("checkin", "caller_key", "caller"), Named("checkin", "opt_out_key", "optout")),
)
