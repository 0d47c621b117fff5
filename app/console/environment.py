"""What the console is told by its environment, and what it puts away before anything else runs."""

from __future__ import annotations

from collections.abc import MutableMapping
from pathlib import Path

import msgspec

from app.base.errors import SettingsError

_REPOSITORY = Path(__file__).resolve().parents[2]
_KEPT = frozenset("PORCHLIGHT_HOME CONSOLE_HOST CONSOLE_PORT PATH HOME LANG LC_ALL TZ TMPDIR VIRTUAL_ENV".split())
"""All that this process needs; keys, tokens and addresses of the record are not on the list, and so not in it."""


class ConsoleConfig(msgspec.Struct, frozen=True):
    """Where the staff files are, and where the console listens."""

    home: Path
    host: str
    port: int


def take_config(environment: MutableMapping[str, str]) -> ConsoleConfig:
    """The console's settings; every other variable is gone from the environment. Raises SettingsError for a wrong port."""
    for name in [name for name in environment if name not in _KEPT]:
        del environment[name]
    port = environment.get("CONSOLE_PORT") or "8010"
    if not port.isascii() or not port.isdigit() or not 1 <= int(port) <= 65535:
        raise SettingsError(["CONSOLE_PORT: is not a port. Write a number from 1 to 65535."])
    host = environment.get("CONSOLE_HOST") or "127.0.0.1"
    if host not in {"127.0.0.1", "::1", "localhost"}:
        raise SettingsError(["CONSOLE_HOST: the console listens on this machine only. Leave it out."])
    home = Path(environment.get("PORCHLIGHT_HOME") or _REPOSITORY).resolve()
    return ConsoleConfig(home=home, host=host, port=int(port))
