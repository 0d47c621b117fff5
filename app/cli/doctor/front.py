"""A request to ourselves through the public address: TLS, the proxy and the signature, as the provider meets them."""

from __future__ import annotations

import socket
import ssl
import time
from urllib.parse import urlsplit

import httpx

from app.channels.twilio.signature import sign
from app.cli.doctor.facts import Front
from app.config.settings import Settings

SECONDS = 8.0
_FORM = {"MessageSid": "SMdoctor", "MessageStatus": "unknown"}
"""A report of nothing: it changes nothing."""


def look_at_the_front(settings: Settings, *, transport: httpx.BaseTransport | None = None) -> Front:
    """What a signed request and an unsigned one met with; nothing is asked where there is no PUBLIC_URL."""
    url = settings.public_url
    if not url:
        return Front()
    address = f"{url}/twilio/status"
    signature = sign(address, list(_FORM.items()), (*settings.auth_tokens, "")[0])
    try:
        with httpx.Client(timeout=SECONDS, transport=transport) as client:
            signed = client.post(address, data=_FORM, headers={"X-Twilio-Signature": signature})
            unsigned = client.post(address, data=_FORM)
            health = client.get(f"{url}/health/ready")
    except httpx.HTTPError as error:
        return Front(url=url, trouble=_trouble(error))
    if signed.is_redirect:
        return Front(url=url, trouble="redirect")
    days = _certificate_days(url) if url.startswith("https://") and transport is None else None
    shown = health.status_code == 200 and "parts" in health.text
    return Front(
        url=url, signed=signed.status_code, unsigned=unsigned.status_code, certificate_days=days, health_open=shown
    )


def _trouble(error: httpx.HTTPError) -> str:
    words = str(error).casefold()
    if isinstance(error, httpx.TimeoutException):
        return "timeout"
    if "expired" in words:
        return "expired"
    if "certificate" in words or "ssl" in words:
        return "tls"
    unknown = ("name or service", "nodename", "getaddrinfo", "no address", "name resolution")
    return "dns" if any(one in words for one in unknown) else "refused"


def _certificate_days(url: str) -> float | None:
    parts = urlsplit(url)
    try:
        with (
            socket.create_connection((parts.hostname or "", parts.port or 443), timeout=SECONDS) as plain,
            ssl.create_default_context().wrap_socket(plain, server_hostname=parts.hostname) as secure,
        ):
            until = ssl.cert_time_to_seconds(str((secure.getpeercert() or {})["notAfter"]))
    except (OSError, KeyError, ValueError):
        return None
    return (until - time.time()) / 86400
