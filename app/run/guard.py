"""`python -m app.run.guard web`: one process of the line, ended and begun again when it hangs.

A container's engine begins again what has ended, and does nothing about what has merely stopped moving.
"""

from __future__ import annotations

import secrets
import signal
import sys
import threading

from app.base import log
from app.run.children import COMMANDS, Children

STOP_SECONDS = 60.0
"""A worker finishes the job at hand."""
_LOOK_SECONDS = 0.5


def main(arguments: list[str]) -> int:
    """Runs until asked to stop, then answers with the exit status."""
    name = arguments[0] if arguments else ""
    if name not in COMMANDS:
        print(f"There is no {name!r}. Guard one of: {', '.join(COMMANDS)}.", file=sys.stderr)
        return 2
    log.configure(process="guard", readable=False)
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stopping.set())
    children = Children(f"guard-{secrets.token_hex(8)}")
    children.start(name)
    try:
        while not stopping.wait(_LOOK_SECONDS):
            children.start_fallen()
    finally:
        children.stop(seconds=STOP_SECONDS)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
