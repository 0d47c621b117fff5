"""Commands about backups: make one, and put one back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def mount(app: typer.Typer) -> None:
    """The commands are part of this command line."""
    app.command()(backup)
    app.command()(restore)


def backup(
    folder: Path,
    *,
    promises: Annotated[
        bool, typer.Option("--promises", help="Only who said FORGET ME, STOP or START: small, for every minute.")
    ] = False,
) -> None:
    """Write the record into a sealed file in this folder, and delete backups older than a week."""
    from app.config.settings import load_settings
    from app.line.backups import make_backup

    typer.echo(str(make_backup(load_settings(), folder, promises_only=promises)))


def restore(
    file: Path, *, replace: Annotated[bool, typer.Option(help="Needed: what is there now goes.")] = False
) -> None:
    """Put a backup in the place of the record. Stop the line first. Whoever said FORGET ME or STOP since stays forgotten or left alone."""
    from app.config.settings import load_settings
    from app.line import backups
    from app.store.migrate import migrate

    if not replace:
        typer.echo("This replaces the whole record. Stop the line, then add --replace.", err=True)
        raise typer.Exit(2)
    settings = load_settings()
    migrate(settings.database)
    done = backups.restore(settings, file)
    typer.echo(f"{done.rows} rows as of {done.made:%Y-%m-%d %H:%M} UTC, {done.promises} promises made since kept.")
