"""Commands for whoever sets the staff console up."""

from __future__ import annotations

from typing import Annotated

import typer

app = typer.Typer(help="Setting the staff console up.", no_args_is_help=True)


def mount(line: typer.Typer) -> None:
    """The commands are part of this command line."""
    line.add_typer(app, name="console")


@app.callback()
def _group() -> None:
    """Setting the staff console up."""


@app.command()
def grants(role: Annotated[str, typer.Argument(help="A role of PostgreSQL that exists.")]) -> None:
    """Print what lets the console's role do its work and read nothing of any caller; run it as the owner of the tables."""
    from app.store.console_rights import rights_of

    for line in rights_of(role):
        typer.echo(line)
