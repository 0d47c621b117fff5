"""A process that sends, set up from the settings: worker and ticker each make one, the web process never does."""

from __future__ import annotations

from app.base import watchdog
from app.base.clock import Clock, now
from app.channels.base import Sends
from app.channels.registry import open_providers
from app.channels.senders import Senders
from app.config.settings import Settings
from app.features.registry import Records
from app.line.letter_languages import LetterLanguages
from app.outbox.delivery import Delivery
from app.privacy.pseudonyms import Pseudonyms
from app.privacy.unsealing import Unsealer
from app.store.database import open_database

STATEMENT_SECONDS = 5.0
"""Nobody waits on the phone for these: rather late than not written down."""


def make_delivery(settings: Settings, *, sender: Sends | None = None, clock: Clock = now, pulse: str = "") -> Delivery:
    """What sends for this process until it is closed."""
    Records().know_outbox_owners()
    providers = Senders(open_providers(settings))
    return Delivery(
        database=open_database(settings.database, statement_seconds=STATEMENT_SECONDS),
        sender=sender or providers,
        opener=Unsealer(settings.sender_keys),
        names=Pseudonyms(*settings.keys),
        clock=clock,
        rate=providers.rate,
        pulse=pulse,
        moves=watchdog.beat_thread,
        languages=LetterLanguages(settings.content),
    )


def prepare_providers(settings: Settings) -> None:
    """What sending by these providers takes is loaded, before a process forks for each job."""
    for provider in open_providers(settings):
        provider.prepare()
