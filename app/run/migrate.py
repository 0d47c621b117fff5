"""`python -m app.run.migrate`: the tables are at this version of the program. Several may run at once."""

from __future__ import annotations

import sys

from app.base import log
from app.base.errors import LaunchError, PorchlightError
from app.config.settings import Settings, load_settings

_log = log.get("migrate")


def main() -> int:
    """Migrates, then answers with the exit status."""
    try:
        settings = load_settings()
        log.configure(process="migrate", readable=not settings.production)
        bring_up_to_date(settings)
    except PorchlightError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def bring_up_to_date(settings: Settings) -> None:
    """The tables are at the newest version. Raises LaunchError when the database does not let that happen."""
    from app.store.migrate import migrate

    try:
        version = migrate(settings.database)
        if settings.migrates_releases:
            migrate(settings.releases_database)
    except PorchlightError:
        raise
    except Exception as error:
        _log.error("migrate.failed", exc_info=error)
        raise LaunchError(
            "The database could not be prepared. Check DATABASE_URL and that the database runs."
        ) from None
    _log.info("migrate.done", release=version)


if __name__ == "__main__":
    raise SystemExit(main())
