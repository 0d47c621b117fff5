"""What the console is told by its environment, and what it puts away before anything else runs."""

from __future__ import annotations

import os
from collections.abc import MutableMapping
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from app.base.errors import SettingsError

_REPOSITORY = Path(__file__).resolve().parents[2]
_KEPT = frozenset(
    "PORCHLIGHT_HOME PORCHLIGHT_VAR PORCHLIGHT_ENV PORCHLIGHT_RELEASES PORCHLIGHT_STAFF_NAME RELEASES_DATABASE_URL "
    "RELEASES_DATABASE_URL_FILE LINE_NAME LINE_NUMBER PEER_LINE_NUMBER TWILIO_FROM CONSOLE_HOST CONSOLE_PORT CONSOLE_URL "
    "CONSOLE_TOLD CONSOLE_SOCKET CONSOLE_LINK PORCHLIGHT_LIFELINE PATH HOME LANG LC_ALL LC_CTYPE TZ TMPDIR VIRTUAL_ENV".split()
)
# LC_CTYPE is what Python itself sets where no language is: without it here the console would begin anew for ever.
TOLD = "CONSOLE_TOLD"
"""Set where `.env` needs not be looked at: the launcher, or this process before it began anew, has done so."""
"""All that this process needs; keys, tokens and addresses of what holds callers are not on the list, and so not in it."""


def add_env_file(environment: MutableMapping[str, str]) -> None:
    """What `.env` says of the names that are kept is in the environment, which goes before it; the rest is not looked at."""
    if environment.get(TOLD):
        return
    from dotenv import dotenv_values

    file = Path(environment.get("PORCHLIGHT_HOME") or _REPOSITORY) / ".env"
    found = dotenv_values(file) if os.access(file, os.R_OK) else {}
    for name in _KEPT & found.keys():
        environment.setdefault(name, found[name] or "")
    environment[TOLD] = "1"


class ConsoleConfig(msgspec.Struct, frozen=True):
    """Where the staff files are, and where the console listens."""

    home: Path
    host: str
    port: int
    url: str = ""
    """The https address at which it is reached through whatever ends TLS; empty on this machine."""
    listening: int | None = None
    """Where whoever started the console listens for it already."""
    link: str = ""
    """What is kept of a link that was printed already, and when that was."""
    staff_name: str = "this machine"
    """What whoever comes by the link of this machine is called."""

    @property
    def shown(self) -> str:
        """Where a browser opens it."""
        return self.url or f"http://localhost:{self.port}"


def take_config(environment: MutableMapping[str, str]) -> ConsoleConfig:
    """The console's settings; every other variable is gone from the environment. Raises SettingsError for wrong ones."""
    for name in [name for name in environment if name not in _KEPT]:
        del environment[name]
    port = environment.get("CONSOLE_PORT") or "8010"
    if not port.isascii() or not port.isdigit() or not 1 <= int(port) <= 65535:
        raise SettingsError(["CONSOLE_PORT: is not a port. Write a number from 1 to 65535."])
    url = _url(environment.get("CONSOLE_URL") or "")
    host = environment.get("CONSOLE_HOST") or "127.0.0.1"
    if host not in {"127.0.0.1", "::1", "localhost"} and not url:
        raise SettingsError(
            ["CONSOLE_HOST: without CONSOLE_URL the console listens on this machine only. Leave it out."]
        )
    home = Path(environment.get("PORCHLIGHT_HOME") or _REPOSITORY).resolve()
    name = " ".join((environment.get("PORCHLIGHT_STAFF_NAME") or "this machine").split())[:80]
    return ConsoleConfig(
        home=home, host=host, port=int(port), url=url, staff_name=name, link=environment.get("CONSOLE_LINK", ""),
        listening=int(given) if (given := environment.get("CONSOLE_SOCKET", "")).isdigit() else None,
    )  # fmt: skip


def _url(given: str) -> str:
    parts = urlsplit(given.strip().rstrip("/"))
    if given and (parts.scheme != "https" or not parts.hostname or parts.path or parts.query or parts.username):
        raise SettingsError(["CONSOLE_URL: is not an https address without a path. Write https://staff.example.org."])
    return f"https://{parts.netloc}" if given else ""
