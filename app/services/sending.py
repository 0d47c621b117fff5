"""A process that sends, set up from the settings: worker and ticker each make one, the web process never does."""

from __future__ import annotations

from app.channels.sender import Sender, Sends
from app.clock import Clock, now
from app.opening import Opener
from app.privacy import Names

# Each of these says in OWNERS how to ask whether a message of its own is still wanted.
from app.services import (  # noqa: F401
    checkins,
    contacts,
    owners,
    safety_checks,
)
from app.services.outbox import Delivery
from app.settings import Settings
from app.store.database import open_database

STATEMENT_SECONDS = 5.0
"""Nobody waits on the phone for these: rather late than not written down."""


def make_delivery(settings: Settings, *, sender: Sends | None = None, clock: Clock = now, pulse: str = "") -> Delivery:
    """What sends for this process until it is closed."""
    return Delivery(
        database=open_database(settings.database, statement_seconds=STATEMENT_SECONDS),
        sender=sender or Sender(settings),
        opener=Opener(settings.sender_keys),
        names=Names(*settings.keys),
        clock=clock,
        rate=settings.twilio_rate,
        pulse=pulse,
    )
