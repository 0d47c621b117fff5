"""What stands before every page: a session, requests of our own pages only, and headers that let nothing else in."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

COOKIE = "porchlight-staff"
"""Not `__Host-`: the console listens on this machine without TLS, where a browser keeps no cookie of that name."""
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'"
    ),
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",  # without any, browsers say "null" where a form comes from
    "X-Content-Type-Options": "nosniff",
}
_LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})


def from_our_own_page(request: Request) -> bool:
    """Whether a form was sent by one of our pages: its browser says so, by both headers where it sends both."""
    site, origin = request.headers.get("sec-fetch-site", ""), request.headers.get("origin", "")
    if not site and not origin:
        return False
    own = f"{request.url.scheme}://{request.headers.get('host', '')}"
    return site in {"", "same-origin"} and origin in {"", own}


def for_this_machine(request: Request) -> bool:
    """Whether the address asked for is this machine's, so that no name of somebody else's leads here."""
    try:
        return (urlsplit(f"//{request.headers.get('host', '')}").hostname or "") in _LOCAL
    except ValueError:
        return False


def hold(response: Response, session: str) -> None:
    """The browser keeps the session, for our own pages alone and out of any script's reach."""
    response.set_cookie(COOKIE, session, httponly=True, samesite="strict", path="/staff")
