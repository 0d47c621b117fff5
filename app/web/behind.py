"""The framework behind the webhooks: health, metrics, and the demo where it is on. Loaded when it is first asked for."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse

from app.base import log
from app.web.health import Health, ProbeResult

_NO_STORE = {"Cache-Control": "no-store"}

logger = log.get("web")
router = APIRouter()


def mount_api(health: Health) -> FastAPI:
    """The routes of the framework, which show what this looks at."""
    quiet: dict[str, Any] = {"docs_url": None, "redoc_url": None, "openapi_url": None, "redirect_slashes": False}
    app = FastAPI(
        title="Porchlight",
        telemetry={"auto_configure": False, "tracing": False, "metrics": False, "logs": False},
        **quiet,
    )
    app.state.health = health
    app.include_router(router)
    app.add_exception_handler(RequestValidationError, _unreadable)
    app.add_exception_handler(Exception, _failed)
    return app


@router.get("/health/live", include_in_schema=False)
async def live() -> Response:
    """This process answers."""
    return JSONResponse({"status": "live"}, headers=_NO_STORE)


@router.get("/health/ready", include_in_schema=False)
async def ready(request: Request) -> Response:
    """What is degraded. Always 200: a degraded line still answers every caller, and must not be taken off."""
    findings = await _health(request).look()
    degraded = [part for part, finding in findings.items() if not finding.ok]
    body = {
        "status": "degraded" if degraded else "ready",
        "degraded": degraded,
        "bundle": _health(request).bundle(),
        "parts": {part: _shown(finding) for part, finding in findings.items()},
    }
    return JSONResponse(body, headers=_NO_STORE)


@router.get("/metrics", include_in_schema=False)
async def metrics(request: Request) -> Response:
    """Counts in Prometheus' text format, for whoever holds the token."""
    health = _health(request)
    if not health.may_read_metrics(request.headers.get("authorization", "")):
        return PlainTextResponse("Needs the METRICS_TOKEN.\n", status_code=401, headers={"WWW-Authenticate": "Bearer"})
    await health.measure()
    return Response(health.metrics.render(), media_type="text/plain; version=0.0.4", headers=_NO_STORE)


def _shown(finding: ProbeResult) -> dict[str, Any]:
    says = {"says": finding.says} if finding.says and not finding.ok else {}
    return {"ok": finding.ok, **says, **finding.details}


def _health(request: Request) -> Health:
    health: Health = request.app.state.health
    return health


async def _unreadable(_request: Request, _error: Exception) -> PlainTextResponse:
    """A request that does not fit says so without repeating a word of it."""
    return PlainTextResponse("That request could not be read.\n", status_code=422)


async def _failed(_request: Request, error: Exception) -> PlainTextResponse:
    """A failure is logged once by its type and place, and shown to nobody."""
    logger.error("web.failed", exc_info=error)
    return PlainTextResponse("Something went wrong on our side.\n", status_code=500)
