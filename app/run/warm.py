"""`python -m app.run.warm`: the release of the staff files lies ready for the processes that answer from it.

Checking them takes tens of megabytes for two seconds, once after every edit or new version, and a process that has done it
itself never gives all of that back.
"""

from __future__ import annotations

from app.base.errors import SettingsError
from app.config.settings import load_settings
from app.release.load import load


def main() -> int:
    """Loads them, then answers with the exit status; what is wrong with them is said by whoever answers from them."""
    try:
        settings = load_settings()
    except SettingsError:
        return 2
    cache = settings.porchlight_var / "cache"
    load(settings.porchlight_home, settings=settings.blanks, cache=cache, production=settings.production)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
