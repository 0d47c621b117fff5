"""`porchlight bundle`: the folder of what must be there when this machine is not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from app.config.settings import Settings
    from app.engine.release import Release


def mount(app: typer.Typer) -> None:
    """The command is part of this command line."""
    app.command()(bundle)


def bundle(
    folder: Annotated[Path, typer.Argument(help="Where to write it; what an earlier bundle left there is replaced.")],
    *,
    address: Annotated[
        str, typer.Option(help="Where the folder will be served, https://..., for a second code on the card.")
    ] = "",
) -> None:
    """Write fallback documents, a page that works offline, a card with its code, privacy and terms into one static folder."""
    from app.channels.registry import open_providers
    from app.config.settings import load_settings
    from app.line.bundle.contents import bundle_files, bundle_mark
    from app.line.bundle.folder import write_bundle
    from app.release.compiled import compiled

    settings = load_settings()
    library = compiled(_live_release(settings))
    files = bundle_files(library, open_providers(settings), address=address)
    write_bundle(folder, files)
    if not library.release.blanks.get("line_number"):
        typer.echo("LINE_NUMBER is not set: there is no card, no code and no entry for address books.", err=True)
    if not settings.production:
        typer.echo("This is a demo's bundle: its texts are not approved by two people. Do not publish it.", err=True)
    typer.echo(f"Bundle {bundle_mark(library)}: {len(files)} files in {folder}.")


def _live_release(settings: Settings) -> Release:
    """The release that is live, from the folder or the record. Raises StaffFilesRefused where there is none to answer from."""
    from app.line.bundle.folder import StaffFilesRefused
    from app.release.load import load
    from app.release.problems import keeping_out

    if settings.porchlight_releases == "store":
        return _in_the_record(settings)
    cache = settings.porchlight_var / "cache"
    loaded = load(settings.porchlight_home, settings=settings.blanks, cache=cache, production=settings.production)
    if loaded.release is None:
        raise StaffFilesRefused([str(problem) for problem in keeping_out(loaded.problems)])
    return loaded.release


def _in_the_record(settings: Settings) -> Release:
    from app.line.bundle.folder import StaffFilesRefused
    from app.line.live_release import LiveRelease
    from app.store.database import open_database

    database = open_database(settings.releases_database)
    try:
        watch = LiveRelease(settings, lambda: database, part="bundle").watch
        if watch.last_good:
            raise StaffFilesRefused([str(problem) for problem in watch.problems])
        return watch.release
    finally:
        database.close()
