"""Keys pressed on calls that this line made itself: to a caller whose time is over, or to somebody told of one.

A key is an answer; a voicemail, silence and a hang-up are none.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from datetime import datetime
from urllib.parse import parse_qsl

from app.base import log
from app.channels.base import KeyPress, Provider
from app.engine.effects import Effect, HangUp, Listen, Say
from app.features.safety_checks.rules import State
from app.line.context import Line

SECONDS = 3.0
"""How long a key waits for the record: somebody is on the phone, and a lost key would be a false alarm."""
CODE_DIGITS = 4
_ID = re.compile(r"[A-Za-z0-9_-]{8,32}")

_log = log.get("check_calls")


async def answer_key(line: Line, provider: Provider, key: KeyPress) -> bytes:
    """The answer to a key, or to none, on a call that this line made."""
    answer = answer_check if key.matter == "check" else answer_alarm
    return await answer(line, provider, key.query, key.digits)


async def answer_check(line: Line, provider: Provider, query: str, digits: str) -> bytes:
    """What is said after a caller pressed a key on the call about their own check."""
    fields = dict(parse_qsl(query))
    opted, id = line.opted, fields.get("c", "")
    state = await _asked(lambda now: opted.on_call(id, digits, now), line, id) if opted and digits else None
    spoken = _language(line, fields)
    if state is State.CLOSED:
        return _said(line, provider, spoken, "safety_checks.ring_closed")
    if state is None or not digits:
        return provider.call([HangUp()])
    listen = Listen(timeout=8, speech=False, digits=CODE_DIGITS, language=spoken)
    words = Say(line.library().spoken("safety_checks.ring_code", spoken), spoken)
    return provider.call(
        [words, listen], then=f"check?{query}", voices=line.library().packs.voices(provider.name) or None
    )


async def answer_alarm(line: Line, provider: Provider, query: str, digits: str) -> bytes:
    """What is said after somebody told of a check pressed a key: 1 on it, 2 cannot."""
    fields = dict(parse_qsl(query))
    opted, id, who = line.opted, fields.get("c", ""), fields.get("w", "")
    wanted = digits in ("1", "2")
    state = await _asked(lambda now: opted.on_alarm_call(id, who, digits, now), line, id) if opted and wanted else None
    spoken = _language(line, fields)
    if state is None:
        return provider.call([HangUp()])
    if state is State.CLOSED:
        return _said(line, provider, spoken, "safety_checks.alarm_over")
    return _said(
        line, provider, spoken, "safety_checks.alarm_coming" if digits == "1" else "safety_checks.alarm_declined"
    )


def _language(line: Line, fields: dict[str, str]) -> str:
    wanted = fields.get("l", "")
    return line.library().packs.composed_in(wanted, spoken=True)


async def _asked(ask: Callable[[datetime], State | None], line: Line, id: str) -> State | None:
    if not _ID.fullmatch(id):
        return None
    try:
        return await asyncio.wait_for(asyncio.to_thread(ask, line.clock()), SECONDS)
    except Exception as error:
        _log.error("check_calls.failed", id=id, exc_info=error)
        return None


def _said(line: Line, provider: Provider, language: str, key: str) -> bytes:
    words = line.library().spoken(key, language).replace("911", "9 1 1")
    effects: list[Effect] = [Say(words, language), HangUp()]
    return provider.call(effects, voices=line.library().packs.voices(provider.name) or None)
