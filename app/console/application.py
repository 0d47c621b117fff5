"""The console's pages: what needs staff, and what the line says, page by page as a phone shows it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs

from jinja2 import Environment, FileSystemLoader, select_autoescape
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from app.console import guard
from app.console.sign_in import SignIns
from app.console.staff_text import StaffText
from app.console.words import wanted, words

_HERE = Path(__file__).parent
_MOST_FORM = 4096
_PAGES = Environment(
    loader=FileSystemLoader(_HERE / "templates"), autoescape=select_autoescape(), trim_blocks=True, lstrip_blocks=True
)
_STYLE = (_HERE / "static" / "console.css").read_bytes()
Page = Callable[[Request], Response]


class Console:
    """The application, with its sign-ins and the files it reads."""

    def __init__(self, text: StaffText, sign_ins: SignIns) -> None:
        self._text = text
        self._sign_ins = sign_ins
        self.app = Starlette(
            routes=[
                Route("/staff/style.css", _style),
                Route("/staff/enter/{secret}", self._enter, methods=["GET"]),
                Route("/staff/enter/{secret}", self._open, methods=["POST"]),
                Route("/staff/leave", self._leave, methods=["POST"]),
                Route("/staff", self._behind(self._home)),
                Route("/staff/says", self._behind(self._says)),
                Route("/staff/says/{node}", self._behind(self._node)),
            ]
        )

    def _behind(self, page: Page) -> Page:
        def guarded(request: Request) -> Response:
            known = self._sign_ins.knows(request.cookies.get(guard.COOKIE, ""))
            if not guard.for_this_machine(request) or not known:
                return _shown(request, "message.html", status=401, said="signed_out")
            return page(request)

        return guarded

    def _enter(self, request: Request) -> Response:
        # Opened by a press, not by the link itself: what previews links in a chat would use it up.
        return _shown(request, "enter.html")

    async def _open(self, request: Request) -> Response:
        if not guard.for_this_machine(request) or not guard.from_our_own_page(request):
            return _shown(request, "message.html", status=403, said="link_void")
        session = self._sign_ins.open(request.path_params["secret"])
        if not session:
            return _shown(request, "message.html", status=403, said="link_void")
        response = RedirectResponse("/staff", status_code=303, headers=guard.HEADERS)
        guard.hold(response, session)
        return response

    async def _leave(self, request: Request) -> Response:
        if not guard.from_our_own_page(request):
            return _shown(request, "message.html", status=403, said="link_void")
        self._sign_ins.end(request.cookies.get(guard.COOKIE, ""))
        return _shown(request, "message.html", said="signed_out")

    def _home(self, request: Request) -> Response:
        text = self._text.refresh()
        weighed = {kind: [one for one in text.problems if one.weight == kind] for kind in ("hold", "mend", "know")}
        return _shown(request, "home.html", here="home", weighed=weighed, release=text.release)

    def _says(self, request: Request) -> Response:
        text = self._text.refresh()
        asked = parse_qs(request.url.query, max_num_fields=4).get("q", [""])[0][:200]
        return _shown(request, "says.html", here="says", asked=asked, found=text.search(asked), outline=text.outline())

    def _node(self, request: Request) -> Response:
        text = self._text.refresh()
        name = request.path_params["node"]
        if text.release is None or name not in text.release.nodes:
            return _shown(request, "message.html", status=404, here="says", said="not_found")
        node = text.release.nodes[name]
        labels = text.release.release.texts.get(text.release.default, {})
        ways = [(one.key, labels[one.label].text if one.label in labels else one.go, one.go) for one in node.choices]
        return _shown(
            request, "node.html", here="says", node=node, bubbles=text.bubbles(node), ways=ways,
            leads_here=text.leads_here(name),
        )  # fmt: skip


def _style(_request: Request) -> Response:
    return Response(_STYLE, media_type="text/css", headers=guard.HEADERS)


def _shown(request: Request, page: str, *, status: int = 200, **held: object) -> HTMLResponse:
    language = wanted(request.headers.get("accept-language", ""))
    text = _PAGES.get_template(page).render(w=words(language), language=language, **held)
    return HTMLResponse(text, status_code=status, headers=guard.HEADERS)
