"""Between a conversation and what its caller opted in to: what is known of them, and what a turn asks to be done.

Light to import: the record behind it is opened when first needed. What there is to know, to do, to stop and to forget is
what `FEATURES` declares.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

import msgspec

from app.base import log
from app.base.errors import PorchlightError
from app.engine.caller_record import NOT_LOADED, CallerRecord
from app.engine.effects import FeatureEffect
from app.features import FEATURES
from app.features.feature import Asking, Feature, Inquiry, Pseudonym
from app.line.waiting_forgets import WaitingForgets
from app.privacy.phone import Phone
from app.privacy.pseudonyms import OptOutKey

if TYPE_CHECKING:
    from app.features.context import UseCaseContext
    from app.features.registry import Records

SECONDS = 0.4
"""How long a reply waits for the record: to look, and to do."""
_FIELDS = frozenset(CallerRecord.__struct_fields__)

_log = log.get("opted")


class OptIns:
    """One process's view of what features keep; every method but `record_in_memory` blocks on SQL."""

    def __init__(
        self,
        context: Callable[[], UseCaseContext],
        *,
        checkins: bool,
        safety_checks: bool,
        features: Sequence[Feature] = FEATURES,
        forgets: WaitingForgets | None = None,
    ) -> None:
        self.seconds = SECONDS
        self._make = context
        self._features = features
        self._lock = threading.Lock()
        self._context: UseCaseContext | None = None
        self._plain = CallerRecord(checkins=checkins, safety_checks=safety_checks)
        self._nobody = False
        self._callers: frozenset[str] = frozenset()
        self._contacts: frozenset[str] = frozenset()
        self.forgets = forgets or WaitingForgets()
        """Who said FORGET ME while the record did not answer."""

    @property
    def context(self) -> UseCaseContext:
        """The means, opened on first use."""
        with self._lock:
            if self._context is None:
                self._context = self._make()
        return self._context

    @cached_property
    def _records(self) -> Records:
        from app.features.registry import Records

        return Records(self._features)

    @property
    def runs_safety_checks(self) -> bool:
        """Whether the programme switched them on."""
        return self._plain.safety_checks

    # -- known -------------------------------------------------------------------------------------------------------

    def record_in_memory(self, phone: Phone | None) -> CallerRecord:
        """What memory knows: enough for nearly every message, at no cost."""
        if phone is None:
            return msgspec.structs.replace(self._plain, number=False, no_text_reason="hidden")
        known = NOT_LOADED if self.has_running_opt_in(phone) or not self._nobody else self._plain
        return known if phone.reachable else msgspec.structs.replace(known, number=False, no_text_reason="cannot")

    def has_running_opt_in(self, phone: Phone) -> bool:
        """Whether every message of this phone is looked up: a safety check runs, or its owner was told of one."""
        return bool(self._callers and phone.caller_key in self._callers) or bool(
            self._contacts and phone.contact_key in self._contacts
        )

    def load_record(self, phone: Phone, text: str, target: Phone | None, now: datetime) -> CallerRecord:
        """What the record knows; raises what the database raises."""
        context, who = self.context, Inquiry(phone, text, target, now)
        with context.database.reading() as session:
            found = [record.known(context, session, who) for record in self._records.all]
        no_text_reason = "" if phone.reachable else "cannot"
        return msgspec.structs.replace(
            self._plain, number=phone.reachable, no_text_reason=no_text_reason, **_as_fields(found)
        )

    def next_due(self, numbers: Sequence[str]) -> datetime | None:
        """When something that leaves by itself has its turn next for one of these phones. Raises what the database raises."""
        keys = [Phone(number, self.context.names).opt_out_key for number in numbers]
        with self.context.database.reading() as session:
            return self._records.next_due(session, keys)

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
        asking = Asking(phone, target, language, now, until)
        wanted = [effect for effect in effects if isinstance(effect, FeatureEffect)]
        if len(wanted) < 2:
            return all(self._perform(effect, asking) for effect in wanted)
        try:
            with self.context.database.together():
                if not all(self._perform(effect, asking) for effect in wanted):
                    raise _HalfDone
        except _HalfDone:
            return False
        return True

    def _perform(self, effect: FeatureEffect, asking: Asking) -> bool:
        self._nobody = False
        done = self._records.performs[type(effect)](self.context, effect, asking)
        if done and any(type(effect) in one.performs for one in self._records.all if one.watched is not None):
            self._callers |= {asking.phone.caller_key}
        return done

    # -- stopped and forgotten ---------------------------------------------------------------------------------------

    def stop(self, key: OptOutKey, now: datetime) -> None:
        """This person opted out: whatever features keep of them ends. One transaction."""
        context = self.context
        with context.database.writing() as session:
            for record in self._records.all:
                if record.on_stop is not None:
                    record.on_stop(context, session, key, now)

    def forget(self, person: Pseudonym, now: datetime) -> bool:
        """Whether nothing of this person is left; if the record did not answer, it is tried again until it does.

        Written down first: a record that hangs may go on after the reply, or be left by a process that is killed.
        """
        self.forgets.keep(person)
        try:
            self._forget(person, now)
        except Exception:
            return False
        self.forgets.done(person)
        return True

    def _forget(self, person: Pseudonym, now: datetime) -> None:
        context = self.context
        with context.database.writing() as session:
            for record in self._records.all:
                if record.on_forget is not None:
                    record.on_forget(context, session, person, now)

    def refresh(self, now: datetime) -> None:
        """Memory knows who is watched, and whether anybody is; what had to wait is tried again."""
        for person in self.forgets:
            if not self.forget(person, now):
                break
        with self.context.database.reading() as session:
            watched = [record.watched(session) for record in self._records.all if record.watched is not None]
            callers = frozenset[str]().union(*(one[0] for one in watched))
            told = frozenset[str]().union(*(one[1] for one in watched))
            self._nobody = not (
                callers
                or told
                or any(record.anybody(session, now) for record in self._records.all if record.anybody is not None)
            )
        self._callers, self._contacts = callers, told


class _HalfDone(PorchlightError):
    """One of several things that belong together could not be done: none of them is."""


def _as_fields(found: Iterable[Mapping[str, object]]) -> dict[str, Any]:
    """What features know, by the engine's fields; what it has no field for, in `more_known`."""
    fields: dict[str, Any] = {}
    more: dict[str, object] = {}
    for known in found:
        for name, value in known.items():
            (fields if name in _FIELDS else more)[name] = value
    return fields | ({"more_known": more} if more else {})
