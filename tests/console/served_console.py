"""The console behind a real port with somebody signed in, for tests in a browser; and without a browser, for quick ones."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from argon2 import PasswordHasher
from pydantic import SecretStr

from app.config.settings import Settings
from app.console.access.all_of_it import Access, access_of
from app.console.access.book import AccountBook
from app.console.application import Console
from app.console.guard import OwnAddress, token_of
from app.console.roles import Role
from app.console.services import Services
from app.console.staff_text import StaffText
from app.store.database import open_database
from tests.console.asgi_client import AsgiClient
from tests.migrated import migrated
from tests.serving import served

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

REPOSITORY = Path(__file__).parents[2]
COOKIE = OwnAddress().cookie
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or ""
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


class ServedConsole(msgspec.Struct):
    """One console: its address, its accounts, and what it works with."""

    address: str
    access: Access
    services: Services

    def signed_in(self, name: str, role: Role) -> str:
        """A session of somebody with this role, who has a password and an app."""
        from pyotp import TOTP

        people = {one.name: one.id for one in self.access.people.every()}
        if name in people:
            return self.access.sign_ins.begin(people[name], way="password")
        from tests.console.conftest import MACHINE

        session = self.access.sign_ins.open(self.access.people.invite(name, role, by=MACHINE))
        staff, secret = self.access.sign_ins.knows(session), self.access.passwords.new_secret()
        assert staff is not None
        code = TOTP(secret).at(self.access.book.now())
        self.access.passwords.keep(staff, password="four words of any kind", secret=secret, code=code)
        return session


def console_at(home: Path, url: str, *, origin: str, now: Any = None, **settings: Any) -> tuple[Services, Access]:
    """What a console of the staff files in `home` works with, its record at `url`."""
    migrated(url)
    given = {"now": now} if now else {}
    access = access_of(AccountBook(open_database(url, statement_seconds=10), origin=origin, **given), hasher=QUICK)
    told = Settings(
        _env_file=None,
        porchlight_home=home,
        porchlight_var=home / "var",
        releases_database_url=SecretStr(url),
        **settings,
    )  # type: ignore[call-arg]
    return Services(home, access.sign_ins, access=access, settings=told, **given), access


@contextmanager
def console(folder: Path, *, home: Path = REPOSITORY, text: StaffText | None = None) -> Iterator[ServedConsole]:
    """A console served while the block runs, on an empty SQLite in `folder`."""
    from tests.serving import free_port

    port = free_port()
    origin = f"http://localhost:{port}"
    url = f"sqlite:///{folder}/console.db"
    services, access = console_at(home, url, origin=origin, database_url=url)
    if text is not None:
        services.keep(text)
    with served(Console(services).app, name="localhost", port=port) as address:
        yield ServedConsole(address, access, services)
    services.close()
    access.book.close()


@contextmanager
def unserved(services: Services) -> Iterator[AsgiClient]:
    """A client of this console without a port."""
    with asyncio.Runner() as runner:
        yield AsgiClient(Console(services).app, runner)


def hold(client: AsgiClient, session: str) -> str:
    """The client has this session; the token of its forms."""
    client.cookies.set(COOKIE, session, domain="localhost.local", path="/")
    return token_of(session)


@contextmanager
def browser() -> Iterator[Any]:
    """Headless Chromium; skips where there is none."""
    if not CHROMIUM:
        pytest.skip(
            "SKIPPED LOUDLY: no chromium here (apt install chromium), so the console is not tested in a browser"
        )
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        try:
            yield chromium
        finally:
            chromium.close()
            asyncio.set_event_loop(None)


@contextmanager
def tab_of(
    chromium: Any, held: ServedConsole, session: str = "", *, language: str = "en-US", **context: Any
) -> Iterator[Page]:
    """A tab whose browser holds this session; fails where a page asks another host or breaks its own policy."""
    wrong: list[str] = []
    opened: BrowserContext
    with chromium.new_context(locale=language, **context) as opened:
        opened.set_default_timeout(
            90_000
        )  # a busy machine is not what is tested: an edit is checked whole before its page comes
        if session:
            opened.add_cookies([{"name": COOKIE, "value": session, "url": held.address, "sameSite": "Strict"}])
        tab = opened.new_page()
        tab.on(
            "request", lambda asked: None if asked.url.startswith((held.address, "data:")) else wrong.append(asked.url)
        )
        tab.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        tab.on("pageerror", lambda error: wrong.append(str(error)))
        yield tab
    assert [] == [one for one in wrong if "Failed to load resource" not in one]
