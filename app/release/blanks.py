"""What a programme's own settings fill in texts."""

from __future__ import annotations

from app.config.settings import Settings

DEMO_NUMBER = "+12025550100"
"""Fictional: what the demo says its number is."""


def blanks_of(settings: Settings) -> dict[str, str]:
    """What the programme's own settings fill in texts."""
    own = settings.line_number or settings.twilio_from or ("" if settings.production else DEMO_NUMBER)
    return {
        "line_name": settings.line_name,
        "line_number": written_number(own),
        "peer_number": written_number(settings.peer_line_number),
    }


def written_number(number: str) -> str:
    """A North American number as people write it, 312-555-0100; any other as it is."""
    digits = number.removeprefix("+")
    if len(digits) == 11 and digits.startswith("1"):
        digits = digits[1:]
    return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}" if len(digits) == 10 and digits.isdigit() else number
