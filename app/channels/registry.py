"""The providers of a line, by the names of their folders; the first is the one that sends."""

from __future__ import annotations

import re
from importlib import import_module
from importlib.util import find_spec
from typing import cast

from app.base.errors import SettingsError
from app.channels.base import Provider
from app.config.settings import Settings

_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")
_ROOM = __name__.rpartition(".")[0]


def open_providers(settings: Settings) -> tuple[Provider, ...]:
    """Every provider that PORCHLIGHT_PROVIDERS names, in its order. Raises SettingsError for a name without a folder.

    `twilio` is a folder beside this file; a name with a dot is a package of the programme's own.
    """
    if not settings.providers:
        raise SettingsError(["PORCHLIGHT_PROVIDERS names nobody. Leave it out for Twilio."])
    return tuple(_opened(name, settings) for name in settings.providers)


def _opened(name: str, settings: Settings) -> Provider:
    package = name if "." in name else f"{_ROOM}.{name}"
    try:
        there = _NAME.fullmatch(name) is not None and find_spec(f"{package}.provider") is not None
    except (ModuleNotFoundError, AttributeError):
        there = False
    if not there:
        raise SettingsError([f"PORCHLIGHT_PROVIDERS names {name!r}, and there is no folder app/channels/{name}."])
    return cast(Provider, import_module(f"{package}.provider").open_provider(settings))
