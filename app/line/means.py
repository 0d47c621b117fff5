"""What use cases work with, made from the settings of a process."""

from __future__ import annotations

from collections.abc import Callable

from app.config.settings import Settings
from app.engine.compiled_release import CompiledRelease
from app.features.context import Opens, UseCaseContext
from app.privacy.pseudonyms import Pseudonyms
from app.privacy.sealing import make_seal
from app.privacy.vault import WordVault
from app.store.database import Database


def use_case_context(
    settings: Settings, *, database: Database, library: Callable[[], CompiledRelease], opener: Opens | None = None
) -> UseCaseContext:
    """The means of a process with these settings."""
    names = Pseudonyms(*settings.keys)
    return UseCaseContext(
        database=database,
        seal=make_seal(public=settings.porchlight_seal_to, key=settings.sender_keys[0]),
        names=names,
        vault=WordVault(names),
        library=library,
        safety_checks=settings.safety_checks,
        checkins=settings.porchlight_checkins,
        on_call=settings.on_call_number,
        opener=opener,
    )
