"""`python -m app.web.serve`: the web process, with no access log and nothing about itself in its answers."""

from __future__ import annotations

import os
import sys

import uvicorn

from app.base import clock, log, parent_watch, watchdog
from app.base.errors import SettingsError
from app.config.settings import load_settings
from app.line.warm_cache import use_warm_cache
from app.web.bounded_http import BoundedHttp

GRACE_SECONDS = 5
"""How long answers under way may take when the process is asked to stop."""
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
"""Numpy works in the thread that asks: others would wait for a free core, ten milliseconds for what takes one."""


def main() -> int:
    """Serves until asked to stop, then answers with the exit status."""
    parent_watch.hold()
    try:
        settings = load_settings()
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    for name, threads in ONE_THREAD.items():  # read when numpy is loaded, which is with the app
        os.environ.setdefault(name, threads)
    log.configure(process="web", readable=not settings.production)
    watchdog.begin()
    clock.keep_steady()
    use_warm_cache(settings)
    uvicorn.run(
        "app.web.main:app",
        host=settings.host,
        port=settings.port,
        http=BoundedHttp,
        access_log=False,
        log_config=None,
        date_header=False,
        server_header=False,
        # Signatures are made over PUBLIC_URL, so nothing a proxy says about the request is believed.
        proxy_headers=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
