"""However a turn goes wrong on the way, the caller has an answer, and an emergency has the steps."""

from __future__ import annotations

from typing import Any

import pytest

from app.engine.builtin import BUILTIN
from app.release.compiled import compiled
from app.store.sessions import LoadedSession, Saved, SessionStore
from app.understanding import Meaning
from tests.web.conftest import House
from tests.web.posting import sms, voice
from tests.web.test_webhooks import bodies, one, phone, sid


class Elsewhere(SessionStore):
    """Conversations that somebody else always moved first, or that begin or end badly."""

    def __init__(self, house: House, *, reply: bytes | None = None, left_at: bytes = b"", fails: str = "") -> None:
        super().__init__(house.wire)
        self._reply, self._left_at, self._fails = reply, left_at, fails
        self.kept = 0

    async def load(self, session: str, receipt: str, *, left: str = "") -> LoadedSession:
        if self._fails == "open":
            raise RuntimeError("boom")
        return LoadedSession(left_at=self._left_at)

    async def save(self, session: str, receipt: str, **named: Any) -> Saved:
        self.kept += 1
        return Saved(done=bool(self._left_at), reply=self._reply)

    async def delete(self, *keys: str) -> None:
        if self._fails == "drop":
            raise RuntimeError("boom")


class Hears:
    """An understander that takes everything for the same."""

    def __init__(self, meaning: Meaning | None) -> None:
        self._meaning = meaning

    def understand(self, text: str) -> Meaning:
        if self._meaning is None:
            raise RuntimeError("boom")
        return self._meaning


def with_conversations(house: House, **named: Any) -> Elsewhere:
    house.line.conversations = conversations = Elsewhere(house, **named)
    return conversations


def test_a_place_that_keeps_moving_is_given_up_after_eight_tries_and_answered(house: House) -> None:
    moving = with_conversations(house)

    assert "1 Overdose" in bodies(one(house, "/twilio/sms", sms("hi", sid=sid(), sender=phone())))[0]
    assert 8 == moving.kept
    assert "verdose" in one(house, "/twilio/voice", voice(sid=sid("CA"))).text
    assert 16 == moving.kept


@pytest.mark.parametrize(
    ("path", "form"), [("/twilio/sms", sms("hi", sid="SM" + "1" * 32)), ("/twilio/voice", voice())]
)
def test_a_copy_that_lost_gets_the_reply_of_the_one_that_won(house: House, path: str, form: dict[str, str]) -> None:
    with_conversations(house, reply=b"<Response/>")

    assert b"<Response/>" == one(house, path, form).body


def test_a_place_nobody_can_read_begins_the_call_anew(house: House) -> None:
    with_conversations(house, left_at=b"{")
    said = one(house, "/twilio/voice", voice(sid=sid("CA"))).text

    assert "verdose" in said
    assert "press 3" not in said


def test_a_call_whose_end_cannot_be_kept_is_still_thanked_for(house: House) -> None:
    with_conversations(house, fails="drop")

    assert 204 == one(house, "/twilio/status", voice(sid=sid("CA")) | {"CallStatus": "completed"}).status


@pytest.mark.parametrize(
    ("meaning", "has"),
    [
        (Meaning("overdose_emergency", 0.9, language="es"), "naloxona"),
        (Meaning("overamp_emergency", 0.9, language="fr"), "naloxone"),
        (Meaning("greeting", 0.9, language="es"), "Mande OD"),
        (Meaning("greeting", 0.9), "911"),
        (None, "911"),
    ],
)
def test_the_last_words_are_what_was_meant_in_its_language(house: House, meaning: Meaning | None, has: str) -> None:
    with_conversations(house, fails="open")
    library = compiled(BUILTIN, understander=Hears(meaning))  # type: ignore[arg-type]  # only this one method is asked
    house.line.library = lambda: library

    assert has in bodies(one(house, "/twilio/sms", sms("my words", sid=sid(), sender=phone())))[0]


def test_a_line_that_was_taught_no_words_still_has_last_words(house: House) -> None:
    with_conversations(house, fails="open")

    assert "911" in bodies(one(house, "/twilio/sms", sms("my words", sid=sid(), sender=phone())))[0]


def test_forget_me_said_on_a_call_leaves_no_conversation_of_calls_or_texts(house: House) -> None:
    number, call = phone(), sid("CA")
    one(house, "/twilio/sms", sms("2", sid=sid(), sender=number))
    one(house, "/twilio/voice", voice(sid=call, sender=number))
    form = voice(sid=call, sender=number, SpeechResult="forget me", Confidence="0.9")
    said = one(house, "/twilio/voice/step", form, query="n=1").text
    caller = house.line.names.caller_key(number)

    assert "delete this chat" in said
    assert b"" == house.run(lambda: house.line.conversations.load(caller, "m:none")).session
