"""The simulator as a provider of the line: Twilio's webhooks, markup and codes, and nobody but pretend phones behind them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from app.channels.base import Can
from app.channels.twilio.provider import TwilioProvider
from app.config.settings import Settings
from app.simulator.http_post import App

if TYPE_CHECKING:
    from app.channels.twilio.sender import Sender


def pretend_provider(settings: Settings, app: App, loop: asyncio.AbstractEventLoop) -> TwilioProvider:
    """A provider that hands what is sent to the pretend one inside `app`, which runs in this loop: no socket is opened."""

    def make_sender() -> Sender:
        from app.channels.twilio.sender import Sender
        from app.channels.twilio.transport import Transport
        from app.simulator.in_process import InProcess

        return Sender(settings, transport=Transport(settings.provider_base, wire=InProcess(app, loop)))

    can = Can(rate=settings.twilio_rate)
    return TwilioProvider(secrets=settings.auth_tokens, can=can, make_sender=make_sender)
