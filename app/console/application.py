"""The console: every view of every area behind the same door."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from app.base import log
from app.base.errors import PorchlightError
from app.console import guard, static_files
from app.console.area import StaffArea, View
from app.console.areas import AREAS
from app.console.console_words import filled, words
from app.console.entry.doors import Doors
from app.console.forms import taken
from app.console.guard import OwnAddress
from app.console.not_done import NotDone, needs
from app.console.page import bare, language_of
from app.console.services import Services
from app.console.staff import Staff
from app.console.staff_request import Form, StaffRequest

_log = log.get("console")


class Console:
    """The application, with what its handlers work with."""

    def __init__(
        self, services: Services, address: OwnAddress | None = None, areas: tuple[StaffArea, ...] = AREAS
    ) -> None:
        self._services, self._address = services, address or OwnAddress()
        self._areas = areas
        self._doors = Doors(services, self._address)
        shown = [
            Route(f"/staff{view.path}", self._behind(area, view), methods=[view.method]) for area, view in _all(areas)
        ]
        self.app = Starlette(
            routes=[
                Route("/staff/static/{area}/{name}", static_files.served),
                *self._doors.routes(),
                *shown,
                Route("/{rest:path}", self._nothing, methods=["GET", "POST"]),
            ]
        )

    def _behind(self, area: StaffArea, view: View) -> Callable[[Request], Awaitable[Response]]:
        async def guarded(request: Request) -> Response:
            if not self._address.answers_to(request):
                return bare(request, "message.html", status=421, said="not_this_name")
            held = self._address.held(request)
            staff = await run_in_threadpool(self._services.sign_ins.knows, held)
            if staff is None:
                return self._doors.shown(request, status=401)
            if not staff.enrolled and area.name != "me":
                return RedirectResponse("/staff/me", status_code=303, headers=guard.headers())
            try:
                if not staff.may(view.role):
                    raise needs(view.role)
                form = Form() if view.method == "GET" else await taken(request, self._address, most=view.most)
                asked = self._asked(request, staff, area, form)
                return await run_in_threadpool(view.handler, asked)
            except NotDone as refused:
                return _refusal(request, area, refused)
            except PorchlightError as error:
                return _could_not(request, area, error)
            except Exception as error:
                _log.error("console.failed", where=view.path, exc_info=error)
                return bare(request, "message.html", status=500, said="broke", to="/staff")

        return guarded

    def _asked(self, request: Request, staff: Staff, area: StaffArea, form: Form) -> StaffRequest:
        language = language_of(request)
        return StaffRequest(
            request=request, staff=staff, services=self._services, area=area.name, first=_first(area),
            nav=tuple(_entry(one, language) for one in self._areas if one.path and staff.may(one.role)),
            language=language, words=words(language, area.name), token=guard.token_of(self._address.held(request)),
            nonce=guard.new_nonce(), form=form,
        )  # fmt: skip

    async def _nothing(self, request: Request) -> Response:
        known = await run_in_threadpool(self._services.sign_ins.knows, self._address.held(request))
        if known is None or not self._address.answers_to(request):
            return self._doors.shown(request, status=401)
        return bare(request, "message.html", status=404, said="no_such_page", to="/staff")


def _first(area: StaffArea) -> str:
    return f"/staff{area.path.rstrip('/')}"


def _entry(area: StaffArea, language: str) -> tuple[str, str, str]:
    return area.name, _first(area), words(language, area.name)["nav"]


def _all(areas: tuple[StaffArea, ...]) -> list[tuple[StaffArea, View]]:
    return [(area, view) for area in areas for view in area.views]


def _refusal(request: Request, area: StaffArea, refused: NotDone) -> Response:
    said = words(language_of(request), area.name)[refused.said]
    return bare(request, "message.html", status=refused.status, text=filled(said, **refused.fill), to=refused.to)


def _could_not(request: Request, area: StaffArea, error: PorchlightError) -> Response:
    """What staff can act on, in their language where a word file has it, else as the program says it."""
    said = words(language_of(request), area.name).get(f"error_{type(error).__name__}", "")
    to = _first(area) if request.url.path != _first(area) else "/staff"  # never back to what just failed
    return bare(request, "message.html", status=409, text=said or str(error), english=not said, to=to)
