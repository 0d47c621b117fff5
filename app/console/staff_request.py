"""What a handler is given: who asks for what, in which language, and the form that came with it."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl

import msgspec
from starlette.requests import Request

from app.console.not_done import NotDone
from app.console.services import Services
from app.console.staff import Staff

SCRIPT_COOKIE = "porchlight-script"
MOST_TEXT = 20_000
_MOST_FIELDS = 400


class Upload(msgspec.Struct, frozen=True):
    """A file that came with a form."""

    field: str
    name: str
    """As the browser calls it: to be shown, never a path of ours."""
    data: bytes


class Form(msgspec.Struct, frozen=True):
    """The fields of a form, in the order in which they came."""

    fields: tuple[tuple[str, str], ...] = ()
    uploads: tuple[Upload, ...] = ()

    def text(self, name: str, *, most: int = MOST_TEXT) -> str:
        """The first value of a field, its lines ended as in our files; empty where there is none. Raises NotDone where it is too long."""
        found = next((value for field, value in self.fields if field == name), "").replace("\r\n", "\n")
        if len(found) > most:
            raise NotDone("too_long", status=413)
        return found

    def texts(self, name: str) -> tuple[str, ...]:
        """Every value of a field."""
        return tuple(value for field, value in self.fields if field == name)

    def number(self, name: str) -> int:
        """A field that holds a number of ours. Raises NotDone where it does not."""
        found = self.text(name, most=12)
        if not (found.isascii() and found.isdigit()):
            raise NotDone("form_not_whole")
        return int(found)

    def ticked(self, name: str) -> bool:
        """Whether a box was ticked."""
        return bool(self.text(name))

    def upload(self, name: str) -> Upload | None:
        """The file of this field."""
        return next((one for one in self.uploads if one.field == name), None)


class StaffRequest(msgspec.Struct, frozen=True):
    """One request of somebody who may make it."""

    request: Request
    staff: Staff
    services: Services
    area: str
    """The name of the area, and of its folder."""
    first: str
    """Where the area begins."""
    nav: tuple[tuple[str, str, str], ...]
    """Areas this person sees: name, address, label."""
    language: str
    words: Mapping[str, str]
    token: str
    """Goes into every form: `{{ token_field }}`."""
    nonce: str
    """For a script of ours that makes a style element: `<html data-nonce>` carries it."""
    form: Form = Form()

    @property
    def has_script(self) -> bool:
        """Whether this browser ran our script on the page before: what takes long may then come after the page itself."""
        return self.request.cookies.get(SCRIPT_COOKIE) == "1"

    def part(self, name: str) -> str:
        """What stands in the address for `{name}`."""
        return str(self.request.path_params[name])

    def number(self, name: str) -> int:
        """What stands in the address for `{name}`, as a number. Raises NotDone where it is none."""
        found = self.part(name)
        if not (found.isascii() and found.isdigit() and len(found) <= 12):
            raise NotDone("no_such_page", status=404, to=self.first)
        return int(found)

    def query(self, name: str, *, most: int = 200) -> str:
        """The first value of this name behind the `?`, cut to so many characters."""
        given = parse_qsl(self.request.url.query, max_num_fields=_MOST_FIELDS)
        return next((value for field, value in given if field == name), "")[:most]
