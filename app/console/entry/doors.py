"""The doors: passkey, password, recovery code, a link that works once, and the way out; the only addresses open to everybody."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from app.base.errors import PorchlightError
from app.console import guard
from app.console.console_words import LANGUAGES, words
from app.console.entry.reading_ahead import read_ahead
from app.console.entry.who_asks import address_of, browser_of
from app.console.forms import sent_by_us, taken
from app.console.guard import OwnAddress
from app.console.not_done import NotDone
from app.console.page import bare, language_of, own
from app.console.services import Services
from app.console.staff_request import Form

_MOST = 16 * 1024
Door = Callable[[Request, Form], Response]


class Doors:
    """What anybody may ask for."""

    def __init__(self, services: Services, address: OwnAddress) -> None:
        self._services, self._address = services, address

    def routes(self) -> list[Route]:
        """Addresses and what answers."""
        return [
            Route("/staff/sign-in", self.shown, methods=["GET"]),
            Route("/staff/sign-in/options", self._door(self._options), methods=["POST"]),
            Route("/staff/sign-in/passkey", self._door(self._passkey), methods=["POST"]),
            Route("/staff/sign-in/password", self._door(self._password), methods=["POST"]),
            Route("/staff/sign-in/code", self._door(self._code), methods=["POST"]),
            Route("/staff/enter/{secret}", self._enter, methods=["GET"]),
            Route("/staff/enter/{secret}", self._door(self._open), methods=["POST"]),
            Route("/staff/leave", self._leave, methods=["POST"]),
            Route("/staff/language/{language}", self._language, methods=["POST"]),
        ]

    def shown(self, request: Request, *, status: int = 200, said: str = "") -> Response:
        """The ways in, with what went wrong where something did."""
        return bare(
            request, "sign_in.html", status=status, area="entry", accounts=self._services.has_accounts, said_now=said
        )

    def _door(self, door: Door) -> Callable[[Request], Awaitable[Response]]:
        async def opened(request: Request) -> Response:
            if not self._address.answers_to(request):
                return bare(request, "message.html", status=421, said="not_this_name")
            try:
                form = await sent_by_us(request, self._address, most=_MOST)
                return await run_in_threadpool(door, request, form)
            except NotDone as refused:
                said = words(language_of(request), "entry")[refused.said]
                return self.shown(request, status=refused.status, said=said)
            except PorchlightError as error:
                known = words(language_of(request), "entry").get(f"error_{type(error).__name__}", str(error))
                return self.shown(request, status=403, said=known)

        return opened

    def _in(self, request: Request, session: str) -> Response:
        """Signed in by a new session; the one the browser brought along is ended, whoever made it."""
        if not session:
            raise NotDone("link_void", status=403)
        self._services.sign_ins.end(self._address.held(request))
        response = RedirectResponse("/staff", status_code=303, headers=guard.headers())
        self._address.hold(response, session)
        return response

    def _options(self, _request: Request, _form: Form) -> Response:
        asked = self._services.access.passkeys.to_sign_in()
        return Response(asked, media_type="application/json", headers=guard.headers())

    def _passkey(self, request: Request, form: Form) -> Response:
        access, address = self._services.access, address_of(request, behind=bool(self._address.public))
        access.limits.check(address=address)
        try:
            account = access.passkeys.sign_in(form.text("credential"))
        except PorchlightError:
            access.limits.failed(address=address)
            raise
        return self._in(request, access.sign_ins.begin(account, way="passkey", browser=browser_of(request)))

    def _password(self, request: Request, form: Form) -> Response:
        access, address = self._services.access, address_of(request, behind=bool(self._address.public))
        account = access.passwords.sign_in(
            form.text("name", most=200), form.text("password", most=1000), form.text("code", most=40), address=address
        )
        return self._in(request, access.sign_ins.begin(account, way="password", browser=browser_of(request)))

    def _code(self, request: Request, form: Form) -> Response:
        access, address = self._services.access, address_of(request, behind=bool(self._address.public))
        account = access.passwords.recover(form.text("name", most=200), form.text("code", most=100), address=address)
        return self._in(request, access.sign_ins.begin(account, way="recovery code", browser=browser_of(request)))

    def _enter(self, request: Request) -> Response:
        read_ahead(self._services)
        # Opened by a press, not by the link itself: what previews links in a chat would use it up.
        return bare(request, "enter.html", area="entry")

    def _open(self, request: Request, _form: Form) -> Response:
        return self._in(request, self._services.sign_ins.open(request.path_params["secret"], browser_of(request)))

    async def _leave(self, request: Request) -> Response:
        try:
            await taken(request, self._address, most=_MOST)
        except NotDone as refused:
            return bare(request, "message.html", status=refused.status, said=refused.said, to="/staff")
        await run_in_threadpool(self._services.sign_ins.end, self._address.held(request))
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
