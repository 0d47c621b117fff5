"""`porchlight chat` and `porchlight call`: try the line in a terminal, without a number and without a server."""

from __future__ import annotations

import asyncio
import random
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from pydantic import SecretStr
from rich.console import Console

from app.settings import Settings, load_settings
from app.simulator.exchange import Exchange
from app.simulator.form import Line
from app.simulator.own_line import line_of
from app.simulator.phone import Phone
from app.simulator.posting import Answer, Headers, Post, over_asgi, over_http
from app.simulator.terminal import Terminal
from app.simulator.terminal_words import LANGUAGE_WORD


class Language(StrEnum):
    """Languages of the terminal's own words."""

    en = "en"
    es = "es"


LanguageOption = Annotated[Language, typer.Option(help="Language of the conversation.")]
UrlOption = Annotated[
    str, typer.Option(help="Talk to a running line here instead; it must share this TWILIO_AUTH_TOKEN and PUBLIC_URL.")
]
HiddenOption = Annotated[bool, typer.Option("--hidden", help="Withhold the number, as private callers do.")]
FastOption = Annotated[bool, typer.Option("--fast", help="Do not wait through pauses.")]


def chat(language: LanguageOption = Language.en, url: UrlOption = "") -> None:
    """Text with the line in this terminal; nothing goes to a real phone."""
    with _terminal(language, url=url) as terminal:
        terminal.chat(first=LANGUAGE_WORD[language] if language is not Language.en else "")


def call(
    *,
    language: LanguageOption = Language.en,
    url: UrlOption = "",
    hidden: HiddenOption = False,
    fast: FastOption = False,
) -> None:
    """Call the line in this terminal: what it says is printed, keys and words are typed."""
    with _terminal(language, url=url, hidden=hidden, fast=fast) as terminal:
        terminal.call()


def mount(app: typer.Typer) -> None:
    """Adds both commands to the command line."""
    app.command()(chat)
    app.command()(call)


@contextmanager
def _terminal(language: Language, *, url: str, hidden: bool = False, fast: bool = False) -> Iterator[Terminal]:
    console = Console()
    settings = load_settings()
    with asyncio.Runner() as runner, _way(settings, url=url, runner=runner) as (line, post):
        number = f"+1202555{random.SystemRandom().randrange(101, 200):04d}"
        phone = Phone(Exchange(line, post), number=number, hidden=hidden)
        yield Terminal(
            phone,
            console=console,
            read=lambda prompt: console.input(prompt, markup=False),
            sleep=(lambda _seconds: None) if fast else time.sleep,
            run=runner,
            language=language.value,
        )


@contextmanager
def _way(settings: Settings, *, url: str, runner: asyncio.Runner) -> Iterator[tuple[Line, Post]]:
    """The line and how to reach it: the running one at this address, or one of our own in this process."""
    if url:
        yield line_of(settings, url=url), over_http(url)
        return
    with (
        tempfile.TemporaryDirectory(prefix="porchlight-") as folder,
        own_line(settings, folder=Path(folder), runner=runner) as way,
    ):
        yield way


@contextmanager
def own_line(settings: Settings, *, folder: Path, runner: asyncio.Runner) -> Iterator[tuple[Line, Post]]:
    """A line in this process, with these settings but a record of its own that goes with the folder.

    Staff may edit while they chat: what changed is taken up before each message.
    """
    from app import log
    from app.store.migrate import migrate
    from app.web.main import create_app

    log.configure(process="simulator", readable=True)
    own = _settings_of_its_own(settings, folder)
    migrate(own.database)
    app = create_app(own)
    post = over_asgi(app, own.webhook_base)

    async def with_edits(path: str, params: Sequence[tuple[str, str]], headers: Headers) -> Answer:
        app.standing.refresh()
        app.standing.refresh_sites()
        return await post(path, params, headers)

    async def close() -> None:
        app.standing.close()
        await asyncio.sleep(0)  # connections close at the loop's next turn

    try:
        yield line_of(own), with_edits
    finally:
        runner.run(close())


def _settings_of_its_own(settings: Settings, folder: Path) -> Settings:
    """The programme's words and numbers, with everything that is written kept in this folder."""
    learned = settings.porchlight_var / "cache"
    if learned.is_dir():  # copied, not used in place: a running line writes there too
        shutil.copytree(learned, folder / "cache", dirs_exist_ok=True)
    return settings.model_copy(
        update={
            "porchlight_env": "demo",
            "porchlight_demo": False,
            "porchlight_var": folder,
            "redis_url": SecretStr(""),
            "database_url": SecretStr(""),
        }
    )
