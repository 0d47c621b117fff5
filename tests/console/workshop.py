"""A console over a folder of staff files of its own, and people who work in it, each with a browser without a window."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import httpx

from app.base import clock
from app.console.application import Console
from app.console.roles import Role
from app.release.staff_files import Files
from app.store.staff import accounts
from tests.console.asgi_client import AsgiClient
from tests.console.served_console import ServedConsole, console_at, hold
from tests.release.conftest import smallest_line

OWN = {"Sec-Fetch-Site": "same-origin"}


class StaffBrowser:
    """Somebody of staff who is signed in."""

    def __init__(self, client: AsgiClient, session: str) -> None:
        self._client, self._token = client, hold(client, session)

    def cookie(self, name: str, value: str) -> None:
        """The browser brings this along from now on."""
        self._client.cookies.set(name, value, domain="localhost.local", path="/")

    def get(self, path: str) -> httpx.Response:
        """The page."""
        return self._client.get(path)

    def post(self, path: str, /, **fields: str | list[str]) -> httpx.Response:
        """What comes of sending this form."""
        return self._client.post(path, headers=OWN, data={"token": self._token, **fields})

    def upload(self, path: str, data: bytes, *, name: str, **fields: str) -> httpx.Response:
        """What comes of sending this file."""
        sent = {"token": self._token, **fields}
        return self._client.post(path, headers=OWN, data=sent, files={"file": (name, data)})


class Workshop:
    """The console, its services and its folder."""

    def __init__(self, home: Path, runner: asyncio.Runner, **settings: str) -> None:
        (home / "var").mkdir(exist_ok=True)
        url = f"sqlite:///{home}/var/console.db"
        self.home, self._runner = home, runner
        self._ahead = timedelta()
        self.services, self.access = console_at(
            home, url, origin="http://localhost:8010", now=lambda: clock.unshifted() + self._ahead, **settings
        )
        self.console = Console(self.services)
        self._held = ServedConsole("http://localhost:8010", self.access, self.services)

    def browser(self, name: str, role: Role = Role.EDITOR) -> StaffBrowser:
        """This person at the console."""
        return StaffBrowser(AsgiClient(self.console.app, self._runner), self._held.signed_in(name, role))

    def later(self, **time: float) -> None:
        """So much time has passed."""
        self._ahead += timedelta(**time)

    def code(self, name: str) -> str:
        """What the app of this person shows two minutes later."""
        from pyotp import TOTP

        self._ahead += timedelta(minutes=2)
        account = next(one.id for one in self.access.people.every() if one.name == name)
        with self.access.book.reading() as session:
            row = accounts.one(session, account)
        assert row is not None
        assert row.totp is not None
        return TOTP(row.totp).at(self.access.book.now())

    def close(self) -> None:
        """Nothing stays open."""
        self.services.close()
        self.access.book.close()


def written(home: Path, files: Files | None = None) -> Path:
    """The folder with these files in it; the smallest line without any."""
    held = files or {path: text.encode() for path, text in smallest_line().items()}
    for path, data in held.items():
        (home / path).parent.mkdir(parents=True, exist_ok=True)
        (home / path).write_bytes(data)
    return home


@contextmanager
def workshop(home: Path, files: Files | None = None, **settings: str) -> Iterator[Workshop]:
    """A console over these files in this folder; over the smallest line without any."""
    written(home, files)
    with asyncio.Runner() as runner:
        made = Workshop(home, runner, **settings)
        try:
            yield made
        finally:
            made.close()
