"""What the launcher is once everything runs: it looks after its children, and is as small as that.

`app.run` becomes this program by `exec` when the line answers: the same process with the same children, without the seventy
megabytes that starting them needed.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path
from typing import NoReturn

import msgspec

from app.base.errors import ValkeyError
from app.run.adopted import Adopted, Process
from app.run.children import Children, HandedOver, say
from app.run.console_child import ConsoleChild, ConsoleDoor
from app.run.run_file import Run, RunFile

VARIABLE = "PORCHLIGHT_WATCH"
ASKED_TO_END = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_LOOK_SECONDS = 0.2


class Watched(msgspec.Struct, frozen=True):
    """Everything that the next program of this process has to know."""

    var: str
    lock: int
    children: HandedOver
    valkey: str = ""
    """The socket of the line's own Valkey; empty where there is another Redis."""
    valkey_pid: int = 0
    """0 for one that was found rather than started."""
    console: ConsoleDoor | None = None
    parent: int = 0
    readable: bool = True


def become(watched: Watched) -> NoReturn:
    """This process is the small one from here on. A signal that comes in between is heard by it."""
    os.set_inheritable(watched.lock, True)
    signal.pthread_sigmask(signal.SIG_BLOCK, ASKED_TO_END)
    environment = os.environ | {VARIABLE: msgspec.json.encode(watched).decode()}
    sys.stdout.flush()
    sys.stderr.flush()
    os.execve(sys.executable, [sys.executable, "-m", "app.run.watch"], environment)  # noqa: S606 - no shell is wanted


def main() -> int:
    """Looks after them until Ctrl-C, then answers with the exit status; no process is left behind."""
    stopping = threading.Event()
    for name in ASKED_TO_END:
        signal.signal(name, lambda *_: stopping.set())
    watched = msgspec.json.decode(os.environ.pop(VARIABLE), type=Watched)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ASKED_TO_END)
    os.set_inheritable(watched.lock, False)
    os.umask(0o077)
    run_file = RunFile.held(Path(watched.var), watched.lock)
    handed, valkey = watched.children, OwnValkey(watched)
    children = Children(handed.run_id, lifeline=(handed.reading, handed.writing))
    children.adopt(handed)
    console = ConsoleChild(watched.console, run_id=handed.run_id, lifeline=handed.reading)
    run = Run(id=handed.run_id, pids=children.pids())
    try:
        while not stopping.wait(_LOOK_SECONDS):
            if watched.parent and os.getppid() != watched.parent:
                break
            valkey.look()
            if console.look() | children.start_fallen():
                run_file.write(Run(id=run.id, pids=children.pids() + console.pids()))
    finally:
        run_file.write(Run(id=run.id, pids=children.pids() + console.pids(), stopping=True))
        console.stop()
        children.stop()
        valkey.stop()
        run_file.release()
    return 0


class OwnValkey:
    """The line's own Valkey, if it has one. What starts or asks it is loaded only when that is needed."""

    def __init__(self, watched: Watched) -> None:
        self._socket = Path(watched.valkey) if watched.valkey else None
        self._process: Process | None = Adopted(watched.valkey_pid) if watched.valkey_pid else None

    def look(self) -> None:
        """It runs; one that has fallen is begun again."""
        if self._socket is None or (self._process is not None and self._process.poll() is None):
            return
        from app.store.valkey_server import ValkeyServer

        server = ValkeyServer(self._socket)
        if self._process is None and server.answers():
            return
        try:
            server.start()
            self._process = server.process
            say("launch.started_again", part="valkey")
        except ValkeyError as error:
            # The line answers without it; only conversations begin at the menu.
            say("launch.valkey_stays_away", error=True, exc_info=error)

    def stop(self) -> None:
        """None is left on the socket, and nothing it held is on disk."""
        if self._socket is None:
            return
        if self._process is not None:
            self._process.terminate()
            self._process.wait()
            self._socket.unlink(missing_ok=True)
            return
        from app.store.valkey_server import ValkeyServer

        ValkeyServer(self._socket).stop()


if __name__ == "__main__":
    raise SystemExit(main())
