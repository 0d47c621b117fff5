"""What stands before every page: requests of our own pages only, for our own name only, and headers that let nothing else in."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from urllib.parse import urlsplit

import msgspec
from starlette.requests import Request
from starlette.responses import Response

_LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})
_FIXED = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",  # without any, browsers say "null" where a form comes from
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
LANGUAGE_COOKIE = "porchlight-staff-language"


class OwnAddress(msgspec.Struct, frozen=True):
    """Under which names the console is reached: this machine's, and one public address behind TLS where it has one."""

    public: str = ""
    """`https://staff.example.org`, or empty."""

    @property
    def cookie(self) -> str:
        """What the cookie is called; not `__Host-` on this machine, where without TLS a browser keeps none of that name."""
        return "__Host-porchlight-staff" if self.public else "porchlight-staff"

    def answers_to(self, request: Request) -> bool:
        """Whether the name asked for is ours, so that no name of somebody else's leads here."""
        return self._origin(request) is not None

    def sent_by_us(self, request: Request) -> bool:
        """Whether a form was sent by one of our pages: its browser says so, by both headers where it sends both."""
        site, origin = request.headers.get("sec-fetch-site", ""), request.headers.get("origin", "")
        own = self._origin(request)
        return bool(own and (site or origin)) and site in {"", "same-origin"} and origin in {"", own}

    def _origin(self, request: Request) -> str | None:
        asked = request.headers.get("host", "")
        try:
            name = urlsplit(f"//{asked}").hostname or ""
        except ValueError:
            return None
        if self.public:
            return self.public if asked == urlsplit(self.public).netloc else None
        return f"http://{asked}" if name in _LOCAL else None

    def hold(self, response: Response, session: str) -> None:
        """The browser keeps the session, for our own pages alone and out of any script's reach."""
        response.set_cookie(self.cookie, session, httponly=True, samesite="strict", secure=bool(self.public), path="/")

    def held(self, request: Request) -> str:
        """The session a browser brought along; empty where it brought none."""
        return request.cookies.get(self.cookie, "")


def token_of(session: str) -> str:
    """What a form of this session carries: nobody makes it without the session itself, and it does not give it away."""
    return hmac.new(session.encode("utf-8", "surrogatepass"), b"porchlight form", hashlib.sha256).hexdigest()


def token_fits(session: str, given: str) -> bool:
    """Whether a form was made for this session."""
    return bool(session) and hmac.compare_digest(token_of(session).encode(), given.encode("utf-8", "surrogatepass"))


def new_nonce() -> str:
    """One page's own word for its style elements."""
    return secrets.token_urlsafe(16)


def headers(nonce: str = "") -> dict[str, str]:
    """What every answer says to the browser that shows it."""
    style = f"'self' 'nonce-{nonce}'" if nonce else "'self'"
    policy = (
        f"default-src 'none'; script-src 'self'; style-src {style}; img-src 'self'; connect-src 'self'; "
        "media-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'; trusted-types porchlight"
    )
    return {"Content-Security-Policy": policy, **_FIXED}
