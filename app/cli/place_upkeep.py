"""`porchlight places add`, `sheet` and `due`: keeping the list true, many places at a time."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.base.clock import now
from app.cli import places
from app.cli.places import opened_database, signer, site_line


def mount(line: typer.Typer) -> None:
    """`porchlight places` is part of this command line, with these commands among its own."""
    for command in (add, area, due, sheet):
        places.app.command()(command)
    line.add_typer(places.app, name="places")


def add(
    values: Annotated[list[str], typer.Option("--set", help="field=value, as often as needed; name, address, zip ...")],
) -> None:
    """Put one place on the list by hand, unverified: name, services, address, city, state and ZIP code or a point."""
    from app.line import place_upkeep
    from app.places.imports.columns import apply, match

    wrong = [part for part in values if "=" not in part]
    if wrong:
        typer.echo(f"'{wrong[0]}' has no '='. Write --set name='...'.", err=True)
        raise typer.Exit(1)
    given = dict(part.split("=", 1) for part in values)
    fields = apply(given, match(given))
    with opened_database() as database:
        site_id, problem = place_upkeep.add(database, fields, now=now())
    if problem:
        typer.echo(problem, err=True)
        raise typer.Exit(1)
    typer.echo(f"{site_id} is on the list, unverified. Callers hear of it after: porchlight places verify {site_id}")


def area(
    files: Annotated[
        list[Path], typer.Argument(help="OpenStreetMap extracts (.osm, .pbf) or TIGER archives (.zip).", exists=True)
    ],
    *,
    to: Annotated[Path | None, typer.Option(help="The area file; else content/area.places.")] = None,
) -> None:
    """Make your own area from a map: crossings, house numbers, parks, stations and neighborhoods are then understood."""
    from app.config.settings import load_settings
    from app.line.place_area import make_area
    from app.release.places import AREA_FILE

    target = to or load_settings().content / AREA_FILE
    made = make_area(files, to=target, say=lambda name: typer.echo(f"Reading {name}", err=True))
    typer.echo(
        f"{made.streets} streets, {made.numbers} house numbers, {made.names} names and {made.landmarks} landmarks in {target} "
        f"({made.size // 1024 + 1} KB). Try it: porchlight chat, then 'narcan near 5th and market'."
    )


def due(
    *,
    days: Annotated[int, typer.Option(help="Also those whose 90 days end within so many.")] = 14,
    source: Annotated[str, typer.Option(help="Only places of this list.")] = "",
) -> None:
    """List the places to call next: unverified ones, and live ones that are or soon will be unchecked for 90 days."""
    from app.line import place_lists
    from app.line.place_upkeep import reported

    with opened_database() as database:
        found, told = place_lists.due(database, now(), days=days, source=source), reported(database, now=now())
    for site in found:
        said = ", ".join(f"{kind} {people}" for kind, people in sorted(told.get(site.id, {}).items()))
        typer.echo(f"{site_line(site)} | {site.phone or 'no phone'}{f' | callers say: {said}' if said else ''}")
    typer.echo(f"{len(found)} to call. A sheet of them: porchlight places sheet --to calls.csv", err=True)


def sheet(
    *,
    to: Annotated[Path | None, typer.Option(help="The file to write; else it goes to the screen.")] = None,
    back: Annotated[Path | None, typer.Option(help="A filled sheet, CSV or Excel, to take in.", exists=True)] = None,
    days: Annotated[int, typer.Option(help="Also those whose 90 days end within so many.")] = 14,
    source: Annotated[str, typer.Option(help="Only places of this list.")] = "",
    by: Annotated[str, typer.Option(help="Who called.")] = "",
) -> None:
    """A sheet of places to call, out and back in: dial, write `yes`, `closed for now` or `gone`, correct what is wrong."""
    from app.line import place_lists
    from app.line.place_upkeep import call_sheet, reported, take_sheet

    with opened_database() as database:
        if back is None:
            text = call_sheet(place_lists.due(database, now(), days=days, source=source), reported(database, now=now()))
        else:
            done = take_sheet(database, back.read_bytes(), by=by or signer(), now=now())
    if back is None:
        if to is None:
            typer.echo(text, nl=False)
        else:
            to.write_text(text, encoding="utf-8-sig")
            typer.echo(f"Written to {to}. Fill in 'right', then: porchlight places sheet --back {to}", err=True)
        return
    typer.echo(
        f"{done.checked} checked today ({done.corrected} corrected), {done.paused} paused, {done.gone} gone, "
        f"{done.unanswered} without an answer."
    )
    for problem in done.problems:
        typer.echo(problem, err=True)
