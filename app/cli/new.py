"""`porchlight new topic|flow|language|place`: what staff add, put where it belongs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.check import RootOption

if TYPE_CHECKING:
    from app.release.scaffold import Made

new = typer.Typer(help="Add a topic, a flow, a language or a place.", no_args_is_help=True)


def mount(app: typer.Typer) -> None:
    """The commands are part of this command line."""
    app.add_typer(new, name="new")


@new.command()
def topic(
    name: Annotated[str, typer.Argument(help="Small letters, like heat.")],
    page: Annotated[str, typer.Option("--page", help="The page it leads to: flow.node.")],
    words: Annotated[list[str], typer.Option("--words", help="Per language: en='heat wave|hot out'.")],
    root: RootOption = Path(),
) -> None:
    """Add something people ask about, with the words they ask by in each language."""
    from app.release.scaffold import new_topic

    asked = {language: said for language, _, said in (one.partition("=") for one in words)}
    _told(new_topic(root, name, page=page, words=asked))


@new.command()
def flow(name: Annotated[str, typer.Argument(help="Small letters, like heat.")], root: RootOption = Path()) -> None:
    """Add a flow with one page, and a place for its text in each language."""
    from app.release.scaffold import new_flow

    _told(new_flow(root, name))


@new.command()
def language(
    code: Annotated[str, typer.Argument(help="Two small letters, like ht.")],
    like: Annotated[str, typer.Option("--like", help="The language to copy; else the default one.")] = "",
    root: RootOption = Path(),
) -> None:
    """Add a language: a copy of another one's files, to be translated."""
    from app.release.scaffold import new_language

    _told(new_language(root, code, like=like))


@new.command()
def place(
    name: Annotated[str, typer.Argument(help="As people say it.")],
    at: Annotated[str, typer.Option("--at", help="Latitude,longitude: 39.9720,-75.1310")],
    also: Annotated[list[str] | None, typer.Option("--also", help="Another name for it.")] = None,
    root: RootOption = Path(),
) -> None:
    """Add a neighborhood that people name when they look for something near."""
    from app.release.scaffold import ScaffoldError, new_place

    try:
        latitude, longitude = (float(part) for part in at.split(","))
    except ValueError:
        raise ScaffoldError(f"'{at}' is no point. Write latitude,longitude like 39.9720,-75.1310.") from None
    _told(new_place(root, name, latitude=latitude, longitude=longitude, also=also or []))


def _told(made: Made) -> None:
    for path in made.paths:
        typer.echo(path)
    typer.echo(f"{made.then}\nThen run: porchlight check", err=True)
