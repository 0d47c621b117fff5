"""The real app with a provider it has never heard of: one folder and one setting, and no other file knows of it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Coroutine, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from app.base import clock
from app.line.sending import make_delivery
from app.outbox import messages
from app.outbox.messages import Owner, Send
from app.privacy.pseudonyms import Pseudonyms
from app.privacy.sealing import AssociatedData, make_seal
from app.store.database import open_database
from app.store.tables import OptOutRow, OutboxRow, ProviderCopy
from app.web.main import Porchlight, create_app
from tests.channels.dummy.provider import CARRIER, sign
from tests.conftest import TEST_TOKEN, MakeSettings
from tests.migrated import migrated
from tests.web.posting import post as twilio_post
from tests.web.posting import request, sms

ANNA = "+13125550123"
LINE = "https://line.test"


class House:
    """A web process and a sender, set up by settings alone."""

    def __init__(self, make_settings: MakeSettings, providers: str) -> None:
        CARRIER.clear()
        self.settings = make_settings(
            porchlight_home=Path(__file__).resolve().parents[3], porchlight_providers=providers, porchlight_demo=False
        )
        self.settings.porchlight_var.mkdir(parents=True, exist_ok=True)
        migrated(self.settings.database)
        self.app: Porchlight = create_app(self.settings)
        self.database = open_database(self.settings.database)
        self.names = Pseudonyms(*self.settings.keys)

    def run(self, work: Callable[[], Coroutine[Any, Any, Any]]) -> Any:
        async def inside() -> Any:
            try:
                return await work()
            finally:
                self.app.standing.line.conversations.close()
                await asyncio.sleep(0)

        return asyncio.run(inside())

    def dummy(self, path: str, query: str = "", **fields: Any) -> Any:
        """What the line answers to the dummy."""
        body = json.dumps(fields).encode()
        url = f"{LINE}/dummy/{path}" + (f"?{query}" if query else "")

        async def work() -> Any:
            from tests.web.posting import Answer

            answer: Answer = await dummy_request(self.app, f"/dummy/{path}", body, query, sign(url, body))
            return answer

        answer = self.run(work)
        return json.loads(answer.body) if answer.status == 200 else answer.status

    def twilio(self, words: str, sid: str) -> str:
        """What the line answers to the same phone's text by Twilio."""
        form = sms(words, sid=sid, sender=ANNA)
        return str(self.run(lambda: twilio_post(self.app, "/twilio/sms", form, base=LINE, token=TEST_TOKEN)).text)

    def rows(self, table: Any) -> list[Any]:
        with self.database.reading() as session:
            return list(session.exec(select(table)).all())

    def close(self) -> None:
        self.app.standing.close()
        self.database.close()


async def dummy_request(app: Any, path: str, body: bytes, query: str, signature: str) -> Any:
    """One JSON request through the app."""

    async def signed(scope: Any, receive: Any, send: Any) -> None:
        scope["headers"] = [(b"content-type", b"application/json"), (b"x-dummy", signature.encode())]
        await app(scope, receive, send)

    return await request(signed, path, body, signature=None, query=query)


@pytest.fixture
def open_house(make_settings: MakeSettings) -> Iterator[Callable[..., House]]:
    opened: list[House] = []

    def make(providers: str = "tests.channels.dummy") -> House:
        opened.append(House(make_settings, providers))
        return opened[-1]

    yield make
    for house in opened:
        house.close()


def text(house: House, words: str, number: int) -> str:
    answer = house.dummy("texts", id=f"dummy-{number}", words=words, **{"from": ANNA})
    return "\n".join(answer["texts"])


def test_a_text_is_answered_once_and_a_copy_of_it_with_the_same(open_house: Callable[..., House]) -> None:
    house = open_house()

    assert "1 Overdose" in text(house, "hi", 1)
    steps = text(house, "he is not breathing", 2)
    assert "911" in steps
    assert steps == text(house, "he is not breathing", 2)


def test_a_forged_text_and_one_without_a_sender_are_refused(open_house: Callable[..., House]) -> None:
    house = open_house()
    forged = house.run(lambda: dummy_request(house.app, "/dummy/texts", b"{}", "", "00"))

    assert 403 == forged.status
    assert 400 == house.dummy("texts", id="dummy-1", words="hi")
    assert 404 == house.run(lambda: twilio_post(house.app, "/twilio/sms", {}, base=LINE, token=TEST_TOKEN)).status


def test_a_call_goes_from_the_door_to_the_steps(open_house: Callable[..., House]) -> None:
    house = open_house()
    call = {"id": "dummy-call1", "from": ANNA, "to": "+12025550100"}
    door = house.dummy("calls", **call, what="start")
    path, _, query = next(step["listen"] for step in door if "listen" in step).partition("?")
    spoken = house.dummy(path.removeprefix("/dummy/"), query, **call, words="she is not breathing")

    assert any("verdose" in step.get("say", "") for step in door)
    assert any("9 1 1" in step.get("say", "") or "911" in step.get("say", "") for step in spoken)
    assert 204 == house.dummy("reports", **call, what="hung-up")


def put(house: House) -> str:
    seal = make_seal(public="", key=house.settings.key)
    send = Send(
        key="k",
        kind="reply",
        owner=Owner("once", "a", "1"),
        to=seal.number(ANNA, AssociatedData("check_in", "a", "number")),
        opt_out_key=house.names.optout_key(ANNA),
        body="Here is what you asked for.",
        due_at=clock.now(),
    )
    with house.database.writing() as session:
        messages.put(session, seal, send)
    [row] = house.rows(OutboxRow)
    return str(row.id)


def test_a_text_leaves_is_reported_and_is_deleted(
    open_house: Callable[..., House], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(messages.STILL_WANTED, "once", lambda *_: True)
    house = open_house()
    row = put(house)
    delivery = make_delivery(house.settings)
    delivery.deliver(seconds=5)
    [taken] = CARRIER.taken

    assert (ANNA, "Here is what you asked for.", row) == (taken.letter.to, taken.letter.body, taken.letter.id)
    assert 204 == house.dummy("reports", f"ours={row}", id=taken.sid, what="there")
    assert ["delivered"] == [one.outcome for one in house.rows(OutboxRow)]
    assert {taken.sid} == CARRIER.copies
    assert 1 == delivery.clean()
    assert set() == CARRIER.copies
    assert [] == house.rows(ProviderCopy)
    delivery.close()


def test_a_code_of_its_own_ends_what_it_must(open_house: Callable[..., House], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(messages.STILL_WANTED, "once", lambda *_: True)
    house = open_house()
    row = put(house)
    delivery = make_delivery(house.settings)
    delivery.deliver(seconds=5)
    house.dummy("reports", f"ours={row}", id=CARRIER.taken[0].sid, what="lost", why="7")
    delivery.close()

    assert ["opted_out"] == [one.outcome for one in house.rows(OutboxRow)]
    assert [house.names.optout_key(ANNA)] == [one.opt_out_key for one in house.rows(OptOutRow)]


def test_what_came_in_is_deleted_as_well(open_house: Callable[..., House]) -> None:
    house = open_house()
    CARRIER.copies.add("dummy-9")
    text(house, "narcan", 9)
    house.app.standing.write_copies()
    with house.database.writing() as session:
        for copy in session.exec(select(ProviderCopy)):
            copy.delete_after -= timedelta(minutes=1)
    delivery = make_delivery(house.settings)
    delivery.clean()
    delivery.close()

    assert set() == CARRIER.copies


@pytest.mark.parametrize("providers", ["tests.channels.dummy,twilio", "twilio, tests.channels.dummy"])
def test_a_phone_goes_on_where_it_was_by_either_provider(open_house: Callable[..., House], providers: str) -> None:
    house = open_house(providers)
    text(house, "hi", 1)

    assert "nose" in house.twilio("2", "SM" + "1" * 32)
    assert "1 Overdose" not in text(house, "1", 2)


def test_stop_by_one_provider_holds_for_both(open_house: Callable[..., House], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(messages.STILL_WANTED, "once", lambda *_: True)
    house = open_house("tests.channels.dummy,twilio")
    house.twilio("STOP", "SM" + "2" * 32)
    put(house)
    delivery = make_delivery(house.settings)
    delivery.deliver(seconds=5)
    delivery.close()

    assert [house.names.optout_key(ANNA)] == [one.opt_out_key for one in house.rows(OptOutRow)]
    assert [] == CARRIER.taken
