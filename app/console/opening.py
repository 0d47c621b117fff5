"""What the console works with, as its settings say: files, releases, accounts; with less where there is no database."""

from __future__ import annotations

from app.base import log
from app.config.settings import Settings
from app.console.access.all_of_it import Access, access_of
from app.console.access.book import AccountBook
from app.console.environment import ConsoleConfig

_log = log.get("console")
PATIENCE_SECONDS = 10.0
"""How long somebody who presses waits for their turn at the database."""


def settings_of(config: ConsoleConfig) -> Settings:
    """Settings from what `take_config` left of the environment; no `.env`, no secret, none made up."""
    read = Settings(_env_file=None)  # type: ignore[call-arg]
    var = config.home / read.porchlight_var if str(read.porchlight_var) != "." else config.home / "var"
    return read.model_copy(update={"porchlight_home": config.home, "porchlight_var": var})


def open_access(settings: Settings, config: ConsoleConfig) -> Access | None:
    """Accounts and sign-ins; None where the database does not answer or is not at this version of the program."""
    from app.store.database import open_database
    from app.store.migrate import migrate
    from app.store.schema_version import is_newest

    try:
        if settings.releases_database.startswith("sqlite"):
            migrate(settings.releases_database)
        database = open_database(settings.releases_database, statement_seconds=PATIENCE_SECONDS)
        if is_newest(database):
            return access_of(AccountBook(database, origin=config.shown), name=config.staff_name)
        database.close()
    except Exception as error:  # each driver raises its own: without the record the console shows files alone
        _log.error("console.no_record", exc_info=error)
    return None
