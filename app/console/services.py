"""What handlers work with: opened when first needed, one of each for the process."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING, Protocol

from app.base import clock
from app.base.errors import PorchlightError

if TYPE_CHECKING:
    from app.config.settings import Settings
    from app.console.access.all_of_it import Access
    from app.console.flash import Flash
    from app.console.staff import Staff
    from app.console.staff_text import StaffText
    from app.release.history.importing import FirstRelease


class NoRecordError(PorchlightError):
    """The console was started without a database, so there are no releases here. Start it with `make console`."""


class SignInKeeper(Protocol):
    """Who is signed in: in SQL, or in memory where there is no record."""

    def new_link(self) -> str:
        """The secret of a link that opens one session as a keeper."""

    def open(self, secret: str, browser: str = "") -> str:
        """The id of a new session where the link fits; else an empty string."""

    def knows(self, session: str) -> Staff | None:
        """Whose session this is, while it is open."""

    def say(self, session: str, flash: Flash) -> None:
        """The next page of this session, known by its name, says so."""

    def said(self, session: str) -> Flash | None:
        """What is to be said on this page; it is said once."""

    def end(self, session: str) -> None:
        """This session opens nothing any more."""


class Services:
    """The folder of staff files, the record of releases, and the clock."""

    def __init__(
        self,
        home: Path,
        sign_ins: SignInKeeper,
        *,
        access: Access | None = None,
        settings: Settings | None = None,
        now: Callable[[], datetime] = clock.unshifted,
    ) -> None:
        self.home, self.sign_ins, self.settings, self.now = home, sign_ins, settings, now
        self._access = access
        self._releases: FirstRelease | None = None
        self._text: StaffText | None = None
        self._lock = Lock()
        self._warmed = False

    @property
    def text(self) -> StaffText:
        """What the staff files come to."""
        with self._lock:
            if self._text is None:
                self._text = self._opened_text()
            return self._text

    def _opened_text(self) -> StaffText:
        from app.console.staff_text import StaffText

        if self.settings is None:
            return StaffText(self.home)

        # As the line itself reads them, so that what it has checked is not checked again.
        cache = self.settings.porchlight_var / "cache"
        return StaffText(self.home, blanks=self.settings.blanks, cache=cache, production=self.settings.production)

    @property
    def text_is_read(self) -> bool:
        """Whether the files were read once, so that a page that needs them need not wait."""
        return self._text is not None and self._text.is_read

    def warm(self, after: Callable[[], object]) -> None:
        """The files are being read while somebody signs in, and then `after` is done: the first check of all takes seconds."""

        def read() -> None:
            self.text.refresh()
            after()

        if not self._warmed:
            self._warmed = True
            Thread(target=read, name="warm", daemon=True).start()

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

    @property
    def access(self) -> Access:
        """Accounts and sign-ins. Raises NoRecordError where there is no database."""
        if self._access is None:
            raise NoRecordError
        return self._access

    @property
    def has_accounts(self) -> bool:
        """Whether there is a database to keep accounts in."""
        return self._access is not None

    def keep(self, text: StaffText) -> None:
        """These are the staff files, read already."""
        self._text = text

    def close(self) -> None:
        """No connection stays open."""
        if self._releases is not None:
            self._releases.close()
