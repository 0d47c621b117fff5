"""`porchlight facts`: what the texts rest on, what has expired, and who signed it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from app.base.clock import now
from app.release.problems import did_you_mean

if TYPE_CHECKING:
    from app.release.sources import Sources

RootOption = Annotated[Path, typer.Option("--root", help="Folder that has flows/ and content/.", file_okay=False)]
Json = Annotated[bool, typer.Option("--json", help="One JSON list, for other programs.")]

facts = typer.Typer(help="Facts: what texts rest on, what has expired, and who signed it.", no_args_is_help=True)


def mount(app: typer.Typer) -> None:
    """The commands are part of this command line."""
    app.add_typer(facts, name="facts")


@facts.command()
def due(
    within: Annotated[str, typer.Option("--within", help="How far to look ahead: 30d, 6w, 3m.")] = "30d",
    *,
    as_json: Json = False,
    root: RootOption = Path(),
) -> None:
    """List what has expired or soon will, the first to end first; exit code 1 when something has."""
    from app.release.claims.due import facts_with_an_end

    today = now().date()
    last = today + _span(within)
    listed = [one for one in facts_with_an_end(_sources(root)) if one.until <= last]
    if as_json:
        rows = [{**msgspec.structs.asdict(one), "expired": one.is_over(today)} for one in listed]
        typer.echo(msgspec.json.format(msgspec.json.encode(rows), indent=2).decode())
    for one in listed if not as_json else ():
        state = "EXPIRED" if one.is_over(today) else "until"
        typer.echo(f"{state} {one.until}  {one.id}  ({one.subject}; {len(one.texts)} texts)  {one.path}:{one.line}")
        typer.echo(f"    {one.what}")
    over = sum(one.is_over(today) for one in listed)
    typer.echo(f"{over} expired, {len(listed) - over} more end by {last}.", err=True)
    raise typer.Exit(1 if over else 0)


@facts.command()
def show(
    name: Annotated[str, typer.Argument(metavar="ID", help="A fact, or the key of a text for all facts it says.")],
    root: RootOption = Path(),
) -> None:
    """Print what a fact claims, its source, until when it stands, who signed it, and every text that says it."""
    from app.release.claims.register import claims_of
    from app.release.claims.shown import shown_claim, shown_number

    sources = _sources(root)
    ids = [name] if name in sources.claims else [one.id for one in claims_of(sources, name)]
    if name in sources.numbers:
        typer.echo(shown_number(sources, name))
        return
    if not ids:
        near = did_you_mean(name, [*sources.claims, *sources.numbers])
        typer.echo(f"There is no fact '{name}', and no text of that key that names one.{near}", err=True)
        raise typer.Exit(1)
    typer.echo("\n\n".join(shown_claim(sources, one) for one in ids))


@facts.command()
def sign(
    ids: Annotated[list[str] | None, typer.Argument(help="Facts, or keys of texts for all facts these say.")] = None,
    *,
    role: Annotated[str, typer.Option("--role", help="clinical, lived or law.")],
    by: Annotated[str, typer.Option("--by", help="Your name. Without it: lists what still needs this role.")] = "",
    subject: Annotated[str, typer.Option("--subject", help="All facts of this subject: dose, law ...")] = "",
    file: Annotated[str, typer.Option("--file", help="All facts said in this file: content/en/naloxone.yaml")] = "",
    every: Annotated[bool, typer.Option("--all", help="All facts that still need this role.")] = False,
    root: RootOption = Path(),
) -> None:
    """Sign facts and the texts that say them as they stand now; any change of either loses the signature."""
    from app.release.claims.choosing import ChoiceError, chosen
    from app.release.claims.signatures import signed_file, unsigned
    from app.release.staff_files import SIGNATURES, write_whole

    sources = _sources(root)
    try:
        claims = chosen(sources, ids or (), role=role, subject=subject, file=file, every=every or not by)
    except ChoiceError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    name = " ".join(by.split())
    if name and claims:
        text = signed_file(sources, claims, role=role, name=name, today=now().date())
        write_whole(root / SIGNATURES, text.encode())
        typer.echo(f"Signed by {name} ({role}): {len(claims)} facts.")
        sources = _sources(root)
    left = {one: roles for one, roles in unsigned(sources).items() if name or one in claims}
    for one, roles in left.items():
        typer.echo(f"{one}: still needs {' and '.join(roles)}" if name else one)
    if not name:
        typer.echo(f"{len(left)} facts need {role}. Read each: porchlight facts show ID", err=True)
    elif not claims:
        typer.echo(f"There is nothing of that kind left for {role} to sign.", err=True)
        raise typer.Exit(0 if every else 1)


def _span(words: str) -> timedelta:
    found = re.fullmatch(r"(\d{1,4})\s*([dwm]?)", words.strip().lower())
    if found is None:
        raise typer.BadParameter(f"'{words}' is no time. Write 30d, 6w or 3m.", param_hint="--within")
    days = int(found[1]) * {"": 1, "d": 1, "w": 7, "m": 30}[found[2]]
    return min(timedelta(days=days), date.max - now().date())


def _sources(root: Path) -> Sources:
    """The staff files; what is wrong with them is told, and the command ends."""
    from app.release.read_sources import read_sources
    from app.release.staff_files import find_files

    files, problems = find_files(root)
    sources, unread = read_sources(files)
    wrong = [*problems, *unread]
    for problem in wrong:
        typer.echo(str(problem), err=True)
    if wrong:
        raise typer.Exit(1)
    return sources
