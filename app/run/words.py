"""What the terminal says about a run: where the line is, what its providers must call, and what is missing."""

from __future__ import annotations

from app.channels.registry import open_providers
from app.config.settings import Settings, local_name

_WANTED = (
    ("PORCHLIGHT_ENV", "set to `production`, so that nothing is made up"),
    ("PORCHLIGHT_KEY", "32 random bytes in base64"),
    ("TWILIO_ACCOUNT_SID", "from the Twilio console"),
    ("TWILIO_AUTH_TOKEN", "from the Twilio console"),
    ("PUBLIC_URL", "the https address Twilio calls"),
    ("LINE_NUMBER", "the line's own number"),
    ("PEER_LINE_NUMBER", "people who answer calls"),
    ("TWILIO_MESSAGING_SERVICE_SID", "or TWILIO_FROM: who texts that were asked for come from"),
)


def address(settings: Settings) -> str:
    """Where a browser on this machine finds the line."""
    return f"http://{local_name(settings.host)}:{settings.port}"


def missing(settings: Settings) -> list[tuple[str, str]]:
    """What a line with a real number still needs: variable and what it is."""
    return [(name, about) for name, about in _WANTED if not _is_set(settings, name)]


def banner(settings: Settings) -> str:
    """The lines shown once the line answers."""
    mode = "production" if settings.production else "demo mode: no real number leads here"
    lines = ["", f"{settings.line_name} is answering ({mode})."]
    if settings.demo:
        lines += ["", f"  Try it without a phone   {address(settings)}/demo"]
    for provider in open_providers(settings):
        lines += ["", f"  Webhooks to set in {provider.to_set.where}"]
        lines += [f"    {about:<20} {settings.webhook_base}{path}" for about, path in provider.to_set.webhooks]
        provider.close()
    if settings.generated:
        kept = settings.porchlight_var / "demo-secrets.json"
        lines += ["", f"  Made up for the demo, kept in {kept}:", f"    {', '.join(settings.generated)}"]
    wanted = missing(settings)
    if wanted:
        lines += ["", "  Missing for a real number (see .env.example)"]
        lines += [f"    {name:<29}{about}" for name, about in wanted]
    return "\n".join([*lines, "", "  Ctrl-C stops everything.", ""])


def _is_set(settings: Settings, name: str) -> bool:
    if name == "PORCHLIGHT_ENV":
        return settings.production
    if name == "TWILIO_MESSAGING_SERVICE_SID":
        return bool(settings.twilio_messaging_service_sid or settings.twilio_from)
    return name not in settings.generated and bool(getattr(settings, name.lower()))
