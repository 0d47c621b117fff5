"""The staff console beside a line: a process that is handed nothing but what it needs, and that the line does without."""

from __future__ import annotations

import os
import subprocess
import sys
import time

from app.base import log, parent_watch
from app.config.settings import Settings

_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "VIRTUAL_ENV", "CONSOLE_PORT", "CONSOLE_HOST", "CONSOLE_URL", "PORCHLIGHT_STAFF_NAME")  # fmt: skip
_STEADY_SECONDS = 60.0
"""Whatever ran for this long is started again when it ends; what ended sooner is not tried again."""
_STOP_SECONDS = 5.0

_log = log.get("launch")


class ConsoleChild:
    """The console of one run."""

    def __init__(self, settings: Settings, run_id: str) -> None:
        self._settings, self._run_id = settings, run_id
        self._reading, self._writing = os.pipe()
        self._process: subprocess.Popen[bytes] | None = None
        self._started = 0.0

    def start(self) -> None:
        """The console runs where it may: in production on PostgreSQL only by a role of its own (docs/console.md)."""
        if not may_run(self._settings):
            return
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "app.console", self._run_id],
                env=environment_of(self._settings) | {parent_watch.VARIABLE: str(self._reading)},
                pass_fds=[self._reading],
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError as error:
            _log.warning("launch.no_console", exc_info=error)
        self._started = time.monotonic()

    def pids(self) -> tuple[int, ...]:
        """Its number, while it runs."""
        return (self._process.pid,) if self._process and self._process.poll() is None else ()

    def look(self) -> bool:
        """Where it ended after a while it runs again; where it ended at once the line goes on without it. Whether it was started."""
        if self._process is None or self._process.poll() is None:
            return False
        status, lasted = self._process.returncode, time.monotonic() - self._started
        self._process = None
        _log.warning("launch.console_ended", status=str(status))
        if lasted > _STEADY_SECONDS:
            self.start()
        return self._process is not None

    def stop(self) -> None:
        """It runs no more."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        os.close(self._writing)
        os.close(self._reading)


def may_run(settings: Settings) -> bool:
    """Whether the console can be started without being handed what reads callers' rows."""
    own = settings.releases_database_url.get_secret_value()
    return bool(own) or not settings.production or settings.database.startswith("sqlite")


def environment_of(settings: Settings) -> dict[str, str]:
    """All that the console is told: no key, no token, no address of Redis."""
    told = {name: os.environ[name] for name in _KEPT if os.environ.get(name)}
    return told | {
        "PORCHLIGHT_HOME": str(settings.porchlight_home),
        "PORCHLIGHT_VAR": str(settings.porchlight_var),
        "PORCHLIGHT_ENV": settings.porchlight_env,
        "PORCHLIGHT_RELEASES": settings.porchlight_releases,
        "RELEASES_DATABASE_URL": settings.releases_database,
        "LINE_NAME": settings.line_name,
        "LINE_NUMBER": settings.line_number,
        "PEER_LINE_NUMBER": settings.peer_line_number,
        "TWILIO_FROM": settings.twilio_from,
        "CONSOLE_TOLD": "1",
    }
