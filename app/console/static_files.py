"""Scripts, styles and pictures that come with the console: of an area's `static` folder, under a name that changes with them."""

from __future__ import annotations

import hashlib
import mimetypes
from functools import cache

from starlette.requests import Request
from starlette.responses import Response

from app.console import guard
from app.console.console_words import HERE

_YEAR = {"Cache-Control": "public, max-age=31536000, immutable"}


@cache
def _files() -> dict[str, tuple[bytes, str, str]]:
    """`area/name` -> (bytes, kind, mark); all that can be asked for."""
    found = {}
    for file in sorted(HERE.glob("*/static/*")):
        data = file.read_bytes()
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        found[f"{file.parts[-3]}/{file.name}"] = (data, kind, hashlib.sha256(data).hexdigest()[:12])
    return found


def address_of(name: str) -> str:
    """Where a page finds `area/name`. Raises KeyError where there is no such file."""
    return f"/staff/static/{name}?v={_files()[name][2]}"


def served(request: Request) -> Response:
    """One of these files."""
    found = _files().get(f"{request.path_params['area']}/{request.path_params['name']}")
    if found is None:
        return Response(status_code=404, headers=guard.headers())
    kept = _YEAR if request.url.query == f"v={found[2]}" else {}
    return Response(found[0], media_type=found[1], headers=guard.headers() | kept)
