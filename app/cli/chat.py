"""`porchlight chat` and `porchlight call`: try the line in a terminal, without a number and without a server."""

from __future__ import annotations

import asyncio
import os
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from app.config.settings import Settings, load_settings
from app.simulator.chat import Chat
from app.simulator.fake_provider import Exchange
from app.simulator.form import LineUnderTrial
from app.simulator.handset_registry import Handset
from app.simulator.http_post import Post, over_http
from app.simulator.keyboard import Keyboard
from app.simulator.line_config import line_of
from app.simulator.phone import PretendPhone
from app.simulator.screen import Screen
from app.simulator.terminal import Terminal
from app.simulator.words import LANGUAGE_WORD

if TYPE_CHECKING:
    from app.cli.in_process_line import OwnLine
    from app.places.site import Site

USUAL_ZONE = "America/New_York"
"""Whose time a chat's clock shows where this computer keeps none of the zones that check-ins know."""


def _live(language: str) -> str:
    """The language, where it is one that this line answers in."""
    if language and language not in (live := _asked_for()):
        raise typer.BadParameter(f"Live on this line: {', '.join(live)}.")
    return language


def _asked_for() -> dict[str, str]:
    """Language that is live -> what is texted to have it; nothing for the line's own."""
    from app.release.load import load

    settings = load_settings()
    release = load(settings.porchlight_home, settings=settings.blanks, production=settings.production).release
    if release is None:
        return LANGUAGE_WORD
    own, *others = release.languages
    named = {code: next(iter(release.speech[code].names), code) for code in others if code in release.speech}
    return {own: ""} | named | {code: word for code, word in LANGUAGE_WORD.items() if code in others}


LanguageOption = Annotated[
    str,
    typer.Option(help="Language of the conversation, any that is live (porchlight check lists them).", callback=_live),
]
"""The terminal itself has words in a few; beside the others it speaks the default one."""
UrlOption = Annotated[
    str, typer.Option(help="Talk to a running line here instead; it must share this TWILIO_AUTH_TOKEN and PUBLIC_URL.")
]
HiddenOption = Annotated[bool, typer.Option("--hidden", help="Withhold the number, as private callers do.")]
LINES_OWN = "imported"
PlacesOption = Annotated[
    str, typer.Option(help="Places to try: 'imported' for this line's list, unverified ones too, or a file to import.")
]
WhyOption = Annotated[
    bool, typer.Option("--why", help="Say after each answer how the text was read, what is open, and what ends it.")
]
FastOption = Annotated[bool, typer.Option("--fast", help="Do not wait through pauses.")]


def chat(
    language: LanguageOption = "",
    url: UrlOption = "",
    fast: FastOption = False,  # noqa: FBT002
    places: PlacesOption = "",
    why: WhyOption = False,  # noqa: FBT002
) -> None:
    """Text with the line in this terminal, move its clock, answer its calls; nothing goes to a real phone."""
    settings, screen = load_settings(), _screen(language, fast=fast)
    keyboard = Keyboard(screen.console)
    first = _asked_for()[language] if language else ""
    with asyncio.Runner() as runner:
        if url:
            phone = _phone(line_of(settings, url=url), over_http(url))
            held = Handset(phone, at=datetime.now(UTC))
            Chat(screen=screen, read=keyboard, run=runner, new_phone=lambda _: held, zone=USUAL_ZONE).run(first=first)
            return
        sites = _sites(places)
        with _folder() as folder, _own_line(settings, folder=folder, runner=runner, sites=sites) as line:
            talk = Chat(
                screen=screen,
                read=keyboard,
                run=runner,
                new_phone=lambda place: line.stage.shelf.take(number=_number(place, line.line.number))[1],
                zone=_zone(),
                backstage=line,
                why=line.why if why else None,
            )
            keyboard.idle = talk.look_idly
            talk.run(first=first)


def call(
    *,
    language: LanguageOption = "",
    url: UrlOption = "",
    hidden: HiddenOption = False,
    fast: FastOption = False,
) -> None:
    """Call the line in this terminal: what it says is printed, keys and words are typed."""
    settings, screen = load_settings(), _screen(language, fast=fast)
    with asyncio.Runner() as runner, _way(settings, url=url, runner=runner) as (line, post):
        phone = _phone(line, post, hidden=hidden)
        screen.introduce(screen.words["call"], title=phone.number)
        Terminal(phone, screen=screen, read=Keyboard(screen.console), run=runner).call()


def mount(app: typer.Typer) -> None:
    """Adds both commands to the command line."""
    app.command()(chat)
    app.command()(call)


def _screen(language: str, *, fast: bool) -> Screen:
    return Screen(
        Console(),
        sleep=(lambda _seconds: None) if fast else time.sleep,
        language=language if language in LANGUAGE_WORD else next(iter(LANGUAGE_WORD)),
    )


def _phone(line: LineUnderTrial, post: Post, *, hidden: bool = False) -> PretendPhone:
    number = f"+1202555{random.SystemRandom().randrange(101, 200):04d}"
    return PretendPhone(Exchange(line, post), number=number, hidden=hidden)


def _number(place: int, taken: str) -> str:
    """The same number for the same phone in every chat, so that a script can name it."""
    number = f"+1202555{100 + place:04d}"
    return number if number != taken else f"+1202555{110 + place:04d}"


def _zone() -> str:
    """The zone of this computer's clock where it is an American one."""
    named = os.environ.get("TZ", "").removeprefix(":")
    if not named:
        named = str(Path("/etc/localtime").resolve()).partition("zoneinfo/")[2]
    return named if named.startswith("America/") else USUAL_ZONE


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="porchlight-") as folder:
        yield Path(folder)


@contextmanager
def _way(settings: Settings, *, url: str, runner: asyncio.Runner) -> Iterator[tuple[LineUnderTrial, Post]]:
    """The line and how to reach it: the running one at this address, or one of our own in this process."""
    if url:
        yield line_of(settings, url=url), over_http(url)
        return
    with _folder() as folder, _own_line(settings, folder=folder, runner=runner) as line:
        yield line.line, line.post


def _own_line(
    settings: Settings, *, folder: Path, runner: asyncio.Runner, sites: Sequence[Site] = ()
) -> AbstractContextManager[OwnLine]:
    from app.cli.in_process_line import own_line  # a whole line, which no other command needs

    return own_line(settings, folder=folder, runner=runner, sites=sites)


_GIVE_SERVICES = "run `places import FILE --services naloxone`, then `chat --places imported`."


def _sites(places: str) -> Sequence[Site]:
    """The list to try: the line's own, unverified ones among them, or that of a file; empty for the demo's."""
    if not places:
        return ()
    from app.cli.places import opened_database
    from app.line.places_tried import of_file, of_line, without_service

    if places == LINES_OWN:
        with opened_database() as database:
            found = of_line(database)
    else:
        found = of_file(Path(places))
    typer.echo(f"{len(found)} places, as if all were checked today.", err=True)
    without = without_service(found)
    if without:
        typer.echo(f"{without} have no service, and no question finds them: {_GIVE_SERVICES}", err=True)
    return found
