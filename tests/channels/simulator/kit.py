"""The simulator's provider: Twilio's exchanges, with pretend phones at the other end of what is sent."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from app.simulator.fake_provider import Exchange
from app.simulator.form import LineUnderTrial
from app.simulator.http_post import Headers, HttpAnswer
from app.simulator.pretend_provider import pretend_provider
from app.simulator.provider import Plan, PretendProvider
from app.simulator.provider_app import ProviderApp
from tests.channels.kits import Kit
from tests.channels.twilio.kit import exchanges
from tests.conftest import TEST_TOKEN, MakeSettings


@contextmanager
def open_kit(make_settings: MakeSettings) -> Iterator[Kit]:
    """The simulator's provider, that has carried nothing yet; its phones live in a loop of their own."""
    settings = make_settings(twilio_from="+12025550100", twilio_api_base="http://localhost/demo/provider")
    line = LineUnderTrial(public_url="https://line.test", token=TEST_TOKEN, account_sid=settings.twilio_account_sid)
    phones = PretendProvider(Exchange(line, _nobody), default=Plan(statuses=()))
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    provider = pretend_provider(settings, ProviderApp(phones), loop)
    yield Kit(
        provider=provider,
        sent=lambda: [(one.to, one.body or one.fields.get("Twiml", "")) for one in phones.taken],
        refuse=lambda code: phones.next.append(Plan(status=400, code=code)),
        kept=lambda: len(phones.copies()),
        **exchanges(),
    )
    provider.close()
    loop.call_soon_threadsafe(loop.stop)
    thread.join(timeout=5)
    loop.close()


async def _nobody(path: str, params: object, headers: Headers) -> HttpAnswer:
    return HttpAnswer(204)
