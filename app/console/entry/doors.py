"""The doors: the link that signs in once, signing out, and choosing a language; the only addresses open to everybody."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from app.console import guard
from app.console.console_words import LANGUAGES
from app.console.forms import taken
from app.console.guard import OwnAddress
from app.console.not_done import NotDone
from app.console.page import bare, own
from app.console.services import Services

_MOST = 4096


class Doors:
    """What anybody may ask for."""

    def __init__(self, services: Services, address: OwnAddress) -> None:
        self._services, self._address = services, address

    def routes(self) -> list[Route]:
        """Addresses and what answers."""
        return [
            Route("/staff/enter/{secret}", self._enter, methods=["GET"]),
            Route("/staff/enter/{secret}", self._open, methods=["POST"]),
            Route("/staff/leave", self._leave, methods=["POST"]),
            Route("/staff/language/{language}", self._language, methods=["POST"]),
        ]

    def _enter(self, request: Request) -> Response:
        # Opened by a press, not by the link itself: what previews links in a chat would use it up.
        return bare(request, "enter.html", area="entry")

    async def _open(self, request: Request) -> Response:
        session = ""
        if self._address.sent_by_us(request):
            session = self._services.sign_ins.open(request.path_params["secret"])
        if not session:
            return bare(request, "message.html", status=403, area="entry", said="link_void")
        response = RedirectResponse("/staff", status_code=303, headers=guard.headers())
        self._address.hold(response, session)
        return response

    async def _leave(self, request: Request) -> Response:
        try:
            await taken(request, self._address, most=_MOST)
        except NotDone as refused:
            return bare(request, "message.html", status=refused.status, said=refused.said, to="/staff")
        self._services.sign_ins.end(self._address.held(request))
        return bare(request, "signed_out.html", area="entry")

    async def _language(self, request: Request) -> Response:
        chosen = request.path_params["language"]
        if not self._address.sent_by_us(request) or chosen not in LANGUAGES:
            return bare(request, "message.html", status=403, said="form_not_ours", to="/staff")
        back = str(request.query_params.get("back", "")) or "/staff"
        response = RedirectResponse(own(back), status_code=303, headers=guard.headers())
        secure = bool(self._address.public)
        response.set_cookie(guard.LANGUAGE_COOKIE, chosen, httponly=True, samesite="strict", path="/", secure=secure)
        return response
