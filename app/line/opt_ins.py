"""Between a conversation and what its caller opted in to: what is known of them, and what a turn asks to be done.

Light to import: the record behind it is opened when first needed.
"""

from __future__ import annotations

import math
import threading
from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from app.base import log
from app.engine import effects as asked
from app.engine.caller_record import NOT_LOADED, CallerRecord
from app.language.short_answers import plain
from app.privacy.phone import Phone
from app.privacy.pseudonyms import CallerKey, OptOutKey
from app.rules import check_in as checkin
from app.rules import contact, safety_check

if TYPE_CHECKING:
    from app.features.context import UseCaseContext

SECONDS = 0.4
"""How long a reply waits for the record: to look, and to do."""

_log = log.get("opted")


def minutes_left(at: datetime, now: datetime) -> int:
    """Whole minutes until then, rounded up; 0 once it has passed."""
    return max(0, math.ceil((at - now).total_seconds() / 60))


class CallerNames(NamedTuple):
    """The names of one phone, for what has to wait until the record takes it; no number among them."""

    owner: CallerKey
    opt_out_key: OptOutKey


class OptIns:
    """One process's view of check-ins and safety checks; every method but `first` blocks on SQL."""

    def __init__(self, desk: Callable[[], UseCaseContext], *, checkins: bool, safety_checks: bool) -> None:
        self.seconds = SECONDS
        self._make = desk
        self._lock = threading.Lock()
        self._desk: UseCaseContext | None = None
        self._plain = CallerRecord(checkins=checkins, safety_checks=safety_checks)
        self._nobody = False
        self._callers: frozenset[str] = frozenset()
        self._contacts: frozenset[str] = frozenset()
        self.forgets: deque[CallerNames] = deque()
        """Who said FORGET ME while the record did not answer."""

    @property
    def desk(self) -> UseCaseContext:
        """The means, opened on first use."""
        with self._lock:
            if self._desk is None:
                self._desk = self._make()
        return self._desk

    @property
    def runs_safety_checks(self) -> bool:
        """Whether the programme switched them on."""
        return self._plain.safety_checks

    # -- known -------------------------------------------------------------------------------------------------------

    def first(self, phone: Phone | None) -> CallerRecord:
        """What memory knows: enough for nearly every message, at no cost."""
        if phone is None:
            return msgspec.structs.replace(self._plain, number=False, untexted="hidden")
        known = NOT_LOADED if self.is_watched(phone) or not self._nobody else self._plain
        return known if phone.reachable else msgspec.structs.replace(known, number=False, untexted="cannot")

    def is_watched(self, phone: Phone) -> bool:
        """Whether a safety check of this phone runs, or its owner was told of one."""
        return bool(self._callers and phone.caller_key in self._callers) or bool(
            self._contacts and phone.contact_key in self._contacts
        )

    def look(self, phone: Phone, text: str, target: Phone | None, now: datetime) -> CallerRecord:
        """What the record knows; raises what the database raises."""
        from app.features.check_ins import tables as checkins
        from app.features.contacts import service as people
        from app.features.contacts import tables as named
        from app.features.safety_checks import service as checks
        from app.features.safety_checks import tables as safety_checks
        from app.features.text_me import service as texting

        desk = self.desk
        with desk.database.reading() as session:
            owner = phone.caller_key
            row = checkins.peek(session, owner)
            check_in = checkins.read(row) if row is not None else None
            running = safety_checks.peek(session, owner)
            check = safety_checks.read(running) if running is not None else None
            words = plain(text)
            fits = running is not None and checks.is_code(desk, running, words)
            mine = named.of(session, owner)
            usable = people.usable(session, owner, now)
            refused = ""
            if desk.safety_checks:
                given = checks.conditions(desk, session, owner, reachable=phone.reachable, now=now)
                given = msgspec.structs.replace(given, contact_usable=True)
                refused = str(safety_check.refusal(given, now) or "")
            return msgspec.structs.replace(
                self._plain,
                refused=refused,
                number=phone.reachable,
                untexted="" if phone.reachable else "cannot",
                nudged=check_in is not None and checkin.is_answer_due(check_in, now),
                asked=check_in is not None and check_in.state is checkin.State.ASKED,
                checkin=check_in is not None,
                timer=texting.timer_asked(session, phone, now=now),
                check=str(check.state) if check is not None and (fits or not check.quiet) else "",
                left=minutes_left(check.next_at, now) if check is not None else 0,
                # a change of keys takes the closing word away: from then on any OK closes
                locked=check is not None and check.locked and running is not None and bool(running.code),
                fits=fits,
                coerced=running is not None and checks.is_code(desk, running, words[::-1]),
                more=safety_check.EXTENSIONS - check.extended if check is not None else 0,
                contacts=len(usable),
                contact=_waiting(mine, now),
                name=desk.closet.open(usable[0].name_closed, usable[0].id) if usable else "",
                barred=target is not None and not people.may_ask(desk, phone, target, now=now),
                invited=any(_open(row, now) for row in named.named(session, phone.contact_key)),
                alarm=checks.alarm_of(session, phone),
            )

    # -- done --------------------------------------------------------------------------------------------------------

    def carry_out(
        self,
        effects: Sequence[object],
        phone: Phone,
        target: Phone | None,
        *,
        language: str,
        now: datetime,
        until: float,
    ) -> bool:
        """Whether everything the turn asks for is done; raises what the database raises."""
        return all(
            self._one(effect, phone, target, language=language, now=now, until=until)
            for effect in effects
            if isinstance(effect, asked.CheckEffect)
        )

    def _one(
        self, effect: object, phone: Phone, target: Phone | None, *, language: str, now: datetime, until: float
    ) -> bool:
        from app.features.check_ins import service as checkins
        from app.features.contacts import service as contacts
        from app.features.place_reports import service as place_reports
        from app.features.safety_checks import service as safety_checks
        from app.features.text_me import service as texting

        desk, owner = self.desk, phone.caller_key
        self._nobody = False
        match effect:
            case asked.StartCheckIn():
                return checkins.start(desk, phone, effect, language=language, now=now)
            case asked.InviteContact(name=name, words=words):
                if target is None:
                    return False
                return contacts.invite(desk, phone, target, name=name, words=words, language=language, now=now)
            case asked.AnswerInvitation(agrees=agrees):
                contacts.answered(desk, phone, agrees=agrees, now=now)
            case asked.TakeTimerWish():
                texting.timer_answered(desk, phone, now=now)
            case asked.ArmSafetyCheck():
                refused = safety_checks.arm(desk, phone, effect, language=language, now=now, until=until)
                self._callers |= {owner} if refused is None else set()
                return refused is None
            case asked.ReportPlace(site=site, kind=kind):
                return place_reports.report(desk, phone, site, kind, now=now)
            case asked.AnswerAlarm(coming=coming):
                safety_checks.answered(desk, phone, coming=coming, now=now)
            case _:
                self._heard(desk, owner, effect, now)
        return True

    def _heard(self, desk: UseCaseContext, owner: CallerKey, effect: object, now: datetime) -> None:
        from app.features.check_ins import service as checkins
        from app.features.safety_checks import service as safety_checks

        check_in = _CHECKIN_EVENTS.get(type(effect))
        if check_in is not None:
            checkins.heard(desk, owner, check_in(effect), now=now)
        else:
            safety_checks.heard(desk, owner, _CHECK_EVENTS[type(effect)](effect), now=now)

    def on_call(self, id: str, digits: str, now: datetime) -> safety_check.State | None:
        """The state of a check once its caller pressed this on the call about it."""
        from app.features.safety_checks import service as safety_checks

        return safety_checks.heard_on_call(self.desk, id, digits, now=now)

    def on_alarm_call(self, id: str, who: str, digits: str, now: datetime) -> safety_check.State | None:
        """The state of a check once somebody told of it pressed this."""
        from app.features.safety_checks import service as safety_checks

        known = who in (safety_check.Who.FIRST, safety_check.Who.SECOND, safety_check.Who.ON_CALL)
        return safety_checks.answered_on_call(self.desk, id, safety_check.Who(who), digits, now=now) if known else None

    # -- stopped and forgotten ---------------------------------------------------------------------------------------

    def stop(self, key: OptOutKey, now: datetime) -> None:
        """This person opted out: check-ins and checks of theirs end, and nobody may name them any more. One transaction."""
        from app.features.check_ins import service as checkins
        from app.features.contacts import tables as contacts
        from app.features.safety_checks import service as safety_checks
        from app.features.text_me import tables as asked_texts
        from app.outbox import opt_outs

        desk = self.desk
        with desk.database.writing() as session:
            safety_checks.end(desk, session, key, safety_check.Stopped(), now=now)
            checkins.forget(session, key, now=now)
            safety_checks.declined_by(desk, session, list(contacts.stop(session, key)), now=now)
            asked_texts.end_timers(session, key)
            opt_outs.stopped(session, key, now)

    def forget(self, person: CallerNames, now: datetime) -> bool:
        """Whether nothing of this person is left; if the record did not answer, it is tried again until it does."""
        try:
            self._forget(person, now)
        except Exception:
            self.forgets.append(person)
            return False
        return True

    def _forget(self, person: CallerNames, now: datetime) -> None:
        from app.features.check_ins import service as checkins
        from app.features.contacts import tables as contacts
        from app.features.safety_checks import service as safety_checks
        from app.outbox import messages

        desk = self.desk
        with desk.database.writing() as session:
            messages.forget(session, person.opt_out_key, now=now)
            # whoever was told of a check hears that it is over, before the way to them is forgotten
            safety_checks.end(desk, session, person.opt_out_key, safety_check.Forgotten(), now=now)
            checkins.forget(session, person.opt_out_key, now=now)
            contacts.forget(session, person.owner)
            # and where others named them: those checks go on with the next person
            safety_checks.declined_by(desk, session, list(contacts.names_of(session, person.opt_out_key)), now=now)
            contacts.unname(session, person.opt_out_key)

    def refresh(self, now: datetime) -> None:
        """Memory knows who is watched, and whether anybody is; what had to wait is tried again."""
        from app.features.check_ins import tables as checkins
        from app.features.contacts import tables as contacts
        from app.features.safety_checks import tables as safety_checks
        from app.features.text_me import tables as asked_texts

        for _ in range(len(self.forgets)):
            if not self.forget(self.forgets.popleft(), now):
                break
        with self.desk.database.reading() as session:
            callers, told = safety_checks.watched(session)
            self._nobody = not (
                callers
                or told
                or checkins.any_at_all(session)
                or contacts.any_at_all(session)
                or asked_texts.any_timer(session, now=now)
            )
        self._callers, self._contacts = callers, told


def _waiting(rows: Sequence[object], now: datetime) -> str:
    from app.features.contacts import tables as contacts

    states = [contacts.read(row) for row in rows]  # type: ignore[arg-type]  # rows, whose type only the store knows
    if any(contact.to_be_asked_again(one, now) for one in states):
        return "expired"
    return "invited" if any(one.state is contact.State.INVITED for one in states) else ""


def _open(row: object, now: datetime) -> bool:
    from app.features.contacts import tables as contacts

    invited = contacts.read(row)  # type: ignore[arg-type]  # as above
    return invited.state is contact.State.INVITED and now - invited.asked_at <= contact.TO_ANSWER


_CHECKIN_EVENTS: dict[type, Callable[[object], checkin.Event]] = {
    asked.ConfirmCheckIn: lambda _: checkin.Confirmed(),
    asked.AnswerCheckIn: lambda _: checkin.Replied(),
    asked.PauseCheckIns: lambda effect: checkin.Paused(effect.days),  # type: ignore[attr-defined]  # by its key
    asked.PutOffCheckIn: lambda _: checkin.PutOff(),
    asked.EndCheckIns: lambda _: checkin.Stopped(),
}
_CHECK_EVENTS: dict[type, Callable[[object], safety_check.Event]] = {
    asked.CloseSafetyCheck: lambda effect: safety_check.Coerced() if effect.coerced else safety_check.Ok(),  # type: ignore[attr-defined]  # by its key
    asked.ExtendSafetyCheck: lambda effect: safety_check.Extended(effect.minutes),  # type: ignore[attr-defined]  # by its key
    asked.NoteSignOfLife: lambda _: safety_check.UnrecognisedReply(),
}
