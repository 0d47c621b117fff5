"""What pages need first is read while somebody signs in."""

from __future__ import annotations

from contextlib import suppress

from app.base.errors import PorchlightError
from app.console.editing.readings import READINGS
from app.console.services import Services


def read_ahead(services: Services) -> None:
    """The files are being read, and what is live taken up, without waiting for it."""
    services.warm(lambda: _live(services))


def _live(services: Services) -> None:
    with suppress(PorchlightError):  # without a record the files alone are shown
        services.releases.take_up_folder()
        READINGS.of(services.releases.files(), services.settings.blanks if services.settings else {})
