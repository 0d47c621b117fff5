"""Dialogue files: whole conversations that staff can read and write, played against the real engine.

A file says what they text, press or say and what we answer. Between two turns the session goes through bytes as it
does in the store, and the clock stands where the dialogue puts it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from app.engine.caller_record import NOTHING, CallerRecord
from app.engine.compiled_release import CompiledRelease
from app.engine.effects import Effect, Say, TextMe
from app.engine.events import CallReturned, CallStarted, Event, Pressed, Silence, Spoke, Texted
from app.engine.session import Session, pack, unpack
from app.engine.step import step
from app.release.problems import Problem
from app.release.yaml_reader import read_file
from app.release.yaml_tree import Document

NOON = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
"""When every dialogue begins: a Monday noon in New York."""
_TURN_KEYS = {
    "they",
    "press",
    "say",
    "silence",
    "call",
    "back_from_peer",
    "wait",
    "we",
    "has",
    "not",
    "at",
    "does",
    "known",
    "texted",
}
_BEFORE_0_3 = {
    "fits": "code_matches",
    "coerced": "duress_code",
    "more": "extensions_left",
    "asked": "confirmation_pending",
    "nudged": "nudge_pending",
    "barred": "contact_refused",
    "untexted": "no_text_reason",
    "locked": "code_only",
}
"""What programmes' own dialogues may still call parts of the record."""
_WAIT = re.compile(r"(\d+) (second|minute|hour|day)s?")


class Played(msgspec.Struct, frozen=True):
    """What one dialogue showed: where it went wrong, and the nodes it visited in each language."""

    problems: tuple[Problem, ...]
    visited: frozenset[tuple[str, str]]


class _Stage:
    """One dialogue being played."""

    def __init__(self, library: CompiledRelease, document: Document, written: dict[str, Any]) -> None:
        self.library = library
        self.document = document
        self.on_call = written.get("channel") == "call"
        self.session: Session | None = None
        if written.get("language"):
            self.session = Session(
                language=str(written["language"]), started=int(NOON.timestamp()), last_event_at=int(NOON.timestamp())
            )
        self.now = NOON
        self.known = NOTHING
        self.problems: list[Problem] = []
        self.visited: set[tuple[str, str]] = set()

    def wrong(self, turn: int, key: str, message: str) -> None:
        self.problems.append(self.document.problem(("turns", turn, key), "DIALOGUE", message))

    def play(self, number: int, turn: dict[str, Any]) -> None:
        """One thing they do, and everything the file says about our answer."""
        self._wait(number, turn)
        self._know(number, turn)
        event = self._event(turn)
        if event is None:
            return
        kept = unpack(pack(self.session)) if self.session else None
        result = step(self.library, kept, event, self.now, self.known)
        self.session = result.session
        self.visited.add((result.session.node, result.session.language or self.library.default))
        self._compare(number, turn, result.effects)

    def _wait(self, number: int, turn: dict[str, Any]) -> None:
        if "wait" not in turn:
            return
        found = _WAIT.fullmatch(str(turn["wait"]))
        if found is None:
            self.wrong(number, "wait", "'wait' is a number and a unit. Write it like '20 minutes'.")
            return
        self.now += timedelta(**{f"{found[2]}s": int(found[1])})

    def _know(self, number: int, turn: dict[str, Any]) -> None:
        """What the record knows of this caller from here on: `known: {check: prompted}`."""
        if "known" not in turn:
            return
        try:
            self.known = msgspec.convert(_renamed(turn["known"]), CallerRecord, strict=False)
        except msgspec.ValidationError as error:
            self.wrong(number, "known", f"'known' is what the record knows of a caller (docs/check-ins.md): {error}.")

    def _event(self, turn: dict[str, Any]) -> Event | None:
        if "press" in turn:
            return Pressed(str(turn["press"]))
        if "say" in turn:
            return Spoke(str(turn["say"]))
        if "silence" in turn:
            return Silence()
        if "call" in turn:
            return CallStarted()
        if "back_from_peer" in turn:
            return CallReturned(answered=str(turn["back_from_peer"]) == "yes")
        return Texted(str(turn["they"])) if "they" in turn else None

    def _compare(self, number: int, turn: dict[str, Any], effects: Sequence[object]) -> None:
        said = " ".join(effect.text for effect in effects if isinstance(effect, Say))
        for key in _several(turn.get("we")):
            if not self._says(key, said):
                self.wrong(number, "we", f"Expected '{key}', but the line said: {said[:300]!r}")
        for words in _several(turn.get("has")):
            if words not in said:
                self.wrong(number, "has", f"'{words}' is not in the answer: {said[:300]!r}")
        for words in _several(turn.get("not")):
            if words in said:
                self.wrong(number, "not", f"'{words}' is in the answer: {said[:300]!r}")
        self._compare_text(number, turn, effects)
        node = self.session.node if self.session else ""
        if "at" in turn and turn["at"] != node:
            self.wrong(number, "at", f"The conversation is at '{node}', not at '{turn['at']}'.")
        done = {_name(effect) for effect in effects}
        for name in _several(turn.get("does")):
            if name not in done:
                self.wrong(number, "does", f"'{name}' did not happen. What did: {', '.join(sorted(done))}.")

    def _compare_text(self, number: int, turn: dict[str, Any], effects: Sequence[object]) -> None:
        """The text that leaves because a call asked for it."""
        text = next((effect.words for effect in effects if isinstance(effect, TextMe)), "")
        for words in _several(turn.get("texted")):
            if words not in text:
                self.wrong(number, "texted", f"'{words}' is not in the text that leaves: {text[:300]!r}")

    def _says(self, key: str, said: str) -> bool:
        language = (self.session.language if self.session else "") or self.library.default
        lookup = self.library.spoken if self.on_call else self.library.text
        text = lookup(key, language)
        if not text:
            return False
        # a text with blanks filled by the moment ({key}, {label}) is known by what stands before them
        return re.split(r"\{\w+\}", text)[0].strip() in said


def _several(value: object) -> list[str]:
    if value is None:
        return []
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]


def _name(effect: Effect | object) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", type(effect).__name__).lower()


def play(library: CompiledRelease, file: Path, *, root: Path) -> Played:
    """The dialogue of this file, played to its end; every difference is a problem at its line."""
    document = read_file(file, root=root)
    if document.problems:
        return Played(tuple(document.problems), frozenset())
    written = document.plain()
    turns = written.get("turns")
    if not isinstance(turns, list) or not all(isinstance(turn, dict) for turn in turns):
        problem = document.problem((), "DIALOGUE", "A dialogue needs 'turns:', a list of what they do and what we say.")
        return Played((problem,), frozenset())
    stage = _Stage(library, document, written)
    for number, turn in enumerate(turns):
        for key in turn.keys() - _TURN_KEYS:
            stage.wrong(number, key, f"'{key}' is not known here. Use one of {', '.join(sorted(_TURN_KEYS))}.")
        stage.play(number, turn)
    return Played(tuple(stage.problems), frozenset(stage.visited))


def dialogue_files(folder: Path) -> list[Path]:
    """Every dialogue in this folder, by name."""
    return sorted(folder.glob("**/*.yaml"))


def _renamed(known: Any) -> Any:
    """What a dialogue says is known, under the names of today."""
    return {_BEFORE_0_3.get(name, name): value for name, value in known.items()} if isinstance(known, dict) else known
