"""Serving the console: at an address, or where somebody who started it when it was needed listens already."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import uvicorn

from app.console.sign_in import IDLE

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.types import Receive, Scope, Send

NICE = 10
_LOOK_SECONDS = 20.0


TAKEN = (
    "Something answers at {url} already. Is it this line's console (`make run` starts it when it is asked for)? "
    "Then this link leads into it. If it is anything else, set CONSOLE_PORT to a port other than {port}."
)


def free(host: str, port: int) -> bool:
    """Whether nothing listens at this address, so that the console may."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind((host, port))
        except OSError:
            return False
    return True


class EndsWhenIdle:
    """The application; the process ends some time after the last request, when no session can be open any more."""

    def __init__(self, app: Starlette, *, seconds: float = IDLE.total_seconds() + 60) -> None:
        self._app, self._seconds = app, seconds
        self._used = time.monotonic()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, which is noted."""
        self._used = time.monotonic()
        await self._app(scope, receive, send)

    def idle(self, now: float) -> bool:
        """Whether nobody has asked for anything for so long."""
        return now - self._used > self._seconds

    def watch(self) -> None:
        """From here on the process ends when it is idle."""
        threading.Thread(target=self._watch, name="idle", daemon=True).start()

    def _watch(self) -> None:
        while not self.idle(time.monotonic()):
            time.sleep(_LOOK_SECONDS)
        os.kill(os.getpid(), signal.SIGTERM)


def give_way() -> None:
    """Callers come first: what staff wait for is worked out with what the line's own processes leave of the machine."""
    with suppress(OSError):
        os.nice(NICE)


def serve(app: Starlette, *, host: str = "127.0.0.1", port: int = 8010, listening: int | None = None) -> None:
    """The application is served until the process is asked to stop."""
    give_way()
    served = app if listening is None else EndsWhenIdle(app)
    config = uvicorn.Config(
        served, host=host, port=port, access_log=False, log_level="warning", server_header=False, date_header=False,
        proxy_headers=False,
    )  # fmt: skip
    server = uvicorn.Server(config)
    if isinstance(served, EndsWhenIdle):
        served.watch()
    server.run(sockets=None if listening is None else [socket.socket(fileno=listening)])
