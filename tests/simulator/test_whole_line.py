"""The pretend phone in front of the real line: its webhooks, its flows, its words."""

from __future__ import annotations

import asyncio
import itertools
import re
import shutil
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any, cast

import httpx
import pytest

from app.cli.in_process_line import own_line
from app.config.settings import Settings
from app.simulator.fake_provider import Exchange
from app.simulator.http_post import over_asgi
from app.simulator.line_config import line_of
from app.simulator.phone import PretendPhone
from app.simulator.phone_events import Ask, Bubble, End, Heard, Moment, Note, Quiet, Ring
from app.web.main import create_app

Work = Callable[[PretendPhone], Coroutine[Any, Any, None]]


class House:
    """The whole web app on a real Valkey and SQLite, and one event loop for it."""

    def __init__(self, settings: Settings, runner: asyncio.Runner) -> None:
        self.app = create_app(settings)
        self.run = runner.run
        self._exchange = Exchange(line_of(settings), over_asgi(self.app, settings.webhook_base))
        self._numbers = itertools.count(101)

    def hold(self, work: Work) -> None:
        """Does this work with a phone that was never used before."""
        self.run(work(PretendPhone(self._exchange, number=f"+1202555{next(self._numbers):04d}")))

    async def close(self) -> None:
        """Nothing stays open."""
        self.app.standing.close()
        await asyncio.sleep(0)


@pytest.fixture(scope="module")
def house(own_settings: Settings) -> Iterator[House]:
    """One line for all tests here: it takes seconds to learn its phrases."""
    with asyncio.Runner() as runner:
        house = House(own_settings, runner)
        yield house
        runner.run(house.close())


def _answer(moments: list[Moment]) -> Bubble:
    """The one text that came back; the provider found nothing wrong with it."""
    assert [] == [moment for moment in moments if isinstance(moment, Note)]
    (answer,) = [moment for moment in moments if isinstance(moment, Bubble) and not moment.mine]
    return answer


def _heard(moments: list[Moment]) -> str:
    assert [] == [moment for moment in moments if isinstance(moment, Note)]
    return " ".join(moment.text for moment in moments if isinstance(moment, Heard))


@pytest.mark.parametrize(
    ("text", "language", "says"),
    [
        ("od", "en", "911"),
        ("narcan", "en", "naloxone"),
        ("my friend wont wake up", "en", "911"),
        ("español", "es", "english"),
        ("tips", "en", "1"),
        ("sobredosis", "es", "911"),
        ("mi amigo no despierta", "es", "911"),
    ],
)
def test_a_quick_pick_gets_a_short_answer_in_its_language(house: House, text: str, language: str, says: str) -> None:
    async def work(phone: PretendPhone) -> None:
        answer = _answer(await phone.text(text))

        assert says in answer.text.lower()
        assert language == answer.language
        assert (3, "GSM-7") >= (answer.segments, answer.encoding)

    house.hold(work)


def test_the_conversation_goes_on_from_where_it_was(house: House) -> None:
    async def work(phone: PretendPhone) -> None:
        menu = _answer(await phone.text("narcan"))
        first = _answer(await phone.text("1"))
        back = _answer(await phone.text("back"))

        assert menu.text != first.text
        assert menu.text in back.text

    house.hold(work)


def test_an_emergency_on_a_call_takes_one_key_within_eight_words(house: House) -> None:
    async def work(phone: PretendPhone) -> None:
        words = re.findall(r"\w+", _heard(await phone.start_call()))[:8]
        assert phone.call is not None

        assert "1" in words
        assert "9 1 1" in _heard(await phone.call.press("1"))

    house.hold(work)


def test_a_call_with_keys_only_reaches_steps_repeats_and_goes_back(house: House) -> None:
    async def work(phone: PretendPhone) -> None:
        await phone.start_call()
        assert phone.call is not None
        steps = _heard(await phone.call.press("9"))
        again = _heard(await phone.call.press("*"))
        await phone.call.press("1")
        back = _heard(await phone.call.press("#"))

        assert "9 1 1" in steps
        assert steps.startswith(again)  # but for the key for a text, which is told once
        assert again in back

    house.hold(work)


def test_a_call_in_silence_is_told_how_to_come_back_before_it_ends(house: House) -> None:
    async def work(phone: PretendPhone) -> None:
        moments = await phone.start_call()
        assert phone.call is not None
        heard = []
        for _ in range(12):
            if phone.call.state != "listening":
                break
            moments = await phone.call.stay_silent()
            heard.append(_heard(moments))

        assert all(heard)
        assert "over" == phone.call.state
        assert End("hangup") in moments or End("script") in moments

    house.hold(work)


def test_a_call_can_be_put_through_without_the_callers_number(house: House) -> None:
    async def work(phone: PretendPhone) -> None:
        await phone.start_call()
        assert phone.call is not None
        moments = await phone.call.press("0")
        while phone.call.state == "listening" and not any(isinstance(moment, Ring) for moment in moments):
            moments = await phone.call.press("1")

        (ring,) = [moment for moment in moments if isinstance(moment, Ring)]
        assert "+12025550111" == ring.number
        assert phone.number != ring.caller_id

    house.hold(work)


def test_rescue_breaths_are_paced_five_seconds_apart_until_a_key(house: House) -> None:
    async def work(phone: PretendPhone) -> None:
        await phone.start_call()
        assert phone.call is not None
        moments = await phone.call.press("1")
        paces: list[float] = []
        for _ in range(5):
            (ask,) = [moment for moment in moments if isinstance(moment, Ask)]
            # One word takes a second to say; with four seconds of pause that is a breath every five.
            paces = [moment.seconds for moment in ask.prompt if isinstance(moment, Quiet) and moment.seconds == 4]
            if paces:
                break
            moments = await phone.call.press("1")

        assert len(paces) >= 12
        assert ask.barge_in

    house.hold(work)


def test_the_page_of_the_real_line_is_there_and_texts_it(house: House) -> None:
    async def work() -> None:
        transport = httpx.ASGITransport(app=cast("Any", house.app), raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="https://line.test") as client:
            page = await client.get("/demo")
            phone = (await client.post("/demo/api/phones", json={})).json()
            answer = (await client.post(f"/demo/api/phones/{phone['id']}/texts", json={"body": "od"})).json()

            assert 200 == page.status_code
            assert "911" in answer["moments"][-1]["text"]
            assert [] == [moment for moment in answer["moments"] if moment["type"] == "note"]

    house.run(work())


def test_the_terminals_own_line_needs_no_server_and_takes_up_edits(tmp_path: Path, settings: Settings) -> None:
    for name in ("flows", "content"):
        shutil.copytree(settings.porchlight_home / name, tmp_path / name)

    async def work(phone: PretendPhone) -> None:
        before = _answer(await phone.text("narcan")).text
        beginning = " ".join(before.split()[:3])
        for file in (tmp_path / "content" / "en").glob("*.yaml"):
            file.write_text(file.read_text(encoding="utf-8").replace(beginning, f"Hi! {beginning}"), encoding="utf-8")
        after = _answer(await phone.text("narcan")).text

        assert f"Hi! {before}" == after

    folder = tmp_path / "own"
    folder.mkdir()
    described = settings.model_copy(update={"porchlight_home": tmp_path})
    with asyncio.Runner() as runner, own_line(described, folder=folder, runner=runner) as line:
        runner.run(work(PretendPhone(Exchange(line.line, line.post), number="+12025550142")))
