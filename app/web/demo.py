"""The simulator's page: a phone on the screen that reaches the line through its real webhooks.

The page talks to `/demo/api/...` only; the server signs and posts, so no secret ever reaches a browser.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Annotated, TypeVar

import msgspec
from fastapi import APIRouter, Depends, FastAPI, HTTPException, Request
from fastapi.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from app.base.clock import Clock, unshifted
from app.config.settings import Settings
from app.simulator.answerers import Answerer, pick_up
from app.simulator.call import Call
from app.simulator.demo_world import DemoWorld, NextDue
from app.simulator.fake_provider import Exchange
from app.simulator.handset_registry import Handset, HandsetRegistry
from app.simulator.http_post import App, over_asgi
from app.simulator.line_config import line_of
from app.simulator.phone_events import Moment
from app.simulator.provider import OutgoingCall, PretendProvider
from app.simulator.provider_app import ProviderApp
from app.web.demo_words import FIRST_LANGUAGE, FOREIGN, LANGUAGES, QUICK, WORDS

_HERE = Path(__file__).parent
_LIMIT = 16_384
_LONGEST = 1600
"""Characters a phone sends in one text."""
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
    ),
    "Cache-Control": "no-store",
    "Permissions-Policy": "microphone=(self), camera=(), geolocation=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_PROVIDER = "/demo/provider"
"""Where the line hands over what it sends, as long as no real provider is set."""
LONGEST_MOVE = timedelta(days=31)
_OUTCOMES = ("completed", "voicemail", "no-answer", "busy", "failed")

T = TypeVar("T")


class TextIn(msgspec.Struct, frozen=True):
    """A text to send."""

    body: Annotated[str, msgspec.Meta(max_length=_LONGEST)]


class PickedUp(msgspec.Struct, frozen=True):
    """Who picked up a call that rang, and in which language a machine speaks."""

    who: Answerer | None = None
    language: Annotated[str, msgspec.Meta(max_length=5)] = FIRST_LANGUAGE


class CallIn(msgspec.Struct, frozen=True):
    """How a call begins."""

    hidden: bool = False


class KeyIn(msgspec.Struct, frozen=True):
    """One key pressed."""

    key: Annotated[str, msgspec.Meta(pattern="^[0-9*#]$")]


class SpeechIn(msgspec.Struct, frozen=True):
    """Words said into the phone."""

    words: Annotated[str, msgspec.Meta(max_length=500)]


class ClockIn(msgspec.Struct, frozen=True):
    """How far to move the clock ahead; 0 for as far as it takes until something happens."""

    seconds: Annotated[int, msgspec.Meta(ge=0, le=LONGEST_MOVE // timedelta(seconds=1))]


class OtherIn(msgspec.Struct, frozen=True):
    """How a connection to another number ended."""

    status: Annotated[str, msgspec.Meta(pattern=f"^({'|'.join(_OUTCOMES)})$")]


def open_demo(
    app: FastAPI,
    settings: Settings,
    *,
    clock: Clock = unshifted,
    line_app: App | None = None,
    next_due: NextDue = lambda _numbers: None,
) -> None:
    """Adds the simulator to the application, where the settings want one.

    `line_app` gets the webhooks; the application itself unless something else answers them. `next_due` says where a
    moved clock must stop, so that nothing on the way is missed.
    """
    if not settings.demo:
        return
    line = line_of(settings)
    post = over_asgi(line_app or app, line.public_url)
    app.state.demo_shelf = HandsetRegistry(lambda: Exchange(line, post, clock=clock))
    app.state.demo_stage = None
    if settings.provider_base.endswith(_PROVIDER):
        provider = PretendProvider(Exchange(line, post, clock=clock))
        shelf = app.state.demo_shelf
        app.state.demo_stage = DemoWorld(provider, shelf, clock_file=settings.demo_clock, next_due=next_due)
        app.mount(_PROVIDER, ProviderApp(provider))  # type: ignore[arg-type]  # its scope is a dict, a mutable mapping
    app.state.demo_clock = clock
    app.state.demo_name = settings.line_name
    app.state.demo_timers = settings.safety_checks
    app.mount("/demo/static", _Static(directory=_HERE / "static" / "demo"), name="demo-static")
    app.include_router(router)


class _Static(StaticFiles):
    """Files of the page, with the page's own headers."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers.update({**_HEADERS, "Cache-Control": "no-cache"})
        return response


router = APIRouter(prefix="/demo", include_in_schema=False)


@router.get("")
@router.get("/")
async def page(request: Request) -> Response:
    """The page, in the language asked for, or the browser's first one that we have."""
    wanted = request.query_params.get("language", "")
    if wanted not in WORDS:
        accepted = request.headers.get("accept-language", "").lower()
        wanted = next((language for language in WORDS if accepted.startswith(language)), FIRST_LANGUAGE)
    html = _render(
        words=WORDS[wanted],
        language=wanted,
        languages=LANGUAGES,
        quick=QUICK[wanted],
        foreign=FOREIGN[wanted],
        name=request.app.state.demo_name,
        sends=request.app.state.demo_stage is not None,
        timers=request.app.state.demo_timers,
    )
    return HTMLResponse(html, headers=_HEADERS)


def _render(**values: object) -> str:
    from jinja2 import Environment, FileSystemLoader  # only when somebody opens the page

    environment = Environment(loader=FileSystemLoader(_HERE / "templates"), autoescape=True)
    return environment.get_template("demo.html").render(**values)


def _shelf(request: Request) -> HandsetRegistry:
    shelf: HandsetRegistry = request.app.state.demo_shelf
    return shelf


def _handset(key: str, request: Request) -> Handset:
    handset = _shelf(request).find(key, now=request.app.state.demo_clock())
    if handset is None:
        raise HTTPException(404, headers=_HEADERS)
    return handset


def _call(handset: Annotated[Handset, Depends(_handset)]) -> Call:
    if handset.phone.call is None:
        raise HTTPException(409, headers=_HEADERS)
    return handset.phone.call


Held = Annotated[Handset, Depends(_handset)]
OnCall = Annotated[Call, Depends(_call)]


async def _read(request: Request, kind: type[T]) -> T:
    """The request's JSON as this kind. Another content type is refused: no other site's form can post here."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise HTTPException(415, headers=_HEADERS)
    if int(request.headers.get("content-length") or _LIMIT + 1) > _LIMIT:
        raise HTTPException(413, headers=_HEADERS)
    try:
        return msgspec.json.decode(await request.body(), type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise HTTPException(400, headers=_HEADERS) from None


def _answer(handset: Handset, moments: Sequence[Moment], **more: str) -> Response:
    call = handset.phone.call
    shown = {
        "number": handset.phone.number,
        "moments": moments,
        "state": call.state if call else "ready",
        "typed": call.typed if call else "",
        "document": handset.phone.last_document,
        **more,
    }
    return Response(msgspec.json.encode(shown), media_type="application/json", headers=_HEADERS)


@router.post("/api/phones")
async def take(request: Request) -> Response:
    """A new phone."""
    await _read(request, CallIn)
    key, handset = _shelf(request).take()
    return _answer(handset, [], id=key)


@router.get("/api/phones/{key}")
async def look(handset: Held) -> Response:
    """The conversation so far."""
    return _answer(handset, list(handset.phone.texts))


@router.post("/api/phones/{key}/texts")
async def text(request: Request, handset: Held) -> Response:
    """Sends a text."""
    sent = await _read(request, TextIn)
    async with handset.lock:
        return _answer(handset, await handset.phone.text(sent.body))


@router.post("/api/phones/{key}/call")
async def call(request: Request, handset: Held) -> Response:
    """Rings the line."""
    begun = await _read(request, CallIn)
    async with handset.lock:
        handset.phone.hidden = begun.hidden
        return _answer(handset, await handset.phone.start_call())


@router.post("/api/phones/{key}/call/keys")
async def key_pressed(request: Request, handset: Held, on_call: OnCall) -> Response:
    """Presses a key."""
    pressed = await _read(request, KeyIn)
    async with handset.lock:
        return _answer(handset, await on_call.press(pressed.key))


@router.post("/api/phones/{key}/call/speech")
async def spoke(request: Request, handset: Held, on_call: OnCall) -> Response:
    """Says something."""
    said = await _read(request, SpeechIn)
    async with handset.lock:
        return _answer(handset, await on_call.speak(said.words))


@router.post("/api/phones/{key}/call/silence")
async def silent(handset: Held, on_call: OnCall) -> Response:
    """Lets the time for an answer run out."""
    async with handset.lock:
        return _answer(handset, await on_call.stay_silent())


@router.post("/api/phones/{key}/call/onward")
async def onward(handset: Held, on_call: OnCall) -> Response:
    """Goes on, everything so far having been played."""
    async with handset.lock:
        return _answer(handset, await on_call.go_on())


@router.post("/api/phones/{key}/call/other")
async def other_side(request: Request, handset: Held, on_call: OnCall) -> Response:
    """Ends a connection to another number."""
    ended = await _read(request, OtherIn)
    async with handset.lock:
        return _answer(handset, await on_call.other_side(ended.status))


@router.post("/api/phones/{key}/call/end")
async def end(handset: Held, on_call: OnCall) -> Response:
    """Hangs up."""
    async with handset.lock:
        return _answer(handset, await on_call.hang_up())


def _stage(request: Request) -> DemoWorld:
    """The stage, where this line sends to pretend phones and not to a real provider."""
    stage: DemoWorld | None = request.app.state.demo_stage
    if stage is None:
        raise HTTPException(404, headers=_HEADERS)
    return stage


OnStage = Annotated[DemoWorld, Depends(_stage)]


@router.get("/api/phones/{key}/news")
async def news(handset: Held, stage: OnStage) -> Response:
    """Texts that came unasked since the last look, whether a call rings, and what the clock shows."""
    found = await stage.news(handset)
    ringing = "yes" if stage.ringing(handset) else ""
    return _answer(handset, found, ringing=ringing, clock=stage.now().isoformat())


@router.post("/api/phones/{key}/answer")
async def answer(request: Request, handset: Held, stage: OnStage) -> Response:
    """Picks up the call that rings: the person, or first a machine of theirs."""
    picked = await _read(request, PickedUp)
    async with handset.lock:
        call = _rang(stage.pick_up(handset))
        moments = await (pick_up(call, picked.who, language=picked.language) if picked.who else call.answer())
        return _answer(handset, moments)


@router.post("/api/phones/{key}/decline")
async def decline(request: Request, handset: Held, stage: OnStage) -> Response:
    """Lets the call that rings ring out."""
    await _read(request, CallIn)
    async with handset.lock:
        if not await stage.let_ring(handset):
            raise HTTPException(409, headers=_HEADERS)
        return _answer(handset, await stage.news(handset))


def _rang(call: OutgoingCall | None) -> OutgoingCall:
    if call is None:
        raise HTTPException(409, headers=_HEADERS)
    return call


@router.post("/api/clock")
async def move_clock(request: Request, stage: OnStage) -> Response:
    """Moves the clock of this demo ahead, for every process of it, but not past the next thing that has its turn.

    `left` is how many seconds of the wanted ones remain, `due` whether something happens now.
    """
    wanted = await _read(request, ClockIn)
    until = stage.now() + timedelta(seconds=wanted.seconds)
    # both ask the record, which may keep them waiting
    if wanted.seconds:
        due = await asyncio.to_thread(stage.advance, until)
    else:
        due = await asyncio.to_thread(stage.to_next, LONGEST_MOVE)
    now = stage.now()
    left = max(0, round((until - now).total_seconds())) if due else 0
    shown = {"clock": now.isoformat(), "left": left, "due": due}
    return Response(msgspec.json.encode(shown), media_type="application/json", headers=_HEADERS)
