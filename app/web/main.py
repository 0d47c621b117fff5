"""The web process: webhooks in front, the framework behind them for everything that may be slow."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import PlainTextResponse

from app.base import clock, log, watchdog
from app.base.threads import POOLS
from app.channels.base import Provider
from app.channels.registry import open_providers
from app.config.settings import Settings, load_settings
from app.line.bundle.contents import mark_or_none
from app.line.runtime import LineRuntime
from app.web import health
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

ENDING_SECONDS = 10.0
"""How long writing down what is left may take at the end."""

logger = log.get("web")


class Porchlight:
    """The whole web app as one ASGI application; `behind` is the FastAPI app, `standing` what it answers from."""

    def __init__(self, settings: Settings, *, providers: Sequence[Provider] | None = None) -> None:
        self.settings = settings
        if settings.keeps_demo_time:
            clock.use_shared_offset(settings.demo_clock)
        self.providers = open_providers(settings) if providers is None else providers
        self.standing = LineRuntime(settings)
        self.behind = _mount_api(settings, self.standing)
        self._front = Webhooks(
            self.behind,
            self.standing.line,
            base=settings.webhook_base,
            providers=self.providers,
            note_status=self.standing.record.note_status,
            observe=self.behind.state.health.metrics.observe,
            count=self.behind.state.health.metrics.add,
        )
        self.state = self.behind.state
        if settings.demo:
            from app.web.demo import open_demo  # only where it is switched on: production never loads it

            open_demo(self.behind, settings, line_app=self, next_due=self.standing.next_due)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request is answered."""
        await self._front(scope, receive, send)


def create_app(settings: Settings | None = None) -> Porchlight:
    """A web app ready to answer from what these settings name. Raises SettingsError when they cannot be used."""
    return Porchlight(settings or load_settings())


def _mount_api(settings: Settings, standing: LineRuntime) -> FastAPI:
    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        watching = asyncio.create_task(standing.watch())
        try:
            yield
        finally:
            watchdog.rest("loop")
            watchdog.ending(seconds=ENDING_SECONDS)
            watching.cancel()
            with suppress(asyncio.CancelledError):
                await watching
            await asyncio.to_thread(standing.close)

    quiet: dict[str, Any] = {"docs_url": None, "redoc_url": None, "openapi_url": None, "redirect_slashes": False}
    app = FastAPI(
        title="Porchlight",
        lifespan=lifespan,
        telemetry={"auto_configure": False, "tracing": False, "metrics": False, "logs": False},
        **quiet,
    )
    app.state.settings = settings
    app.state.standing = standing
    app.state.health = _health(settings, standing)
    app.include_router(health.router)
    app.add_exception_handler(RequestValidationError, _unreadable)
    app.add_exception_handler(Exception, _failed)
    return app


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


async def _unreadable(_request: Request, _error: Exception) -> PlainTextResponse:
    """A request that does not fit says so without repeating a word of it."""
    return PlainTextResponse("That request could not be read.\n", status_code=422)


async def _failed(_request: Request, error: Exception) -> PlainTextResponse:
    """A failure is logged once by its type and place, and shown to nobody."""
    logger.error("web.failed", exc_info=error)
    return PlainTextResponse("Something went wrong on our side.\n", status_code=500)


def __getattr__(name: str) -> object:
    """`app.web.main:app`, made when a server asks for it, so that importing this module needs no settings."""
    if name != "app":
        raise AttributeError(name)
    made = create_app()
    globals()["app"] = made
    return made
