"""One message's turn where it may need the record: what is known is looked up only when asked for, what is asked is done.

Most messages never get past the first step, which costs nothing more than without check-ins.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TypeVar

import msgspec

from app.base.fence import Fence
from app.base.threads import POOLS
from app.engine.caller_record import NOT_WRITABLE, NOTHING, CallerRecord
from app.engine.effects import FeatureEffect, Forget, NeedRecord, TextMe
from app.engine.events import Event, Texted
from app.engine.session import Session, Turn
from app.engine.step import step
from app.features.feature import Pseudonym
from app.line.context import LineContext
from app.line.record_work import within
from app.privacy.phone import Phone, take_number
from app.privacy.pseudonyms import CallKey

_NO_RECORD = CallerRecord(no_text_reason="cannot")
"""Where nothing is ever sent first."""

T = TypeVar("T")


class TurnRunner:
    """One message, or one moment of a call; may step several times, and does what is asked once."""

    def __init__(self, line: LineContext, phone: Phone | None, *, call: CallKey | None = None) -> None:
        self._line = line
        self._phone = phone
        self._call = call
        self._done: list[FeatureEffect] = []
        self._texted: str | None = None

    async def turn(self, session: Session | None, event: Event) -> Turn:
        """The turn of this event, with everything it asks for done, or with words that say it could not be."""
        turn = await self._turn(session, event)
        if self._line.on_turn is not None:
            self._line.on_turn(turn)
        return turn

    async def _turn(self, session: Session | None, event: Event) -> Turn:
        """The same before anybody is told of it.

        It is stepped again where the record had to be asked, or did not take what was asked of it.
        """
        event, target = self._without_number(session, event)
        text = event.text if isinstance(event, Texted) else ""
        known, now = self._at_first(), self._line.clock()
        looked = known is None
        if known is None:
            known = await self._looked(text, target)
        while True:
            turn = step(self._line.library(), session, event, now, known)
            if looked or not any(type(effect) is NeedRecord for effect in turn.effects):
                break
            known, looked = await self._looked(text, target), True
        refused = await self._refused(turn, known, target)
        return turn if refused is None else step(self._line.library(), session, event, now, refused)

    def _at_first(self) -> CallerRecord | None:
        """What memory knows, which is enough for nearly every message; None where the record has to be asked."""
        opt_ins = self._line.opt_ins
        if opt_ins is None:
            return _NO_RECORD
        watched = self._phone is not None and opt_ins.has_running_opt_in(self._phone)
        return None if watched else opt_ins.record_in_memory(self._phone)

    async def _refused(self, turn: Turn, known: CallerRecord, target: Phone | None) -> CallerRecord | None:
        """What is known once the record, or who sends texts, did not take what the turn asks for; None where all is done."""
        if self._line.opt_ins is None:
            return None
        if not (await self._carried_out(turn, target) and await self._forgotten(turn)):
            return msgspec.structs.replace(
                known,
                unsaved=True,
                dropped=not self._waits(turn),
                refused=NOT_WRITABLE,
                contact_refused=True,
                checkins=False,
            )
        asked = next((effect for effect in turn.effects if type(effect) is TextMe), None)
        if asked is not None and self._texted is None:
            self._texted = await self._put(asked, turn)
        return (
            msgspec.structs.replace(known, no_text_reason=self._texted) if asked is not None and self._texted else None
        )

    async def _put(self, asked: TextMe, turn: Turn) -> str:
        """Why there will be no text, or nothing when there will."""
        opt_ins, phone, call = self._line.opt_ins, self._phone, self._call
        if opt_ins is None or phone is None or call is None:
            return "cannot"
        language, now = turn.session.language or self._line.library().default, self._line.clock()

        until = time.monotonic() + opt_ins.seconds

        def put() -> str:
            from app.features.text_me.service import text_me

            return text_me(
                opt_ins.context,
                asked.words,
                timer=asked.timer,
                phone=phone,
                call=call,
                step=turn.session.step,
                language=language,
                now=now,
                until=until,
            )

        refused = await self._done_or_not(put, opt_ins.seconds, part="text")
        return "down" if refused is None else refused

    def _without_number(self, session: Session | None, event: Event) -> tuple[Event, Phone | None]:
        """Where the line has asked for somebody's number, it goes no further than this."""
        if not isinstance(event, Texted) or session is None or self._line.opt_ins is None:
            return event, None
        question = self._line.library().awaits.get(session.awaiting)
        if question is None or not question.number:
            return event, None
        text, target = take_number(event.text, self._line.names)
        if target is None:
            return event, None
        if target == self._line.own:
            target = Phone(
                "", self._line.names
            )  # the line watches nobody for itself: told as any number that cannot be
        return msgspec.structs.replace(event, text=text, meaning=None, number=True), target

    async def _looked(self, text: str, target: Phone | None) -> CallerRecord:
        opt_ins, phone = self._line.opt_ins, self._phone
        if opt_ins is None or phone is None:
            return NOTHING
        now = self._line.clock()
        known = await self._in_thread(
            lambda: opt_ins.load_record(phone, text, target, now), opt_ins.seconds, part="look"
        )
        # without the record nothing can be promised, and nobody is told anything of themselves
        return known or CallerRecord(safety_checks=opt_ins.runs_safety_checks, refused=NOT_WRITABLE)

    async def _carried_out(self, turn: Turn, target: Phone | None) -> bool:
        opt_ins, phone = self._line.opt_ins, self._phone
        wanted = [effect for effect in turn.effects if isinstance(effect, FeatureEffect)]
        if opt_ins is None or phone is None or not wanted or wanted == self._done:
            return True
        now, until = self._line.clock(), time.monotonic() + opt_ins.seconds
        language = self._line.library().packs.composed_in(turn.session.language, spoken=True)
        done = await self._done_or_not(
            lambda: opt_ins.carry_out(wanted, phone, target, language=language, now=now, until=until),
            opt_ins.seconds,
            part="do",
        )
        if done:
            self._done = wanted
        return bool(done)

    async def _forgotten(self, turn: Turn) -> bool:
        """Whether nothing is kept of this phone's owner, where they asked; what the record does not take is tried until it does."""
        opt_ins, phone = self._line.opt_ins, self._phone
        if opt_ins is None or phone is None or not any(type(effect) is Forget for effect in turn.effects):
            return True
        person, now = Pseudonym(phone.caller_key, phone.opt_out_key), self._line.clock()
        with suppress(TimeoutError):  # threads of its own: where all that speak to the record hang, this is still kept
            await asyncio.wait_for(POOLS.run("forgets", partial(opt_ins.forgets.keep, person)), opt_ins.seconds)
        return bool(await self._in_thread(lambda: opt_ins.forget(person, now), opt_ins.seconds, part="forget"))

    def _waits(self, turn: Turn) -> bool:
        """Whether a FORGET ME that the record did not take is kept where the end of this process does not reach it."""
        opt_ins, phone = self._line.opt_ins, self._phone
        if opt_ins is None or phone is None or not any(type(effect) is Forget for effect in turn.effects):
            return False
        return opt_ins.forgets.kept(Pseudonym(phone.caller_key, phone.opt_out_key))

    async def _in_thread(self, work: Callable[[], T], seconds: float, *, part: str) -> T | None:
        """What the work returned; None when it failed or took too long."""
        return await within(seconds, work, part=part)

    async def _done_or_not(self, work: Callable[[], T], seconds: float, *, part: str) -> T | None:
        """What the work returned; None when it failed or took too long, and then nothing of it is ever kept."""
        return await within(seconds, work, part=part, fence=Fence(seconds))
