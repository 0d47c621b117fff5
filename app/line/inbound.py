"""One text, or one moment of a call, from the webhook's form to the reply: nothing on the way may leave it unanswered."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from functools import partial

import msgspec

from app.base import log
from app.base.threads import POOLS
from app.channels.base import CallEvent, CallTurn, InboundCall, InboundText, Provider
from app.engine.builtin import BUILTIN, SAFE, STEPS
from app.engine.effects import Count, Effect, FeatureEffect, Forget, Listen, OptIn, OptOut, Say
from app.engine.emergency import sounds_urgent
from app.engine.events import CallStarted, Spoke, Texted
from app.engine.held_back import held_back, is_owed
from app.engine.release import Voice
from app.engine.session import Session, Turn, pack, unpack
from app.language.said import Said
from app.language.sms_text import segments
from app.line.call_limits import affordable
from app.line.context import LineContext
from app.line.limits import Allowance
from app.line.turn import TurnRunner
from app.privacy.phone import Phone
from app.store.sessions import Saved

TRIES = 8
"""How often a turn is worked out anew because the same caller's place moved meanwhile."""
SQL_SECONDS = 0.4
"""How long a reply waits for the record to take an opt-out."""

logger = log.get("inbound")


class _CallPlace(msgspec.Struct, frozen=True, array_like=True):
    """Where a call broke off."""

    node: str
    language: str


async def answer_text(line: LineContext, provider: Provider, inbound: InboundText) -> bytes:
    """The reply to a text; the same one for every copy of the message, and never an exception."""
    try:
        async with line.lane.turn(stranger=_is_stranger(line, inbound)):
            return await _text(line, provider, inbound)
    except Exception:
        logger.exception("inbound.failed", channel="sms")
        return provider.text(_last_words(line, inbound.event.text))


def _is_stranger(line: LineContext, inbound: InboundText) -> bool:
    """Whether this process knows nothing of who texts, and nothing in the words is plainly a cry."""
    met = line.limits is None or line.limits.has_met(inbound.caller)
    return not met and not sounds_urgent(inbound.event.text)


async def _text(line: LineContext, provider: Provider, inbound: InboundText) -> bytes:
    receipt = f"m:{inbound.sid}"
    event = inbound.event
    if inbound.answered in ("STOP", "START", "HELP"):
        event = Texted(inbound.answered)
    asking = TurnRunner(line, inbound.phone)
    answered: Allowance | None = None
    for _ in range(TRIES):
        opened = await line.conversations.load(inbound.caller, receipt)
        if opened.reply is not None:
            return opened.reply
        turn = await asking.turn(unpack(opened.session), event)
        # Counted once, but for a life: what came between may have opened the steps.
        if answered is None or (answered is not Allowance.FULL and _is_for_a_life(line, turn)):
            answered = _within_limits(line, turn, inbound, running=bool(opened.session))
        turn = _shortened(line, turn, answered)
        reply = _reply(line, provider, turn, inbound)
        await _record(line, turn.effects, inbound.phone)
        forgotten = _forgets(turn.effects)
        kept = await line.conversations.save(
            inbound.caller,
            receipt,
            was=opened.session,
            now=b"" if forgotten else pack(turn.session),
            reply=_receipt(line, provider, turn, inbound, reply),
        )
        if kept.done:
            if forgotten:
                await line.conversations.delete(inbound.caller)
            return _done(line, turn, reply)
        if kept.reply is not None:
            return kept.reply
    return reply


def _receipt(line: LineContext, provider: Provider, turn: Turn, inbound: InboundText, reply: bytes) -> bytes:
    """What a copy of the message is answered: the same, but for names and places of the caller's, which are not kept."""
    public = tuple(effect for effect in turn.effects if not (type(effect) is Say and effect.private))
    return reply if len(public) == len(turn.effects) else _reply(line, provider, Turn(turn.session, public), inbound)


def _reply(line: LineContext, provider: Provider, turn: Turn, inbound: InboundText) -> bytes:
    """What is sent back: nothing where the provider has answered already, or where a machine would answer us for ever."""
    if inbound.answered:
        return provider.text(())
    loop = inbound.machine or inbound.phone == line.own
    if loop and not _is_urgent(turn):
        return provider.text(())
    return provider.text(turn.effects)


def _is_urgent(turn: Turn) -> bool:
    return any(type(effect) is Count and effect.name == "emergency" for effect in turn.effects)


def _is_for_a_life(line: LineContext, turn: Turn) -> bool:
    return _is_urgent(turn) or turn.session.node in line.library().urgent_flows


def _within_limits(line: LineContext, turn: Turn, inbound: InboundText, *, running: bool) -> Allowance:
    """How this turn is answered, for what it costs: in full wherever a life, a STOP or something done hangs on it."""
    if line.limits is None:
        return Allowance.FULL
    done = any(isinstance(effect, OptOut | OptIn | Forget | FeatureEffect) for effect in turn.effects)
    watched = line.opt_ins is not None and line.opt_ins.has_running_opt_in(inbound.phone)
    cost = sum(segments(effect.text).count for effect in turn.effects if type(effect) is Say)
    return line.limits.judge(
        inbound.caller,
        segments=max(1, cost),
        urgent=_is_for_a_life(line, turn),
        owed=done or watched or is_owed(line.library(), turn.session),
        running=running,
        prefix=inbound.phone.prefix_key,
    )


def _shortened(line: LineContext, turn: Turn, answered: Allowance) -> Turn:
    """The turn with what may be said: everything, the shortest steps, where else to turn, or nothing."""
    if answered is Allowance.FULL:
        return turn
    rest = tuple(effect for effect in turn.effects if type(effect) is not Say)
    language = turn.session.language or line.library().default
    if answered is Allowance.SHORT:
        known = line.library().first_steps | STEPS
        said: tuple[Say, ...] = (Say(known.get(language, STEPS[BUILTIN.languages[0]]), language),)
    elif answered is Allowance.WHERE:
        said = (held_back(line.library(), turn.session),)
    else:
        said = ()
    return Turn(turn.session, (*said, *rest))


def _done(line: LineContext, turn: Turn, reply: bytes) -> bytes:
    for effect in turn.effects:
        if type(effect) is Count:
            line.tallies[effect.name, effect.node, effect.intent] += 1
    return reply


def _forgets(effects: Sequence[object]) -> bool:
    return any(type(effect) is Forget for effect in effects)


async def _record(line: LineContext, effects: Sequence[object], phone: Phone | None) -> None:
    """Opt-outs are written down before the reply leaves, or wait where they are tried again."""
    for effect in effects:
        if phone is None or not isinstance(effect, OptOut | OptIn):
            continue
        key = phone.opt_out_key
        out = isinstance(effect, OptOut)
        work = partial(line.opt_outs.record, key, out=out, now=line.clock())
        try:
            written = await asyncio.wait_for(asyncio.shield(POOLS.run("opt_outs", work)), SQL_SECONDS)
        except TimeoutError:
            written = False  # the thread goes on, and may yet succeed; written twice, the first time stands
        if not out:
            await line.conversations.opt_outs_settled(key)
        elif not written:
            await line.conversations.remember_opt_out(key)


async def answer_call(line: LineContext, provider: Provider, turn: CallTurn) -> bytes:
    """The answer at this moment of a call; never an exception, never silence."""
    try:
        return await _call(line, provider, turn.call, turn.event, number=turn.number)
    except Exception:
        logger.exception("inbound.failed", channel="voice")
        words = turn.event.text if isinstance(turn.event, Spoke) else "od"  # keys mean nothing now: say the steps
        return _said(line, provider, (*_last_words(line, words), Listen()), turn.number + 1, called=turn.call.line)


async def _call(line: LineContext, provider: Provider, inbound: InboundCall, event: CallEvent, *, number: int) -> bytes:
    receipt = f"c:{inbound.sid}:{number}"
    left = inbound.caller or ""
    asking = TurnRunner(line, inbound.phone, call=inbound.call)
    for _ in range(TRIES):
        opened = await line.conversations.load(inbound.call, receipt, left=left)
        if opened.reply is not None:
            return opened.reply
        if isinstance(event, CallStarted):
            event = _started(opened.left_at, hidden=inbound.caller is None)
        turn = await asking.turn(unpack(opened.session), event)
        said = affordable(line, inbound, event, turn)
        reply = _said(line, provider, said, turn.session.step, called=inbound.line)
        await _record(line, turn.effects, inbound.phone)
        kept = await _keep_call(line, inbound, turn, receipt=receipt, was=opened.session, reply=reply)
        if kept.done:
            if _forgets(turn.effects) and inbound.caller:
                await line.conversations.delete(inbound.caller)
            return _done(line, turn, reply)
        if kept.reply is not None:
            return kept.reply
    return reply


async def _keep_call(
    line: LineContext, inbound: InboundCall, turn: Turn, *, receipt: str, was: bytes, reply: bytes
) -> Saved:
    session: Session = turn.session
    resumable = session.node and session.node != line.library().entry and not _forgets(turn.effects)
    place = msgspec.json.encode(_CallPlace(session.node, session.language)) if resumable else b""
    return await line.conversations.save(
        inbound.call,
        receipt,
        was=was,
        now=pack(session),
        reply=reply,
        left=inbound.caller or "",
        left_at=place,
    )


def _started(left_at: bytes, *, hidden: bool) -> CallStarted:
    """The call's beginning, with the place where one from this phone broke off minutes ago."""
    try:
        place = msgspec.json.decode(left_at, type=_CallPlace) if left_at else None
    except msgspec.DecodeError:
        place = None
    return CallStarted(left_at=place.node if place else "", language=place.language if place else "", hidden=hidden)


async def end_call(line: LineContext, inbound: InboundCall) -> None:
    """The call's conversation is gone; the place it broke off stays for ten minutes."""
    try:
        await line.conversations.delete(inbound.call)
    except Exception:
        logger.exception("inbound.failed", channel="voice")


def _said(line: LineContext, provider: Provider, effects: Sequence[Effect], number: int, *, called: str) -> bytes:
    return provider.call(
        effects,
        then=f"step?n={number}",
        after_peer=f"peer?n={number}",
        peer=line.peer_number,
        caller_id=line.line_number or called,
        voices=_voices(line, provider.name),
    )


def _voices(line: LineContext, provider: str) -> Mapping[str, Voice] | None:
    """The voices of the live languages; None, for those in the program, where even these cannot be had."""
    try:
        return line.library().packs.voices(provider) or None  # a provider nobody gave voices has its own
    except Exception:
        logger.exception("inbound.failed", part="voices")
        return None


def _last_words(line: LineContext, text: str) -> tuple[Say, ...]:
    """What is said when no answer could be worked out: the steps if it was an emergency, else where to turn."""
    urgent = sounds_urgent(text) or text.strip() == "9"
    language, steps = BUILTIN.languages[0], STEPS
    try:
        library = line.library()
        steps = library.first_steps | STEPS
        cried = library.packs.cries(Said(text))
        urgent, language = urgent or bool(cried), cried or language
        if library.understander is not None and text:
            meaning = library.understander.understand(text)
            urgent = urgent or meaning.is_emergency
            language = cried or meaning.language or meaning.foreign or language
    except Exception:
        logger.exception("inbound.failed", part="understanding")
    if urgent:
        known = language if language in steps else BUILTIN.languages[0]
        return (Say(steps[known], known),)
    known = language if language in SAFE else BUILTIN.languages[0]
    peer = f" {line.peer_number}" if line.peer_number else ""
    return (Say(SAFE[known] + peer, known),)
