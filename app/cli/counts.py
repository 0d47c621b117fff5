"""`porchlight counts`: what callers asked and had no page, by week and topic, without words and without callers."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

import msgspec
import typer

from app.base.clock import now

Weeks = Annotated[int, typer.Option("--weeks", min=1, max=104, help="How many weeks to look back.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON list, for other programs.")]


def mount(app: typer.Typer) -> None:
    """The command is part of this command line."""
    app.command()(counts)


def counts(weeks: Weeks = 8, *, as_json: Json = False) -> None:
    """List what was asked and had no page: week, topic, language, how often; small numbers are hidden."""
    from app.config.settings import load_settings
    from app.store.database import open_database
    from app.store.unanswered import FEWEST_SHOWN, since

    found = since(open_database(load_settings().database), now().date() - timedelta(weeks=weeks))
    if as_json:
        typer.echo(msgspec.json.format(msgspec.json.encode(found), indent=2).decode())
        return
    for one in found:
        shown = f"fewer than {FEWEST_SHOWN}" if one.count is None else str(one.count)
        typer.echo(f"{one.week}  {one.topic:<28} {one.language:<3} {shown}")
    if not found:
        typer.echo("Nothing was asked without an answer in these weeks.")
