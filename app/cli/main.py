"""The `porchlight` command: for staff who edit, and for whoever runs the line."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

HERE = Path(__file__).resolve().parents[2]

app = typer.Typer(
    name="porchlight",
    help="An anonymous text and voice line for harm reduction.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.command()
def understand() -> None:
    """Read messages as JSON lines and write what each means, one line each."""
    from app.config.settings import load_settings
    from app.line.understand import run

    settings = load_settings()
    wrong = run(sys.stdin.buffer, sys.stdout.buffer, settings.content, settings.porchlight_var / "cache")
    for line in wrong:
        typer.echo(line, err=True)
    raise typer.Exit(1 if wrong else 0)


@app.command(hidden=True)
def prepare() -> None:
    """Work out what is derived from flows, content and phrases, so that the first start is quick."""
    from app.config.settings import load_settings
    from app.line import warm_cache

    typer.echo(f"Prepared release {warm_cache.warm_cache(load_settings())}.")


@app.command(name="test")
def play_dialogues(
    folder: Annotated[Path, typer.Argument(help="Where the dialogues are.")] = HERE / "tests" / "dialogues",
) -> None:
    """Play every dialogue against the flows and content, and say what differs."""
    from app.config.settings import load_settings
    from app.line.runtime import compiled_release_of
    from app.release.dialogues import dialogue_files, play

    settings = load_settings()
    library = compiled_release_of(settings)
    files = dialogue_files(folder)
    problems = [problem for file in files for problem in play(library, file, root=folder.parent.parent).problems]
    for problem in problems:
        typer.echo(str(problem))
    typer.echo(f"{len(files)} dialogues, {len(problems)} differences.")
    raise typer.Exit(1 if problems else 0)


def main() -> None:
    """Runs the command; mistakes in settings are said in plain lines, without a traceback."""
    from app.base.errors import PorchlightError

    _mount(sys.argv[1] if len(sys.argv) > 1 else "")
    try:
        app()
    except PorchlightError as error:
        typer.echo(str(error), err=True)
        raise SystemExit(2) from None


_PARTS = {
    "check": ("check", "schema", "translated", "reviewed", "emergency"),
    "facts": ("facts",),
    "new": ("new",),
    "keys": ("keys",),
    "doctor.command": ("doctor",),
    "backups": ("backup", "restore"),
    "bundle": ("bundle",),
    "provision": ("provision",),
    "chat": ("chat", "call"),
    "place_upkeep": ("places",),
    "release": ("release",),
    "console_rights": ("console",),
    "counts": ("counts",),
}
"""Module beside this one -> the commands it brings."""


def _mount(asked: str = "") -> None:
    """The commands of the other parts, each written beside what it is about; of the part alone that is asked for."""
    wanted = [part for part, commands in _PARTS.items() if asked in commands]
    for part in wanted or _PARTS:
        import_module(f"app.cli.{part}").mount(app)


if __name__ == "__main__":
    main()
