"""A console over a folder of staff files of its own, and people who work in it, each with a browser without a window."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from app.base import clock
from app.config.settings import Settings
from app.console.application import Console
from app.console.guard import OwnAddress, token_of
from app.console.roles import Role
from app.console.services import Services
from app.console.sign_in import SignIns
from app.release.staff_files import Files
from app.store.migrate import migrate
from tests.console.asgi_client import AsgiClient
from tests.release.conftest import smallest_line

COOKIE = OwnAddress().cookie
OWN = {"Sec-Fetch-Site": "same-origin"}


class StaffBrowser:
    """Somebody of staff who is signed in."""

    def __init__(self, client: AsgiClient, session: str) -> None:
        self._client, self._token = client, token_of(session)
        client.cookies.set(COOKIE, session, domain="localhost.local", path="/")

    def get(self, path: str) -> httpx.Response:
        """The page."""
        return self._client.get(path)

    def post(self, path: str, /, **fields: str) -> httpx.Response:
        """What comes of sending this form."""
        return self._client.post(path, headers=OWN, data={"token": self._token, **fields})


class Workshop:
    """The console, its services and its folder."""

    def __init__(self, home: Path, runner: asyncio.Runner, *, production: bool = False) -> None:
        var = home / "var"
        var.mkdir(exist_ok=True)
        settings = Settings(_env_file=None).model_copy(  # type: ignore[call-arg]
            update={
                "porchlight_home": home,
                "porchlight_var": var,
                "porchlight_env": "production" if production else "demo",
            }
        )
        migrate(settings.releases_database)
        self.home, self.sign_ins, self._runner = home, SignIns(clock.unshifted), runner
        self.services = Services(home, self.sign_ins, settings=settings)
        self.console = Console(self.services)

    def browser(self, name: str, role: Role = Role.EDITOR) -> StaffBrowser:
        """This person at the console."""
        return StaffBrowser(AsgiClient(self.console.app, self._runner), self.sign_ins.begin(name, role))


@contextmanager
def workshop(home: Path, files: Files | None = None, *, production: bool = False) -> Iterator[Workshop]:
    """A console over these files in this folder; over the smallest line without any."""
    held = files or {path: text.encode() for path, text in smallest_line().items()}
    for path, data in held.items():
        (home / path).parent.mkdir(parents=True, exist_ok=True)
        (home / path).write_bytes(data)
    with asyncio.Runner() as runner:
        made = Workshop(home, runner, production=production)
        try:
            yield made
        finally:
            made.services.close()
