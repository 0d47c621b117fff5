"""`python -m workers`: a worker and a ticker; `python -m workers worker` or `... ticker` starts only that one.

`python -m workers sender` does the work of both in one process, for a line of one machine: it needs no queue.

`python -m workers alive worker` ends well when a worker gave a sign of life lately: what a container is asked.
"""

from __future__ import annotations

import os
import subprocess
import sys

from app.base import clock, log, parent_watch
from app.base.errors import SettingsError
from app.config.settings import Settings, load_settings
from app.store import heartbeat
from app.store.redis_connection import connect

PARTS = ("worker", "ticker")


def main(arguments: list[str]) -> int:
    """Runs until asked to stop, then answers with the exit status."""
    wanted = arguments[0] if arguments else "both"
    if wanted not in (*PARTS, "both", "alive", "sender"):
        print(f"There is no {wanted!r}. Start one of: {', '.join(PARTS)}, or both by naming none.", file=sys.stderr)
        return 2
    try:
        settings = load_settings()
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    if wanted == "alive":
        return _is_alive(settings, part=arguments[-1])
    parent_watch.hold()
    clock.keep_steady()
    if settings.keeps_demo_time:
        clock.use_shared_offset(settings.demo_clock)
    log.configure(process="worker" if wanted == "both" else wanted, readable=not settings.production)
    return _start(wanted, settings)


def _start(wanted: str, settings: Settings) -> int:
    if wanted in ("ticker", "sender"):
        from workers import ticker

        return ticker.run(settings, alone=wanted == "sender")
    from workers import worker

    if wanted == "worker":
        return worker.run(settings)
    # The ticker is a process of its own: RQ forks for each job, and a fork of a process with threads may hang.
    reading, writing = os.pipe()
    environment = os.environ | {parent_watch.VARIABLE: str(reading)}
    with subprocess.Popen([sys.executable, "-m", "workers", "ticker"], env=environment, pass_fds=[reading]) as other:
        os.close(reading)
        try:
            return worker.run(settings)
        finally:
            os.close(writing)
            other.terminate()


def _is_alive(settings: Settings, *, part: str) -> int:
    with connect(settings.redis) as redis:
        return 0 if part in PARTS and not heartbeat.is_late(redis, part, now=clock.now()) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
