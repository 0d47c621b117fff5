"""A flood on a real line: held back, while whoever cries, stops or is abroad in danger is answered."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from app.line.limits import BURST, CALL_BURST, KEYS_BURST, Limits
from tests.web.conftest import House
from tests.web.posting import post, sms, voice


def test_a_flood_on_the_real_line_is_held_back_and_its_cry_is_answered(house: House) -> None:
    house.line.limits = Limits(day_segments=1000)

    async def flood() -> tuple[list[str], str, str, str]:
        calm = [await text(f"what is this {n}", n) for n in range(BURST + 6)]
        return (
            calm,
            await text("he is not breathing", 100),
            await text("STOP", 101),
            await text("od", 102, "+442079460123"),
        )

    async def text(words: str, n: int, number: str = "+13125550123") -> str:
        answer: Any = await post(house.app, "/twilio/sms", sms(words, sid=f"SM{n:032x}", sender=number))
        return " ".join(unescape(one) for one in re.findall(r"<Message>(.*?)</Message>", answer.text, re.DOTALL))

    calm, cry, stop, abroad = house.run(flood)

    assert all(calm[: BURST + 1])
    assert [""] * 5 == calm[BURST + 1 :]
    assert "911" in cry
    assert stop
    assert "911" in abroad


def test_a_text_held_back_is_answered_after_all_when_a_cry_came_between(house: House) -> None:
    house.line.limits = Limits()
    store, number = house.line.conversations, "+13125550123"
    keep, between = store.save, ["od"]

    async def keep_after_the_cry(*what: Any, **more: Any) -> Any:
        while between:
            await post(house.app, "/twilio/sms", sms(between.pop(), sid=f"SM{900:032x}", sender=number))
        return await keep(*what, **more)

    async def flood() -> str:
        for n in range(BURST + 2):
            await post(house.app, "/twilio/sms", sms(f"what is this {n}", sid=f"SM{n:032x}", sender=number))
        store.save = keep_after_the_cry  # type: ignore[method-assign]  # what another process does meanwhile
        return str((await post(house.app, "/twilio/sms", sms("hurry", sid=f"SM{901:032x}", sender=number))).text)

    assert "911" in house.run(flood)


def test_calls_beyond_the_limit_hear_the_steps_and_end_and_nobody_in_the_steps_is_cut_off(house: House) -> None:
    house.line.limits = Limits()

    async def begin(n: int, number: str = "+13125550123") -> str:
        answer: Any = await post(house.app, "/twilio/voice", voice(sid=f"CA{n:032x}", sender=number))
        return str(answer.text)

    async def ring() -> tuple[list[str], str, str, str]:
        calls = [await begin(n) for n in range(CALL_BURST + 2)]
        first = f"CA{0:032x}"
        await post(house.app, "/twilio/voice/step", voice(sid=first, Digits="1"), query="n=1")
        for step in range(2, KEYS_BURST + 20):
            answer: Any = await post(house.app, "/twilio/voice/step", voice(sid=first, Digits="9"), query=f"n={step}")
        return calls, str(answer.text), await begin(500, "+442079460123"), await begin(501, "+18005550123")

    calls, in_the_steps, abroad, hospital = house.run(ring)

    assert all("<Gather" in one for one in [*calls[:CALL_BURST], in_the_steps, hospital])
    assert all("911" in one and "<Hangup/>" in one and "<Gather" not in one for one in [*calls[CALL_BURST:], abroad])


def test_whoever_holds_a_line_open_with_keys_hears_the_steps_and_the_end(house: House) -> None:
    house.line.limits = Limits()
    sid = f"CA{7:032x}"

    async def hold() -> str:
        await post(house.app, "/twilio/voice", voice(sid=sid))
        for step in range(1, KEYS_BURST + 3):
            answer: Any = await post(house.app, "/twilio/voice/step", voice(sid=sid, Digits="*"), query=f"n={step}")
        return str(answer.text)

    last = house.run(hold)

    assert "911" in last
    assert "<Hangup/>" in last
