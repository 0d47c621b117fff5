"""One conversation with the engine itself: what somebody at the console does, and what a caller would get."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

from app.engine.caller_record import CallerRecord
from app.engine.compiled_release import CompiledRelease
from app.engine.effects import Connect, Effect, FeatureEffect, Forget, HangUp, Listen, OptIn, OptOut, Say, TextMe
from app.engine.events import CallStarted, Event, Pressed, Silence, Spoke, Texted
from app.engine.session import Session
from app.engine.step import step
from app.engine.why import explain
from app.language.sms_text import segments

Channel = Literal["text", "call"]
MOST_TURNS = 200
_KNOWN = CallerRecord(checkins=True, safety_checks=True)
"""A phone nobody knows, at a line that does everything."""


class TrialAnswer(msgspec.Struct, frozen=True):
    """One message of the line, or one passage of a call."""

    words: str
    language: str
    segments: int = 0


class TrialTurn(msgspec.Struct, frozen=True):
    """What somebody did, and what came of it."""

    they: str
    """What they wrote, said or pressed; empty where a call began."""
    answers: tuple[TrialAnswer, ...]
    notes: tuple[str, ...] = ()
    """Words of the page for what a real line would have done besides."""
    why: tuple[str, ...] = ()
    node: str = ""


class PhoneTrial:
    """A conversation that is gone with the page; `named` says of which draft or release."""

    def __init__(self, library: CompiledRelease, channel: Channel, *, draft: int | None, now: datetime) -> None:
        self.library, self.channel, self.draft = library, channel, draft
        self.turns: list[TrialTurn] = []
        self.over = False
        self._session: Session | None = None
        if channel == "call":
            self._step("", CallStarted(), now)

    def at(self, node: str, language: str, now: datetime) -> None:
        """The caller has just been sent this page."""
        one = self.library.nodes.get(node)
        if one is None or self.channel == "call":
            return
        at = int(now.timestamp())
        self._session = Session(language=language, node=node, choices_hash=one.mark, started=at, last_event_at=at)
        words = self.library.shown(one, language).text
        self.turns.append(TrialTurn("", (TrialAnswer(words, language, segments(words).count),), node=node))

    def hear(self, kind: str, words: str, now: datetime) -> None:
        """They wrote, said or pressed this, or said nothing."""
        if self.over or len(self.turns) >= MOST_TURNS:
            return
        if self.channel == "text":
            self._step(words, Texted(words), now)
        elif kind == "key":
            self._step(words, Pressed(words[:4]), now)
        elif kind == "silence" or not words:
            self._step("...", Silence(), now)
        else:
            self._step(words, Spoke(words), now)

    def _step(self, they: str, event: Event, now: datetime) -> None:
        turn = step(self.library, self._session, event, now, _KNOWN)
        self._session = turn.session
        answers = _texts(turn.effects) if self.channel == "text" else _passages(turn.effects)
        notes = tuple(dict.fromkeys(note for effect in turn.effects if (note := _note(effect))))
        self.over = any(isinstance(effect, HangUp) for effect in turn.effects)
        why = explain(self.library, turn, now)
        self.turns.append(TrialTurn(they, answers, notes, why, turn.session.node))


def _texts(effects: tuple[Effect, ...]) -> tuple[TrialAnswer, ...]:
    said = [effect for effect in effects if isinstance(effect, Say)]
    return tuple(TrialAnswer(one.text, one.language, segments(one.text).count) for one in said)


def _passages(effects: tuple[Effect, ...]) -> tuple[TrialAnswer, ...]:
    """What a voice says, each time up to where it listens, as one passage."""
    found: list[TrialAnswer] = []
    fresh = True
    for effect in effects:
        if not isinstance(effect, Say):
            fresh = fresh or isinstance(effect, Listen)
        elif fresh or found[-1].language != effect.language:
            found.append(TrialAnswer(effect.text, effect.language))
            fresh = False
        else:
            found[-1] = TrialAnswer(f"{found[-1].words} {effect.text}", effect.language)
    return tuple(found)


def _note(effect: Effect) -> str:
    if isinstance(effect, Connect):
        return "note_connect"
    if isinstance(effect, HangUp):
        return "note_hang_up"
    if isinstance(effect, Listen):
        return "note_listen"
    if isinstance(effect, OptOut):
        return "note_opt_out"
    if isinstance(effect, (OptIn, Forget, TextMe, FeatureEffect)):
        return "note_kept"
    return ""
