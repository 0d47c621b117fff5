"""Works out beforehand what a process would work out at its first start: the release, what is learnt from phrases, the map."""

from __future__ import annotations

from app.services.standing import library_of
from app.settings import Settings


def prepare(settings: Settings) -> str:
    """`var/cache` holds all that is derived from flows, content and phrases; returns the release's id."""
    return library_of(settings).release.id
