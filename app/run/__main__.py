"""`python -m app.run`: the whole line on one machine, until Ctrl-C."""

from __future__ import annotations

import http.client
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from app.base import log
from app.base.errors import LaunchError, PorchlightError
from app.config.settings import Settings, load_settings
from app.run import watch
from app.run.children import ONE_MACHINE, Children
from app.run.console_child import ConsoleDoor
from app.run.console_setup import opened
from app.run.migrate import bring_up_to_date
from app.run.run_file import Run, RunFile, end_orphans
from app.run.words import banner
from app.store.valkey_server import ValkeyServer

WITH_PARENT = "--with-parent"
"""Stop when the program that started this one is gone: `make` may be killed without its Ctrl-C arriving here."""
_FIRST_ANSWER_SECONDS = 30.0
_WARMING_SECONDS = 10.0
"""Then the line starts all the same: callers come before memory."""

_log = log.get("launch")


def main(arguments: list[str]) -> int:
    """Runs until Ctrl-C, then answers with the exit status; no process is left behind."""
    parent = os.getppid() if WITH_PARENT in arguments else 0
    stopping = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, lambda *_: stopping.set())
    os.umask(0o077)
    try:
        settings = load_settings()
        log.configure(process="launch", readable=not settings.production)
        with _alone(settings) as run_file:
            _run(settings, run_file=run_file, stopping=stopping, parent=parent)
    except PorchlightError as error:
        print(f"Porchlight did not start.\n{error}", file=sys.stderr)
        return 2
    return 0


@contextmanager
def _alone(settings: Settings) -> Iterator[RunFile]:
    run_file = RunFile(settings.porchlight_var)
    run_file.take()
    left = run_file.left_behind()
    if left is not None:
        _log.warning("launch.cleared_up", count=end_orphans(left))
        # Its Valkey may be ending at this very moment; one that is sure to be gone can be replaced.
        ValkeyServer(settings.valkey_socket).stop()
    try:
        yield run_file
    finally:
        run_file.release()


def _run(settings: Settings, *, run_file: RunFile, stopping: threading.Event, parent: int) -> None:
    check_port(settings)
    valkey = None if settings.redis_url else ValkeyServer(settings.valkey_socket)
    run = Run(id=f"run-{secrets.token_hex(8)}")
    run_file.write(run)
    children = Children(run.id)
    try:
        if valkey:
            valkey.start()
        with _warming():
            bring_up_to_date(settings)
        for name in ONE_MACHINE:
            children.start(name)
        run_file.write(Run(id=run.id, pids=children.pids()))
        if _wait_for_answer(settings, children, stopping=stopping):
            print(banner(settings), flush=True)
        if not stopping.is_set():
            door, said = opened(settings)
            print(f"{said}\n", flush=True)
            _become_small(settings, children, valkey, door, run_file=run_file, parent=parent)
    finally:
        run_file.write(Run(id=run.id, pids=children.pids(), stopping=True))
        children.stop()
        if valkey:
            valkey.stop()


@contextmanager
def _warming() -> Iterator[None]:
    """Beside the block the release is worked out in a process of its own; afterwards it is waited for, but not for long."""
    warming = subprocess.Popen([sys.executable, "-m", "app.run.warm"], stdin=subprocess.DEVNULL)
    try:
        yield
        with suppress(subprocess.TimeoutExpired):
            warming.wait(_WARMING_SECONDS)
    finally:
        if warming.poll() is None:
            warming.kill()
            warming.wait()


def check_port(settings: Settings) -> None:
    """The port is free. Raises LaunchError with one line that says what to do when it is not."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        what = f"HOST {settings.host} and PORT {settings.port} cannot be used: {error.strerror or 'unknown host'}."
        raise LaunchError(
            f"{what} Stop the other program, or choose another: PORT={settings.port + 1} make run"
        ) from None


def _wait_for_answer(settings: Settings, children: Children, *, stopping: threading.Event) -> bool:
    deadline = time.monotonic() + _FIRST_ANSWER_SECONDS
    while time.monotonic() < deadline and not stopping.wait(0.03):
        if _answers(settings):
            return True
        if children.status("web") is not None:
            raise LaunchError("The web process ended while starting; the lines above say where.")
    if stopping.is_set():
        return False
    raise LaunchError(f"The web process gave no answer within {_FIRST_ANSWER_SECONDS:.0f} seconds.")


def _answers(settings: Settings) -> bool:
    host = "127.0.0.1" if settings.host in {"", "0.0.0.0"} else "::1" if settings.host == "::" else settings.host  # noqa: S104
    connection = http.client.HTTPConnection(host, settings.port, timeout=1)
    try:
        connection.request("GET", "/health/live")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _become_small(
    settings: Settings,
    children: Children,
    valkey: ValkeyServer | None,
    console: ConsoleDoor | None,
    *,
    run_file: RunFile,
    parent: int,
) -> None:
    watch.become(
        watch.Watched(
            var=str(settings.porchlight_var),
            lock=run_file.lock,
            children=children.handed_over(),
            valkey=str(valkey.socket) if valkey else "",
            valkey_pid=valkey.process.pid if valkey and valkey.process else 0,
            console=console,
            parent=parent,
            readable=not settings.production,
        )
    )


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
