"""What handlers work with: opened when first needed, one of each for the process."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from app.base import clock
from app.base.errors import PorchlightError

if TYPE_CHECKING:
    from app.config.settings import Settings
    from app.console.sign_in import SignIns
    from app.console.staff_text import StaffText
    from app.release.history.importing import FirstRelease


class NoRecordError(PorchlightError):
    """The console was started without a database, so there are no releases here. Start it with `make console`."""


class Services:
    """The folder of staff files, the record of releases, and the clock."""

    def __init__(
        self,
        home: Path,
        sign_ins: SignIns,
        *,
        settings: Settings | None = None,
        now: Callable[[], datetime] = clock.unshifted,
    ) -> None:
        self.home, self.sign_ins, self.settings, self.now = home, sign_ins, settings, now
        self._releases: FirstRelease | None = None
        self._text: StaffText | None = None
        self._lock = Lock()

    @property
    def text(self) -> StaffText:
        """What the staff files come to."""
        with self._lock:
            if self._text is None:
                from app.console.staff_text import StaffText

                self._text = StaffText(self.home)
            return self._text

    @property
    def releases(self) -> FirstRelease:
        """The releases of this programme. Raises NoRecordError where the console was told of no database."""
        with self._lock:
            if self.settings is None:
                raise NoRecordError
            if self._releases is None:
                from app.release.history import open_releases

                self._releases = open_releases(self.settings)
            return self._releases

    def keep(self, text: StaffText) -> None:
        """These are the staff files, read already."""
        self._text = text

    def close(self) -> None:
        """No connection stays open."""
        if self._releases is not None:
            self._releases.close()
