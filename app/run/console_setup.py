"""What a launcher says and hands on about the staff console, before it becomes small."""

from __future__ import annotations

import hashlib
import os
import secrets
import time

from app.config.settings import Settings
from app.run.console_child import ConsoleDoor, listen

_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "VIRTUAL_ENV", "CONSOLE_PORT", "CONSOLE_HOST", "CONSOLE_URL", "PORCHLIGHT_STAFF_NAME")  # fmt: skip


def opened(settings: Settings) -> tuple[ConsoleDoor | None, str]:
    """The console's door, and what the terminal says about it."""
    if not may_run(settings):
        return None, "Staff console not started: give it a role of the database (docs/console.md)"
    port = os.environ.get("CONSOLE_PORT") or "8010"
    listening = listen(os.environ.get("CONSOLE_HOST") or "127.0.0.1", int(port) if port.isdigit() else 0)
    if listening is None:
        return None, f"Staff console not started: port {port} is taken. CONSOLE_PORT chooses another."
    address = f"{(os.environ.get('CONSOLE_URL') or f'http://localhost:{port}').rstrip('/')}/staff"
    if not wants_link(settings):
        return ConsoleDoor(listening, environment_of(settings)), f"Staff console   {address}"
    secret = secrets.token_urlsafe(32)
    link = f"{hashlib.sha256(secret.encode()).hexdigest()}:{int(time.time())}"
    said = f"Staff console, open once within 30 minutes:\n  {address}/enter/{secret}"
    return ConsoleDoor(listening, environment_of(settings), link), said


def may_run(settings: Settings) -> bool:
    """Whether the console can be started without being handed what reads callers' rows."""
    own = settings.releases_database_url.get_secret_value()
    return bool(own) or not settings.production or settings.database.startswith("sqlite")


def wants_link(settings: Settings) -> bool:
    """Whether a link is printed: in a demo, and until a keeper can sign in."""
    if not settings.production:
        return True
    from app.store.database import open_database
    from app.store.staff.accounts import keepers

    database = open_database(settings.releases_database)
    try:
        with database.reading() as session:
            return not keepers(session)
    except Exception:  # each driver raises its own: without an answer no link is given away
        return False
    finally:
        database.close()


def environment_of(settings: Settings) -> dict[str, str]:
    """All that the console is told: no key, no token, no address of Redis."""
    told = {name: os.environ[name] for name in _KEPT if os.environ.get(name)}
    return told | {
        "PORCHLIGHT_HOME": str(settings.porchlight_home),
        "PORCHLIGHT_VAR": str(settings.porchlight_var),
        "PORCHLIGHT_ENV": settings.porchlight_env,
        "PORCHLIGHT_RELEASES": settings.porchlight_releases,
        "RELEASES_DATABASE_URL": settings.releases_database,
        "LINE_NAME": settings.line_name,
        "LINE_NUMBER": settings.line_number,
        "PEER_LINE_NUMBER": settings.peer_line_number,
        "TWILIO_FROM": settings.twilio_from,
        "CONSOLE_TOLD": "1",
    }
