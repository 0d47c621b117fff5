"""A whole line with people's phones: real flows, webhooks, record, outbox and watch; only the provider and the clock are ours."""

from __future__ import annotations

import asyncio
import itertools
import re
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from app.channels.base import Letter
from app.channels.results import Outcome
from app.channels.twilio.provider import TwilioProvider
from app.channels.twilio.sender import call_document
from app.engine.compiled_release import CompiledRelease
from app.features.context import UseCaseContext
from app.features.registry import Records
from app.line.context import LineContext, OptOuts
from app.line.due_work import DueWork
from app.line.opt_ins import OptIns
from app.line.waiting_forgets import WaitingForgets
from app.outbox import opt_outs as optouts
from app.outbox.delivery import Delivery
from app.privacy.pseudonyms import Pseudonyms
from app.privacy.sealing import make_seal
from app.privacy.unsealing import Unsealer
from app.privacy.vault import WordVault
from app.release.compiled import compiled
from app.release.load import load
from app.release.phrases import PhraseBook
from app.simulator.answerers import Answerer, pick_up
from app.simulator.fake_provider import Exchange
from app.simulator.form import LineUnderTrial as SimulatedLine
from app.simulator.http_post import over_asgi
from app.simulator.phone_events import Moment
from app.simulator.provider import OutgoingCall, TakenMessage
from app.store.database import Database, open_database
from app.store.redis_pipeline import PipelinedRedis
from app.store.sessions import SessionStore
from app.understanding.understander import Understander
from app.web.webhooks import Webhooks
from tests.features.people import KIM, SAM
from tests.fixed_clock import FixedClock
from tests.learnt import LEARNT, take_learnt
from tests.web.posting import BASE, TOKEN, post, sms, voice

ROOT = Path(__file__).resolve().parents[2]
NOON = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
"""Monday noon in New York."""
KEY = bytes(range(7, 39))


@pytest.fixture(scope="session")
def understander(tmp_path_factory: pytest.TempPathFactory) -> Understander:
    """The real one, as the line has it: learnt once, and taken from what this checkout has learnt where that is the same."""
    cache = tmp_path_factory.mktemp("learnt")
    take_learnt(cache)
    book = PhraseBook(ROOT / "content", cache)
    book.settle()
    return book.understander


@pytest.fixture(scope="session")
def library(understander: Understander) -> CompiledRelease:
    loaded = load(
        ROOT, settings={"line_name": "Porchlight", "line_number": "+12025550100", "peer_number": ""}, cache=LEARNT
    )
    assert loaded.release is not None
    return compiled(loaded.release, understander=understander)


class Provider:
    """Takes every letter, unless told otherwise."""

    def __init__(self, clock: FixedClock) -> None:
        self.clock = clock
        self.letters: list[tuple[datetime, Letter]] = []
        self.answer: Callable[[Letter], Outcome | None] = lambda letter: None
        self._ids = itertools.count(1)

    def send(self, letter: Letter) -> Outcome:
        told = self.answer(letter)
        if told is not None and told.verdict != "unknown":
            return told
        self.letters.append((self.clock(), letter))
        return told or Outcome("sent", sid=f"{'CA' if letter.channel == 'voice' else 'SM'}{next(self._ids):032x}")

    def delete(self, sid: str) -> bool:
        return True


class Town:
    """The line and the phones around it."""

    _sids = itertools.count(1)
    """No two messages share an id, whichever process they come to."""

    def __init__(
        self, url: str, redis_url: str, library: CompiledRelease, *, keys: tuple[bytes, ...] = (KEY,), **settings: Any
    ) -> None:
        self.keys = keys
        self.redis_url = redis_url
        self.database: Database = open_database(url, statement_seconds=5)
        self.clock = FixedClock(NOON)
        names = Pseudonyms(*keys)
        self.context = UseCaseContext(
            database=self.database,
            seal=make_seal(public="", key=keys[0]),
            names=names,
            vault=WordVault(names),
            library=lambda: library,
            **{"safety_checks": True, "spread": lambda: 0, **settings},
        )
        self._disk = tempfile.TemporaryDirectory()
        self.opt_ins = OptIns(
            lambda: self.context,
            checkins=self.context.checkins,
            safety_checks=self.context.safety_checks,
            forgets=WaitingForgets(Path(self._disk.name) / "forgets"),
        )
        self.opt_ins.seconds = 5.0  # a busy machine is not what is tested
        self.line = LineContext(
            library=lambda: library,
            conversations=SessionStore(PipelinedRedis(redis_url)),
            names=names,
            opt_outs=OptOuts(self._opt_out),
            clock=self.clock,
            line_number="+12025550100",
            opt_ins=self.opt_ins,
        )
        self.app = Webhooks(_nowhere, self.line, base=BASE, providers=[TwilioProvider(secrets=[TOKEN])])
        self.provider = Provider(self.clock)
        self.watch = DueWork(self._with_opener())
        Records().know_outbox_owners()
        self.delivery = Delivery(
            database=self.database,
            sender=self.provider,
            opener=Unsealer(keys),
            names=names,
            clock=self.clock,
            rate=1000.0,
            chance=lambda: 0.0,
        )
        self.watching = True

    def _with_opener(self) -> UseCaseContext:
        return UseCaseContext(
            **{name: getattr(self.context, name) for name in UseCaseContext.__struct_fields__}
            | {"opener": Unsealer(self.keys)}
        )

    def _opt_out(self, key: Any, at: datetime, *, out: bool) -> None:
        if out:
            self.opt_ins.stop(key, at)
        else:
            optouts.opt_in(self.database, key)

    def text(self, sender: str, body: str, **more: str) -> str:
        """What the line answers to this text."""

        async def inside() -> str:
            try:
                form = sms(body, sid=f"SM{next(self._sids):032x}", sender=sender, **more)
                return (await post(self.app, "/twilio/sms", form)).text
            finally:
                self.line.conversations.close()
                await asyncio.sleep(0)

        self.opt_ins.refresh(self.clock())
        return "\n".join(
            unescape(found) for found in re.findall(r"<Message>(.*?)</Message>", asyncio.run(inside()), re.DOTALL)
        )

    def press(self, letter: Letter, keys: str) -> str:
        """What the line says once these keys were pressed on its call."""
        path, _, query = letter.answer_path.partition("?")

        async def inside() -> str:
            return (
                await post(self.app, f"/twilio/{path}", voice(sender="+12025550100", Digits=keys), query=query)
            ).text

        return asyncio.run(inside())

    def ring(self, letter: Letter, who: Answerer | None = None, *then: str, language: str = "en") -> list[Moment]:
        """Everything on this call: who picks up first, then a person's keys and words, an empty one being silence."""

        async def inside() -> list[Moment]:
            fields = {"Twiml": call_document(letter, base=BASE)}
            taken = TakenMessage(sid=f"CA{next(self._sids):032x}", to=letter.to, sender="+12025550100", body="", voice=True, at=self.clock(), callback=f"{BASE}/twilio/status?o={letter.id}", fields=fields)  # fmt: skip
            try:
                call = OutgoingCall(
                    Exchange(SimulatedLine(BASE, TOKEN), over_asgi(self.app, BASE), clock=self.clock), taken
                )
                heard = await (pick_up(call, who, language=language) if who else call.answer())
                for said in then:
                    while call.state == "playing":
                        heard += await call.go_on()
                    if not said:
                        heard += await call.stay_silent()
                    else:
                        heard += await (call.press(said) if said.isdigit() else call.speak(said))
                return heard
            finally:
                self.line.conversations.close()
                await asyncio.sleep(0)

        return asyncio.run(inside())

    def call(self, sender: str, *keys: str) -> str:
        """What the line says last on a call with these keys."""
        sid = f"CA{next(self._sids):032x}"

        async def inside() -> str:
            try:
                said = (await post(self.app, "/twilio/voice", voice(sid=sid, sender=sender))).text
                for number, key in enumerate(keys, 1):
                    form = voice(
                        sid=sid, sender=sender, **({"Digits": key} if key.isdigit() else {"SpeechResult": key})
                    )
                    said = (await post(self.app, "/twilio/voice/step", form, query=f"n={number}")).text
                return said
            finally:
                self.line.conversations.close()
                await asyncio.sleep(0)

        return asyncio.run(inside())

    def tick(self) -> None:
        if self.watching:
            self.watch(self.clock())
            due = self.delivery.sweep(self.clock())
            if due.urgent or due.others:
                self.delivery.deliver()

    def later(self, *, every: int = 10, **time: float) -> list[Letter]:
        """What arrived on any phone while this much time passed, a tick every so many seconds."""
        before = len(self.provider.letters)
        end = self.clock.at + timedelta(**time)
        while self.clock.at < end:
            self.clock.at = min(end, self.clock.at + timedelta(seconds=every))
            self.tick()
        return [letter for _, letter in self.provider.letters[before:]]

    def arrived(self, number: str) -> list[str]:
        """`sms` or `voice` and the words of everything that came to this phone."""
        return [f"{letter.channel}: {letter.body}" for _, letter in self.provider.letters if letter.to == number]

    def rows(self, table: type) -> list[Any]:
        with self.database.reading() as session:
            return list(session.exec(select(table)).all())

    def close(self) -> None:
        self.delivery.close()
        self.database.close()
        self._disk.cleanup()

    # -- usual beginnings --------------------------------------------------------------------------------------------

    def agree(self, *, owner: str = SAM, contact: str = KIM, name: str = "Sam") -> None:
        """The contact was asked and said yes; the watch is awake."""
        self.tick()
        self.text(owner, "check")
        self.text(owner, f"{contact[2:5]} {contact[5:8]} {contact[8:]} {name}")
        self.tick()
        self.text(contact, "1")
        self.tick()

    def arm(self, *, owner: str = SAM, keys: tuple[str, ...] = ("1",)) -> str:
        """A check of ten minutes runs."""
        self.tick()
        self.text(owner, "check")
        return [self.text(owner, key) for key in keys][-1]


async def _nowhere(scope: Any, receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 404, "headers": []})
    await send({"type": "http.response.body", "body": b""})


@pytest.fixture
def town(sqlite_url: str, redis_url: str, library: CompiledRelease) -> Iterator[Town]:
    opened = Town(sqlite_url, redis_url, library)
    yield opened
    opened.close()


@pytest.fixture
def make_town(database_url: str, redis_url: str, library: CompiledRelease) -> Iterator[Callable[..., Town]]:
    """On both kinds of database, with settings of one's own."""
    opened: list[Town] = []

    def make(**settings: Any) -> Town:
        opened.append(Town(database_url, redis_url, library, **settings))
        return opened[-1]

    yield make
    for one in opened:
        one.close()
