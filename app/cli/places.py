"""`porchlight places`: the list of places, for the people who keep it true."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.base.clock import now
from app.cli.place_import_screen import ask_column, bar, say_report

if TYPE_CHECKING:
    from app.places.site import Site
    from app.store.database import Database

app = typer.Typer(help="The list of places: import, check, edit, export.", no_args_is_help=True)

SiteId = Annotated[str, typer.Argument(help="The site's id, as `places list` shows it.")]


@contextmanager
def opened_database() -> Iterator[Database]:
    """The line's database, with time for large imports."""
    from app.config.settings import load_settings
    from app.store.database import open_database
    from app.store.schema_version import is_newest

    settings = load_settings()
    settings.porchlight_var.mkdir(parents=True, exist_ok=True)
    database = open_database(settings.database, statement_seconds=60)
    try:
        if not is_newest(database):
            from app.store.migrate import migrate  # half a second, needed before the line's first start alone

            migrate(settings.database)
        yield database
    finally:
        database.close()


@app.command(name="import")
def import_(
    path: Annotated[Path, typer.Argument(help="A file, or a folder of CSV files.", exists=True)],
    *,
    form: Annotated[
        str,
        typer.Option(
            "--as", help="csv, tsv, sheet, xlsx, geojson, arcgis, socrata, kml, hsds, ohana, linked, osm or osm_file."
        ),
    ] = "",
    source: Annotated[str, typer.Option(help="Name of this list; a later import of the same name updates it.")] = "",
    services: Annotated[str, typer.Option(help="What every place in it has, such as naloxone,syringes.")] = "",
    state: Annotated[str, typer.Option(help="Two letters, when the file does not say.")] = "",
    country: Annotated[str, typer.Option(help="US or CA, when the file does not say.")] = "",
    zone: Annotated[str, typer.Option(help="Time zone, when it cannot be told from the address.")] = "",
    columns: Annotated[list[str] | None, typer.Option("--map", help="field=column, as often as needed.")] = None,
    confirm: Annotated[int | None, typer.Option(help="The new number of places, when a list has shrunk.")] = None,
    only_add: Annotated[bool, typer.Option("--add", help="These rows come on top, such as mended ones.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would happen.")] = False,
) -> None:
    """Take up a list of places, unverified; what staff wrote or verified stays as it is."""
    from app.config.settings import load_settings
    from app.line.place_lists import import_places, read_files, read_places, write_aside
    from app.places.imports.clean import Defaults, known_services

    settings = load_settings()
    defaults = Defaults(
        source=source or path.stem, services=known_services(services), state=state.upper(), country=country.upper(),
        zone=zone,
    )  # fmt: skip
    given = dict(part.split("=", 1) for part in columns or [] if "=" in part)
    with bar("Reading") as reading_bar:
        reading = read_places(
            read_files(path),
            defaults=defaults,
            form=form,
            given=given,
            ask=ask_column,
            keep=settings.porchlight_var / "columns.json",
            progress=reading_bar,
        )
    with opened_database() as database, bar("Writing") as writing_bar:
        report = import_places(
            database,
            reading,
            source=defaults.source,
            now=now(),
            by=signer(),
            dry=dry_run,
            confirm=confirm,
            only_add=only_add,
            progress=lambda done: writing_bar(done, len(reading.sites)),
        )
    say_report(report)
    if not dry_run:
        aside = settings.porchlight_var / "quarantine.csv"
        if write_aside(reading, aside):
            typer.echo(
                f"The rows set aside are in {aside}. Mend them there, then: porchlight places import "
                f"{aside} --source '{defaults.source}' --add"
            )


def signer() -> str:
    """The name of whoever runs this, for places they verify."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


@app.command(name="list")
def list_(
    *,
    status: Annotated[str, typer.Option(help="unverified, live, paused or gone.")] = "",
    service: Annotated[str, typer.Option(help="Only places that have this.")] = "",
    words: Annotated[str, typer.Option(help="In the name, address or city.")] = "",
    limit: Annotated[int, typer.Option(help="At most so many.")] = 200,
) -> None:
    """List places, by name."""
    from app.store import site_list

    with opened_database() as database:
        found = site_list.listed(database, status=status, service=service, words=words, limit=limit)
        counts = site_list.counts(database)
    for site in found:
        typer.echo(site_line(site))
    typer.echo(", ".join(f"{number} {name}" for name, number in sorted(counts.items())) or _EMPTY, err=True)


_EMPTY = "The list is empty. In demo mode the fictional places of content/sites.csv answer."


def site_line(site: Site) -> str:
    """One place as a line of a list."""
    checked = site.verified_on.isoformat() if site.verified_on else "never checked"
    where = ", ".join(part for part in (site.address, site.city, site.state) if part)
    return f"{site.id}  {site.status:<10}  {checked:<13}  {site.name} | {where} | {','.join(site.services)}"


@app.command()
def show(site_id: SiteId) -> None:
    """Show all that is known about one place, and what its source says differently."""
    from app.places.hours_lint import lint
    from app.places.site import Site
    from app.store import site_list

    with opened_database() as database:
        kept = site_list.one(database, site_id)
    if kept is None:
        raise _no_site(site_id)
    for name in Site.__struct_fields__:
        value = getattr(kept.site, name)
        if value not in (None, "", ()):
            mark = "  (yours)" if name in kept.edited else ""
            typer.echo(f"{name:<14} {_shown(value)}{mark}")
    for problem in lint(kept.site.hours, country=kept.site.country):
        typer.echo(f"hours: {problem}")
    for name, value in kept.offered.items():
        typer.echo(f"The list says {name}: {_shown(value)}")
    if kept.offered:
        typer.echo("To believe the list: porchlight places verify --take " + site_id)


def _shown(value: object) -> str:
    if isinstance(value, tuple | list):
        return ", ".join(_shown(one) for one in value)
    return str(value)


def _no_site(site_id: str) -> typer.Exit:
    typer.echo(f"There is no site '{site_id}'. See `porchlight places list`.", err=True)
    return typer.Exit(1)


@app.command()
def verify(
    site_id: Annotated[str, typer.Argument(help="The site's id, as `places list` shows it.")] = "",
    *,
    by: Annotated[str, typer.Option(help="Who checked it.")] = "",
    every: Annotated[bool, typer.Option("--all", help="Every place that is unverified.")] = False,
    source: Annotated[str, typer.Option(help="Every unverified place of this list.")] = "",
    again: Annotated[bool, typer.Option("--again", help="With --all or --source: the live ones too.")] = False,
    take: Annotated[bool, typer.Option("--take", help="Believe what the list says differently.")] = False,
) -> None:
    """You called or went there today and it is right: callers may be told of it."""
    from app.line import place_lists

    if every or source:
        _verify_all(by=by or signer(), source=source, again=again)
        return
    if not site_id:
        typer.echo("Which place? Write its id, or --all, or --source NAME.", err=True)
        raise typer.Exit(1)
    with opened_database() as database:
        problem = place_lists.verify(database, site_id, by=by or signer(), now=now(), take=take)
    if problem:
        typer.echo(problem, err=True)
        raise typer.Exit(1)
    typer.echo(f"{site_id} is live, checked today.")


def _verify_all(*, by: str, source: str, again: bool) -> None:
    from app.line.place_upkeep import verify_all

    with opened_database() as database:
        done = verify_all(database, by=by, now=now(), source=source, again=again)
    typer.echo(f"{done.live} are live, checked today.")
    for why, count in sorted(done.not_ready.items(), key=lambda one: -one[1]):
        typer.echo(f"{count} are not: {why}", err=True)


@app.command()
def edit(
    site_id: SiteId,
    values: Annotated[list[str], typer.Option("--set", help="field=value, as often as needed; notes.es=...")],
) -> None:
    """Set what you know better; no import changes it again."""
    from app.line import place_lists
    from app.places.hours_lint import lint

    wrong = [part for part in values if "=" not in part]
    problems = [f"'{part}' has no '='. Write --set name='...'." for part in wrong]
    if not problems:
        with opened_database() as database:
            problems = place_lists.edit(database, site_id, dict(part.split("=", 1) for part in values), now())
    for problem in problems:
        typer.echo(problem, err=True)
    if problems:
        raise typer.Exit(1)
    typer.echo(f"{site_id} is changed.")
    hours = next((part.partition("=")[2] for part in values if part.startswith("hours=")), "")
    for problem in lint(hours.strip()):
        typer.echo(f"hours: {problem}")


@app.command()
def pause(
    site_id: SiteId,
    *,
    gone: Annotated[bool, typer.Option("--gone", help="It is closed for good.")] = False,
) -> None:
    """Stop telling callers of a place, within seconds; verify it to bring it back."""
    from app.line import place_lists

    with opened_database() as database:
        done = place_lists.pause(database, site_id, now(), status="gone" if gone else "paused")
    if not done:
        raise _no_site(site_id)
    typer.echo(f"{site_id} is {'gone' if gone else 'paused'}.")


@app.command()
def export(
    form: Annotated[str, typer.Option("--as", help="csv, geojson or hsds.")] = "csv",
    *,
    status: Annotated[str, typer.Option(help="Only places of this status.")] = "",
    to: Annotated[Path | None, typer.Option(help="The file to write; else it goes to the screen.")] = None,
) -> None:
    """Write the list in a form that other programs, and an import, read."""
    from app.line.place_lists import exported

    with opened_database() as database:
        text = exported(database, form, status=status)
    if to is None:
        typer.echo(text, nl=False)
    else:
        to.write_text(text, encoding="utf-8")
        typer.echo(f"Written to {to}.", err=True)


@app.command()
def stale() -> None:
    """List the live places that nobody checked for 90 days: call these."""
    from app.line import place_lists

    with opened_database() as database:
        found = place_lists.stale(database, now())
    for site in found:
        typer.echo(f"{site_line(site)} | {site.phone or 'no phone'}")
    typer.echo(f"{len(found)} to check. After each: porchlight places verify ID", err=True)
