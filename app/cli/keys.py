"""Commands about keys: print the public half, put a new one in the place of the old."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

keys = typer.Typer(help="Keys: what numbers are named and sealed with.", no_args_is_help=True)


def mount(app: typer.Typer) -> None:
    """The commands are part of this command line."""
    app.add_typer(keys, name="keys")


@keys.command()
def rotate() -> None:
    """Put the newest key in the place of the older ones. First set PORCHLIGHT_KEY=new,old everywhere and restart."""
    from app.config.settings import load_settings
    from app.line import key_rotation
    from app.line.sending import STATEMENT_SECONDS
    from app.store.database import open_database

    settings = load_settings()
    database = open_database(settings.database, statement_seconds=STATEMENT_SECONDS)
    done = key_rotation.rotate(database, settings)
    database.close()
    typer.echo(f"{done.names} names made anew, {done.boxes} numbers and texts sealed again.")
    typer.echo("Keep the old PORCHLIGHT_KEY after the new one: who said STOP under it is only found with both.")


@keys.command()
def public() -> None:
    """Print what PORCHLIGHT_SEAL_TO is set to for the web process, from the key that worker and ticker have."""
    from app.config.settings import load_settings
    from app.line.key_rotation import public_key

    typer.echo(public_key(load_settings()))


@keys.command()
def valkey(folder: Path, address: Annotated[str, typer.Argument(help="HOST:PORT, or a socket")]) -> None:
    """Make a user of Valkey for web, worker and ticker, each with a password of its own. Made once, then left alone."""
    from app.store.valkey_users import ACL_FILE, URL_FILE, write

    if write(folder, address):
        typer.echo(f"Start Valkey with --aclfile {folder}/valkey/{ACL_FILE}, and each process with")
        typer.echo(f"REDIS_URL_FILE={folder}/web/{URL_FILE} (worker, ticker).")
    else:
        typer.echo(f"{folder}/valkey/{ACL_FILE} is there already; nothing was changed.")
