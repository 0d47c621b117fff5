"""Keys and words on calls that this line made itself: to a caller whose time is over, or to somebody told of one.

A key is an answer, and so are a few listed words, each of them about oneself; the greeting of a voicemail, an assistant that asks
who is calling, silence and a hang-up are none.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from datetime import datetime
from functools import partial
from urllib.parse import parse_qsl, urlencode

from app.base import log
from app.base.threads import POOLS
from app.channels.base import KeyPress, Provider
from app.engine import plain_answer
from app.engine.effects import Effect, HangUp, Listen, Say
from app.engine.emergency import sounds_urgent
from app.features.safety_checks.rules import CheckState, Who
from app.language.said import Said
from app.line.context import LineContext
from app.line.opt_ins import OptIns

SECONDS = 3.0
"""How long a key waits for the record: somebody is on the phone, and a lost key would be a false alarm."""
CODE_DIGITS = 4
ROUNDS = 5
"""How often a call is repeated after something was said that is no answer: more than a minute."""
SURE = 0.6
"""Speech the recogniser trusts less than this is no answer."""
_ID = re.compile(r"[A-Za-z0-9_-]{8,32}")

_log = log.get("check_calls")


async def answer_key(line: LineContext, provider: Provider, key: KeyPress) -> bytes:
    """The answer to a key or to words, or to neither, on a call that this line made."""
    if key.matter == "accept":
        return accept(line, provider, key)
    answer = answer_check if key.matter == "check" else answer_alarm
    return await answer(line, provider, key)


def accept(line: LineContext, provider: Provider, key: KeyPress) -> bytes:
    """What whoever picked up for a bridge hears: only the key connects them, so that a voicemail is never a person."""
    fields = dict(parse_qsl(key.query))
    if key.digits == "1":
        return provider.call([])
    if key.digits or fields.get("k"):
        return provider.call([HangUp()])
    spoken = _language(line, fields)
    words = Say(line.library().spoken("line.accept", spoken), spoken)
    asked: list[Effect] = [words, Listen(timeout=6, speech=False, language=spoken, falls=True)]
    asked += [words, Listen(timeout=6, speech=False, language=spoken)]
    voices = line.library().packs.voices(provider.name) or None
    return provider.call(asked, then=f"accept?{urlencode({**fields, 'k': '1'})}", voices=voices)


async def answer_check(line: LineContext, provider: Provider, key: KeyPress) -> bytes:
    """What is said after a caller pressed a key, or said that they are OK, on the call about their own check."""
    fields = dict(parse_qsl(key.query))
    opt_ins, id, spoken = line.opt_ins, fields.get("c", ""), _language(line, fields)
    digits = key.digits or ("1" if _said_plainly(line, spoken, key, "ok_said") else "")
    if not digits:
        return _again(line, provider, key, "safety_checks.ring")
    state = await _asked(lambda now: _heard(opt_ins, id, digits, now), line, id) if opt_ins else None
    if state is CheckState.CLOSED:
        return _said(line, provider, spoken, "safety_checks.ring_closed")
    if state is None:
        return provider.call([HangUp()])
    listen = Listen(timeout=8, speech=False, digits=CODE_DIGITS, language=spoken)
    words = Say(line.library().spoken("safety_checks.ring_code", spoken), spoken)
    return provider.call(
        [words, listen], then=f"check?{key.query}", voices=line.library().packs.voices(provider.name) or None
    )


async def answer_alarm(line: LineContext, provider: Provider, key: KeyPress) -> bytes:
    """What is said after somebody told of a check pressed a key, 1 on it, 2 cannot, or said that they are on it."""
    fields = dict(parse_qsl(key.query))
    opt_ins, id, who, spoken = line.opt_ins, fields.get("c", ""), fields.get("w", ""), _language(line, fields)
    digits = key.digits or ("1" if _said_plainly(line, spoken, key, "coming_said") else "")
    if digits not in ("1", "2"):
        return _again(line, provider, key, "safety_checks.alarm_again")
    state = await _asked(lambda now: _told(opt_ins, id, who, digits, now), line, id) if opt_ins else None
    if state is None:
        return provider.call([HangUp()])
    if state is CheckState.CLOSED:
        return _said(line, provider, spoken, "safety_checks.alarm_over")
    return _said(
        line, provider, spoken, "safety_checks.alarm_coming" if digits == "1" else "safety_checks.alarm_declined"
    )


def _said_plainly(line: LineContext, language: str, key: KeyPress, answer: str) -> bool:
    """Whether the whole of what was heard is listed as this answer: no greeting of a machine is, and no doubtful hearing."""
    if key.said is None or key.said.confidence < SURE:
        return False
    words = line.library().plain_answers(language).get(answer, ())
    return plain_answer.listed(Said(key.said.text), question=key.matter, answer=answer, words=words) is not None


def _again(line: LineContext, provider: Provider, key: KeyPress, words: str) -> bytes:
    """Why the call rings, once more: after other words, and after silence as long as there were any; steps for whoever cries."""
    fields = dict(parse_qsl(key.query))
    spoken, turn = _language(line, fields), fields.get("t", "")
    done = int(turn) if turn.isascii() and turn.isdigit() else 0
    if done >= ROUNDS or not (done or key.said or key.digits):
        return provider.call([HangUp()])  # the call's own words were repeated before this
    library = line.library()
    said = [Say(library.spoken(words, spoken), spoken)]
    if key.said and sounds_urgent(key.said.text):
        said.insert(0, Say(library.spoken(library.nodes[library.emergency].say, spoken), spoken))
    query = urlencode({**fields, "t": str(done + 1)})
    voices = library.packs.voices(provider.name) or None
    return provider.call([*said, Listen(timeout=8, language=spoken)], then=f"{key.matter}?{query}", voices=voices)


def _language(line: LineContext, fields: dict[str, str]) -> str:
    wanted = fields.get("l", "")
    return line.library().packs.composed_in(wanted, spoken=True)


async def _asked(ask: Callable[[datetime], CheckState | None], line: LineContext, id: str) -> CheckState | None:
    if not _ID.fullmatch(id):
        return None
    try:
        return await asyncio.wait_for(asyncio.shield(POOLS.run("calls", partial(ask, line.clock()))), SECONDS)
    except Exception as error:
        _log.error("check_calls.failed", id=id, exc_info=error)
        return None


def _heard(opt_ins: OptIns, id: str, digits: str, now: datetime) -> CheckState | None:
    """The state of a check once its caller pressed this on the call about it."""
    from app.features.safety_checks import service

    return service.heard_on_call(opt_ins.context, id, digits, now=now)


def _told(opt_ins: OptIns, id: str, who: str, digits: str, now: datetime) -> CheckState | None:
    """The state of a check once somebody told of it pressed this."""
    from app.features.safety_checks import service

    known = who in (Who.FIRST, Who.SECOND, Who.ON_CALL)
    return service.answered_on_call(opt_ins.context, id, Who(who), digits, now=now) if known else None


def _said(line: LineContext, provider: Provider, language: str, key: str) -> bytes:
    words = line.library().spoken(key, language).replace("911", "9 1 1")
    effects: list[Effect] = [Say(words, language), HangUp()]
    return provider.call(effects, voices=line.library().packs.voices(provider.name) or None)
