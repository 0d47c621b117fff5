"""The web process: webhooks in front, the framework behind them for everything that may be slow."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from app.base import clock, watchdog
from app.base.threads import POOLS
from app.channels.base import Provider
from app.channels.registry import open_providers
from app.config.settings import Settings, load_settings
from app.line.bundle.contents import mark_or_none
from app.line.runtime import LineRuntime
from app.web.health import (
    Health,
    ProbeResult,
    clock_probe,
    library_probe,
    rehearsal_probe,
    releases_probe,
    sending_probe,
    standard_probes,
)
from app.web.webhooks import Receive, Scope, Send, Webhooks

if TYPE_CHECKING:
    from fastapi import FastAPI

ENDING_SECONDS = 10.0
"""How long writing down what is left may take at the end."""


class Porchlight:
    """The whole web app as one ASGI application; `behind` is the FastAPI app, `standing` what it answers from."""

    def __init__(self, settings: Settings, *, providers: Sequence[Provider] | None = None) -> None:
        self.settings = settings
        if settings.keeps_demo_time:
            clock.use_shared_offset(settings.demo_clock)
        self.providers = open_providers(settings) if providers is None else providers
        self.standing = LineRuntime(settings)
        self.health = _health(settings, self.standing)
        self._behind: FastAPI | None = None
        self._opening = threading.Lock()
        self._front = Webhooks(
            self._ask_behind,
            self.standing.line,
            base=settings.webhook_base,
            providers=self.providers,
            note_status=self.standing.record.note_status,
            observe=self.health.metrics.observe,
            count=self.health.metrics.add,
        )
        if settings.demo:
            from app.web.demo import open_demo  # only where it is switched on: production never loads it

            open_demo(self.behind, settings, line_app=self, next_due=self.standing.next_due)

    @property
    def behind(self) -> FastAPI:
        """The framework's part; a quarter of a second to load, which no first answer waits for."""
        with self._opening:
            if self._behind is None:
                from app.web.behind import mount_api

                self._behind = mount_api(self.health)
        return self._behind

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request is answered; or the server says that it starts, and later that it ends."""
        if scope["type"] == "lifespan":
            await self._serve(receive, send)
        else:
            await self._front(scope, receive, send)

    async def _ask_behind(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._behind is None:
            await asyncio.to_thread(lambda: self.behind)
        await self.behind(scope, receive, send)

    async def _serve(self, receive: Receive, send: Send) -> None:
        """From the server's start to its end there is news of files and the record; then all that is left is written down."""
        await receive()
        watching = asyncio.create_task(self.standing.watch())
        await send({"type": "lifespan.startup.complete"})
        await receive()
        watchdog.rest("loop")
        watchdog.ending(seconds=ENDING_SECONDS)
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
        await asyncio.to_thread(self.standing.close)
        await send({"type": "lifespan.shutdown.complete"})


def create_app(settings: Settings | None = None) -> Porchlight:
    """A web app ready to answer from what these settings name. Raises SettingsError when they cannot be used."""
    return Porchlight(settings or load_settings())


def _health(settings: Settings, standing: LineRuntime) -> Health:
    health = Health(metrics_token=settings.metrics_token.get_secret_value(), metrics_open=not settings.production)
    health.figures = standing.record.figures
    health.bundle = lambda: mark_or_none(standing.library)
    POOLS.waited = lambda pool, seconds: health.metrics.observe("porchlight_pool_wait_seconds", seconds, pool)
    health.probes["library"] = library_probe(standing)
    health.probes |= standard_probes(settings.redis, standing.record)
    health.probes["understanding"] = lambda: ProbeResult(
        ok=standing.learnt,
        says="" if standing.learnt else "still learning from phrases.yaml; only words and rules are understood",
    )
    health.probes["releases"] = releases_probe(standing.record.release_state)
    health.probes["sending"] = sending_probe(standing.record.sending)
    if settings.safety_checks:
        health.probes["rehearsal"] = rehearsal_probe(standing.record.sending)
    limits = standing.line.limits
    if limits is not None:
        limits.heard = lambda verdict: health.metrics.add("porchlight_limited_total", str(verdict))
        health.probes["spending"] = lambda: ProbeResult(
            ok=limits.stage == "open",
            says=f"{limits.share:.0%} of the day's segments is spent: docs/limits.md",
            details={"stage": limits.stage},
        )
    health.probes["clock"] = clock_probe(clock.set_by)
    health.probes["opt_outs"] = lambda: ProbeResult(
        ok=not standing.line.opt_outs.waiting, says="opt-outs wait for the database", details={}
    )
    return health


def __getattr__(name: str) -> object:
    """`app.web.main:app`, made when a server asks for it, so that importing this module needs no settings."""
    if name != "app":
        raise AttributeError(name)
    made = create_app()
    globals()["app"] = made
    return made
