"""What the use cases of check-ins and safety checks work with, handed in once."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol

import msgspec

from app.engine.caller_record import NOTHING
from app.engine.compiled_release import CompiledRelease
from app.engine.effects import Say
from app.engine.events import CameDue
from app.engine.session import Session
from app.engine.step import step
from app.language.schedule import SPREAD
from app.privacy.pseudonyms import Pseudonyms
from app.privacy.sealing import AssociatedData, Box, Seal
from app.privacy.vault import WordVault
from app.store.database import Database


class Opens(Protocol):
    """Opens sealed words; only a process that sends has one."""

    def text(self, box: Box | bytes, place: AssociatedData) -> str:
        """What was sealed for this place."""


class UseCaseContext(msgspec.Struct, frozen=True):
    """One process's means; `opener` is there only in a process that sends."""

    database: Database
    seal: Seal
    names: Pseudonyms
    vault: WordVault
    library: Callable[[], CompiledRelease]
    safety_checks: bool = False
    """Whether the programme switched safety checks on."""
    checkins: bool = True
    on_call: str = ""
    """Number of the person to tell when no contact confirms; empty where there is none."""
    opener: Opens | None = None
    rehearses: bool = False
    """Whether a pretend check runs through everything every five minutes: where real phones may be told of a real one."""
    spread: Callable[[], int] = lambda: secrets.randbelow(2 * SPREAD + 1) - SPREAD

    def spoken(self, key: str, language: str) -> tuple[str, str]:
        """What a call made by this line says, and the language it is in: one that a voice here reads."""
        library = self.library()
        read = library.packs.spoken_in(key, language)
        return self.words(key, read), read

    def words(self, key: str, language: str, /, **blanks: str) -> str:
        """What is said first, as the engine says it."""
        if blanks:
            return self.library().text(key, language, **blanks)
        turn = step(self.library(), Session(language=language), CameDue(key), _ANY_TIME, NOTHING)
        return " ".join(effect.text for effect in turn.effects if isinstance(effect, Say))


_ANY_TIME = datetime(2026, 1, 1, tzinfo=UTC)
"""What is said first does not depend on the time."""


def fingerprint(words: str) -> str:
    """Sixteen letters that tell whether other words are the same."""
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def new_id() -> str:
    """A name for a row."""
    return secrets.token_urlsafe(12)
