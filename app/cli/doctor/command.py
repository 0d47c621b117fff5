"""`porchlight doctor`: looks at everything around the line, and says of each fault what to do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer


def mount(app: typer.Typer) -> None:
    """The command is part of this command line."""
    app.command()(doctor)


def doctor(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON list.")] = False,
    backups: Annotated[Path | None, typer.Option(help="The folder that `porchlight backup` writes to.")] = None,
) -> None:
    """Look whether keys, clock, TLS, webhooks, Redis, database, machine and account are set up well; changes nothing."""
    from app.cli.doctor.gather import gather
    from app.cli.doctor.rules import judge

    facts = gather(backups=backups)
    found = judge(facts)
    if as_json:
        typer.echo(json.dumps([finding._asdict() for finding in found], indent=1))
    else:
        for finding in found:
            typer.echo(f"{finding.code}: {finding.says} {finding.do}")
        typer.echo(f"{len(found)} faults." if found else "Nothing found.")
        if facts.files.bundle:
            typer.echo(f"Bundle of the texts as they are: {facts.files.bundle}")
    raise typer.Exit(1 if found else 0)
