"""Through how many rooms of the house a text really goes, from the webhook to its answer: counted as it runs."""

from __future__ import annotations

import sys
from pathlib import Path
from types import FrameType

import pytest

from tests.web.conftest import House
from tests.web.posting import post, sms

APP = f"{Path(__file__).resolve().parents[2] / 'app'}/"
MOST_ROOMS = 9


@pytest.mark.parametrize("text", ["hi", "narcan near 19104", "my friend wont wake up", "2", "STOP"])
def test_a_text_goes_through_nine_rooms_at_most(house: House, text: str) -> None:
    rooms: set[str] = set()

    def note(frame: FrameType, _event: str, _argument: object) -> None:
        file = frame.f_code.co_filename
        if file.startswith(APP):
            rooms.add(file.removeprefix(APP).partition("/")[0])

    async def texted() -> None:
        before = sys.getprofile()
        sys.setprofile(note)
        try:
            await post(house.app, "/twilio/sms", sms(text, sid="SM" + "0" * 32))
        finally:
            sys.setprofile(before)

    house.run(texted)

    assert len(rooms) <= MOST_ROOMS, sorted(rooms)
    assert {"web", "channels", "line", "engine"} <= rooms
