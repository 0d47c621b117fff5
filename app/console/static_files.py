"""Scripts, styles and pictures that come with the console: of an area's `static` folder, under a name that changes with them."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from functools import cache

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from app.console import guard
from app.console.console_words import HERE

_YEAR = {"Cache-Control": "public, max-age=31536000, immutable"}


class StaticFile(msgspec.Struct, frozen=True):
    """One file as it is sent."""

    data: bytes
    packed: bytes
    kind: str
    mark: str


@cache
def _files() -> dict[str, StaticFile]:
    """By `area/name`, all that can be asked for. Pages are never packed: they hold tokens, which lengths would tell of."""
    found = {}
    for file in sorted(HERE.glob("*/static/*")):
        data = file.read_bytes()
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        mark = hashlib.sha256(data).hexdigest()[:12]
        found[f"{file.parts[-3]}/{file.name}"] = StaticFile(data, gzip.compress(data, mtime=0), kind, mark)
    return found


def address_of(name: str) -> str:
    """Where a page finds `area/name`. Raises KeyError where there is no such file."""
    return f"/staff/static/{name}?v={_files()[name].mark}"


def served(request: Request) -> Response:
    """One of these files."""
    found = _files().get(f"{request.path_params['area']}/{request.path_params['name']}")
    if found is None:
        return Response(status_code=404, headers=guard.headers())
    told = guard.headers() | (_YEAR if request.url.query == f"v={found.mark}" else {}) | {"Vary": "Accept-Encoding"}
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(found.data, media_type=found.kind, headers=told)
    return Response(found.packed, media_type=found.kind, headers=told | {"Content-Encoding": "gzip"})
