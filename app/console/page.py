"""The one way in which the console answers: pages, fragments for our scripts, and ways on after a form."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import msgspec
from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from app.console import guard
from app.console.console_words import HERE, LANGUAGES, SHARED, filled, wanted, words
from app.console.flash import Flash, Undo
from app.console.problems_told import as_html
from app.console.staff_request import StaffRequest
from app.console.static_files import address_of
from app.console.why_told import rule_told, why_told


def _template(name: str) -> str | None:
    area, _, file = name.rpartition("/")
    paths = [HERE / one / "templates" / Path(file).name for one in (area, SHARED) if one]
    return next((path.read_text(encoding="utf-8") for path in paths if path.is_file()), None)


_PAGES = Environment(
    loader=FunctionLoader(_template), autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
)
_PAGES.filters["fill"] = filled
_PAGES.globals["static"] = address_of


def page(asked: StaffRequest, template: str, /, *, status: int = 200, **held: object) -> Response:
    """A whole page: `template` of the asking area's folder, with its words as `w` and everything of `base.html`."""
    flash = asked.services.sign_ins.said(asked.staff.session)
    shown = _PAGES.get_template(f"{asked.area}/{template}").render(
        {**_base(asked), "flash": flash, "flash_words": words(asked.language, flash.area) if flash else {}, **held}
    )  # what a page names itself comes before what every page has
    return HTMLResponse(shown, status_code=status, headers=guard.headers(asked.nonce))


def moment(asked: StaffRequest) -> Response:
    """A page that is seen at once and goes on to the one that was asked for, which takes seconds."""
    query = asked.request.url.query
    return page(asked, "moment.html", then=own(f"{asked.request.url.path}?{query}{'&' if query else ''}now=1"))


def fragment(asked: StaffRequest, template: str, /, *, status: int = 200, **held: object) -> Response:
    """A piece of a page, for a script of ours that puts it in place."""
    shown = _PAGES.get_template(f"{asked.area}/{template}").render({**_base(asked), **held})
    return HTMLResponse(shown, status_code=status, headers=guard.headers(asked.nonce))


def data(value: Any, *, status: int = 200) -> Response:
    """JSON for a script of ours."""
    content = msgspec.json.encode(value)
    return Response(content, status_code=status, media_type="application/json", headers=guard.headers())


def download(content: bytes, name: str, kind: str) -> Response:
    """A file the browser keeps, and never shows as a page of ours."""
    held = {"Content-Disposition": f'attachment; filename="{name}"', "Content-Type": kind}
    return Response(content, headers=guard.headers() | held)


def go(
    asked: StaffRequest, to: str, said: str = "", *, undo: Undo | None = None, well: bool = True, **fill: object
) -> Response:
    """On to another page of ours, which says a word of this area once, and offers to undo."""
    if said:
        flash = Flash(said, asked.area, {name: str(value) for name, value in fill.items()}, undo, well)
        asked.services.sign_ins.say(asked.staff.session, flash)
    return RedirectResponse(own(to), status_code=303, headers=guard.headers())


def own(to: str) -> str:
    """The path, where it is one of this console's; else its first page."""
    return to if to == "/staff" or to.startswith(("/staff/", "/staff?")) else "/staff"


def bare(request: Request, template: str, *, status: int = 200, area: str = SHARED, **held: object) -> Response:
    """A page for somebody who is not signed in, or whose request was refused."""
    language = language_of(request)
    shown = _PAGES.get_template(f"{area}/{template}").render(
        w=words(language, area), language=language, languages=LANGUAGES, here="", nav=(), staff=None, flash=None,
        token="", token_field="", nonce="", path=own(request.url.path), **held,
    )  # fmt: skip
    return HTMLResponse(shown, status_code=status, headers=guard.headers())


def language_of(request: Request) -> str:
    """The language in which somebody is answered."""
    return wanted(request.cookies.get(guard.LANGUAGE_COOKIE, ""), request.headers.get("accept-language", ""))


def _base(asked: StaffRequest) -> dict[str, object]:
    return {
        "w": asked.words,
        "language": asked.language,
        "languages": LANGUAGES,
        "here": asked.area,
        "nav": asked.nav,
        "staff": asked.staff,
        "token": asked.token,
        "token_field": Markup('<input type="hidden" name="token" value="{}">').format(asked.token),
        "nonce": asked.nonce,
        "problem_said": partial(as_html, language=asked.language),
        "why_said": partial(why_told, language=asked.language),
        "rule_said": partial(rule_told, language=asked.language),
        "path": own(asked.request.url.path),
    }
