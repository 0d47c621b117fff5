"""A process that sends, set up from the settings: worker and ticker each make one, the web process never does."""

from __future__ import annotations

import app.line.outbox_owners  # noqa: F401 - a process that sends must know all of them
from app.base.clock import Clock, now
from app.channels.base import Sends
from app.channels.registry import open_providers
from app.channels.senders import Senders
from app.config.settings import Settings

# Each of these says in STILL_WANTED how to ask whether a message of its own is still wanted.
from app.outbox.delivery import Delivery
from app.privacy.pseudonyms import Pseudonyms
from app.privacy.unsealing import Unsealer
from app.store.database import open_database

STATEMENT_SECONDS = 5.0
"""Nobody waits on the phone for these: rather late than not written down."""


def make_delivery(settings: Settings, *, sender: Sends | None = None, clock: Clock = now, pulse: str = "") -> Delivery:
    """What sends for this process until it is closed."""
    providers = Senders(open_providers(settings))
    return Delivery(
        database=open_database(settings.database, statement_seconds=STATEMENT_SECONDS),
        sender=sender or providers,
        opener=Unsealer(settings.sender_keys),
        names=Pseudonyms(*settings.keys),
        clock=clock,
        rate=providers.rate,
        pulse=pulse,
    )
