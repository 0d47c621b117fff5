"""From where somebody signs in, for limits and for the list of their sign-ins."""

from __future__ import annotations

from starlette.requests import Request

_BROWSERS = (("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)  # fmt: skip


def address_of(request: Request, *, behind: bool) -> str:
    """The address a request comes from; behind what ends TLS, the last that it wrote down, which nobody else can write."""
    told = request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip() if behind else ""
    return told[:60] or (request.client.host if request.client else "")


def browser_of(request: Request) -> str:
    """The kind of browser, as its owner knows it: `Firefox, Android`."""
    told = request.headers.get("user-agent", "")[:400]
    found = [next((name for sign, name in kinds if sign in told), "") for kinds in (_BROWSERS, _SYSTEMS)]
    return ", ".join(filter(None, found))
