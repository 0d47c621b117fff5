"""Commands for releases: what was live, by whom, and the way back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from app.release.history.differences import FileChange
    from app.release.history.importing import FirstRelease
    from app.release.history.views import PublishResult

app = typer.Typer(help="Releases: what was live, who made it, what it changed, and the way back.", no_args_is_help=True)

By = Annotated[str, typer.Option("--by", help="Your name, as it stands in the programme: it is kept in the log.")]
Note = Annotated[str, typer.Option("--note", help="Why, for whoever reads the log.")]
Number = Annotated[int, typer.Argument(help="Number of a release; `porchlight release log` lists them.")]
DraftNumber = Annotated[int, typer.Argument(help="Number of a draft.")]


@contextmanager
def _opened() -> Iterator[FirstRelease]:
    from app.config.settings import load_settings
    from app.release.history import open_releases

    releases = open_releases(load_settings())
    try:
        yield releases
    finally:
        releases.close()


@app.command()
def log(
    most: Annotated[int, typer.Option("--most", help="How many releases.")] = 20,
    trail: Annotated[int, typer.Option("--trail", help="As many lines of everything that anybody did instead.")] = 0,
) -> None:
    """List the newest releases, which one is live, and how many processes have it."""
    with _opened() as releases:
        releases.take_up_folder()
        for line in releases.trail(most=trail) if trail else ():
            typer.echo(f"{line.id:>5}  {line.at:%Y-%m-%d %H:%M}  {line.who}: {line.act}. {line.about}")
        for one in () if trail else releases.releases(most=most):
            live = "live" if one.live else "    "
            approved = "" if one.approved else "  (emergency texts not approved by two)"
            note = f"  {one.note}" if one.note else ""
            typer.echo(f"{one.number:>5}  {live}  {one.made_at:%Y-%m-%d %H:%M}  {one.made_by}{note}{approved}")
        _readers(releases)
        broken = releases.broken_trail()
        if broken is not None:
            typer.echo(f"Line {broken} of the log was changed or taken out after it was written.", err=True)
            raise typer.Exit(1)


def _readers(releases: FirstRelease) -> None:
    live, readers = releases.live(), releases.readers()
    if live is None or not readers:
        typer.echo("No process of the line is running.", err=True)
        return
    have = [one for one in readers if one.ok and one.number == live.number]
    typer.echo(f"{len(have)} of {len(readers)} have release {live.number}.", err=True)
    for one in readers:
        if one not in have:
            typer.echo(f"{one.part} on {one.host} has {one.number or 'none on record'}. {one.says}", err=True)


@app.command()
def show(number: Number) -> None:
    """Show one release: who made it, why, its files, and what it changed."""
    with _opened() as releases:
        one = releases.release(number)
        typer.echo(
            f"Release {one.number}{' (live)' if one.live else ''}, made {one.made_at:%Y-%m-%d %H:%M} by {one.made_by}."
        )
        typer.echo(one.note or "No note.")
        typer.echo(f"{len(releases.files(release=number))} files, mark {one.tree[:16]}.")
        _changes(releases.diff(release=number))


@app.command()
def diff(
    number: Number,
    against: Annotated[int | None, typer.Argument(help="The other release; the one before it without.")] = None,
) -> None:
    """Show what a release changed, entry by entry."""
    with _opened() as releases:
        _changes(releases.diff(release=number, against=against))


def _changes(changes: tuple[FileChange, ...]) -> None:
    for file in changes:
        typer.echo(f"{file.path}: {file.kind}")
        for entry in file.entries if file.kind == "changed" else ():
            typer.echo(f"  {entry.entry or 'the whole file'}")
            for sign, text in (("-", entry.before), ("+", entry.after)):
                for line in (text or "").splitlines()[:40]:
                    typer.echo(f"    {sign} {line}")


@app.command()
def publish(draft: DraftNumber, by: By, note: Note = "") -> None:
    """Make a draft live, with what others published since."""
    with _opened() as releases:
        _told(releases.publish(draft, by=by, note=note))


@app.command()
def rollback(number: Number, by: By, note: Note = "") -> None:
    """Make an older release live again, as a new one; in folder mode its files are written into the folder."""
    with _opened() as releases:
        _told(releases.rollback(number, by=by, note=note))


def _told(done: PublishResult) -> None:
    for conflict in done.conflicts:
        typer.echo(f"{conflict.path}: {conflict.entry or 'the whole file'} was changed by somebody else too.", err=True)
    for problem in done.problems:
        typer.echo(str(problem), err=True)
    if done.said:
        typer.echo(done.said, err=done.release is None)
    if done.approvals.needed:
        typer.echo(f"Approved so far by: {', '.join(done.approvals.people) or 'nobody'}.", err=True)
    if done.release is None:
        raise typer.Exit(1)
    typer.echo(f"Release {done.release.number} is live.")


@app.command()
def approve(draft: DraftNumber, by: By) -> None:
    """Say that you read every emergency text of a draft and approve it."""
    with _opened() as releases:
        state = releases.approve(draft, by=by, credential="command")
        typer.echo(f"Approved by {', '.join(state.people)}: {len(state.changed)} texts and steps changed.")
        if state.needed:
            typer.echo("One more person who changed none of them reads and approves.", err=True)


@app.command(name="import")
def take_in(
    folder: Annotated[Path, typer.Argument(help="Folder that has flows/ and content/.", exists=True, file_okay=False)],
    by: By,
    note: Note = "",
) -> None:
    """Publish what stands in a folder: for those who keep their files in git. The first import begins the record."""
    from app.release.history.importing import draft_of
    from app.release.history.staff_set import read_folder

    with _opened() as releases:
        files = read_folder(folder)
        if not files:
            typer.echo("There are no flows here. Name the folder that has flows/ and content/.", err=True)
            raise typer.Exit(1)
        if releases.live() is None:
            _told(releases.begin(files, by=by, note=note))
            return
        draft = draft_of(releases, files, by=by, name=note or f"Import of {folder.name}")
        if not draft.changed:
            releases.drop(draft.id, by=by)
            typer.echo("Nothing is different from what is live.")
            return
        done = releases.publish(draft.id, by=by, note=note)
        if done.release is None:
            typer.echo(f"It is kept as draft {draft.id}.", err=True)
        _told(done)


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(help="Where to write flows/ and content/.", file_okay=False)],
    number: Annotated[int | None, typer.Option("--release", help="Which; what is live without.")] = None,
) -> None:
    """Write the files of a release into a folder, byte for byte; files that are not in it are taken out of there."""
    from app.release.history.staff_set import read_folder, write_folder

    with _opened() as releases:
        files = releases.files(release=number)
        if not files:
            typer.echo("There is no release yet.", err=True)
            raise typer.Exit(1)
        written, gone = write_folder(folder, read_folder(folder), files)
        typer.echo(f"{len(files)} files in {folder}: {len(written)} written, {len(gone)} taken out.")


@app.command()
def drafts() -> None:
    """List open drafts."""
    with _opened() as releases:
        for one in releases.drafts():
            behind = ", others published since" if one.behind else ""
            typer.echo(f"{one.id:>5}  {one.owner}  {one.name}  {len(one.changed)} files{behind}")


def mount(line: typer.Typer) -> None:
    """The commands are part of this command line."""
    line.add_typer(app, name="release")


@app.command()
def grants(role: Annotated[str, typer.Argument(help="A role of PostgreSQL that exists.")]) -> None:
    """Print what lets a role work with releases and read nothing of any caller; run it as the owner of the tables."""
    from app.store.releases.grants import statements

    for line in statements(role):
        typer.echo(line)
