"""The line under trial, from this programme's settings."""

from __future__ import annotations

from urllib.parse import urlsplit

from app.config.settings import Settings, local_name
from app.simulator.form import LineUnderTrial

PRETEND_NUMBER = "+12025550100"
"""What stands as the line's number where none is set; fictional."""


def line_of(settings: Settings, *, url: str = "") -> LineUnderTrial:
    """The line these settings describe, as the provider would know it.

    `url` is where a running line is reached; without PUBLIC_URL that is also the address it signs for.
    """
    return LineUnderTrial(
        public_url=settings.public_url or _base(url) or settings.webhook_base,
        token=settings.auth_tokens[0],
        number=settings.line_number or settings.twilio_from or PRETEND_NUMBER,
        account_sid=settings.twilio_account_sid,
        messaging_service_sid=settings.twilio_messaging_service_sid,
    )


def _base(url: str) -> str:
    """Scheme, host and port, this machine named as a line without PUBLIC_URL names itself."""
    parts = urlsplit(url)
    if not parts.hostname:
        return ""
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{local_name(parts.hostname)}{port}"
