"""Who picks up a call besides the person it rings for: a voicemail, an assistant that screens calls, somebody slow to wake.

Machines speak as theirs do and press nothing; what they say reaches the line as words its recogniser heard.
"""

from __future__ import annotations

from enum import StrEnum

from app.language.default import DEFAULT_LANGUAGE
from app.simulator.phone_events import Moment, Note
from app.simulator.provider import OutgoingCall
from app.simulator.words import PICKS_UP


class Answerer(StrEnum):
    """Who picks up."""

    VOICEMAIL = "voicemail"
    """Greets, and hears the call to its end."""
    ASSISTANT = "assistant"
    """Asks who is calling and why, and then hands the phone over."""
    SLOW = "slow"
    """Picks up when it has nearly stopped ringing, and hears the words from the middle."""


_MOST = 60
"""Waits in one call; the line hangs up long before."""


async def pick_up(call: OutgoingCall, who: Answerer, *, language: str = DEFAULT_LANGUAGE) -> list[Moment]:
    """Everything heard and said until a person has the phone, or the call is over."""
    moments = await call.answer()
    for words in _says(language)[who]:
        moments += await _through(call)
        if call.state != "listening":
            return moments
        moments += [Note(0, f"({who}: {words})"), *await call.speak(words)]
    return moments + (await hear_out(call) if who is Answerer.VOICEMAIL else await _through(call))


def _says(language: str) -> dict[str, list[str]]:
    return PICKS_UP.get(language) or PICKS_UP[DEFAULT_LANGUAGE]


async def hear_out(call: OutgoingCall) -> list[Moment]:
    """The call to its end, with nobody there."""
    moments: list[Moment] = []
    for _ in range(_MOST):
        moments += await _through(call)
        if call.state != "listening":
            return moments
        moments += await call.stay_silent()
    return moments


async def _through(call: OutgoingCall) -> list[Moment]:
    moments: list[Moment] = []
    while call.state == "playing":
        moments += await call.go_on()
    return moments
