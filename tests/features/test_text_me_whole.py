"""A text asked for on a call, through the whole line: from the key to the phone that it rings on."""

from __future__ import annotations

import asyncio
from typing import Any

from app.store.tables import OutboxRow
from tests.features.people import LEE, SAM
from tests.web.posting import post, voice

SENT = "It is on its way. Anyone with your phone can read it."


def test_the_steps_come_as_a_text_on_the_phone_that_called(town: Any) -> None:
    said = town.call(SAM, "1", "8")
    came = town.later(seconds=10)

    assert SENT in said
    assert "Call 9 1 1 now." in said
    assert [(SAM, "sms")] == [(letter.to, letter.channel) for letter in came]
    assert came[0].body.startswith("Call 911 now.")


def test_what_is_no_emergency_shows_nothing_on_a_locked_screen(town: Any) -> None:
    town.call(SAM, "narcan", "3", "8")
    [came] = town.later(seconds=10)

    assert came.body.startswith("From your phone call a moment ago, by text:\nNose spray")
    assert came.body.endswith("STOP ends texts. For more, text MENU.")


def test_a_hidden_number_hears_the_word_to_text(town: Any) -> None:
    said = town.call("Anonymous", "1", "8")

    assert "Your number is hidden" in said
    assert "text the word OD to this number" in said
    assert [] == town.later(seconds=10)


def test_stopped_foreign_and_asked_too_often_hear_the_same(town: Any) -> None:
    town.text(LEE, "STOP")
    stopped, foreign = town.call(LEE, "1", "8"), town.call("+442071234567", "1", "8")
    often = town.call(SAM, "1", "8", "8", "8", "8")

    sentence = "This line cannot text this phone now. To read this, text the word OD to this number."
    assert [True] * 3 == [sentence in said for said in (stopped, foreign, often)]
    assert 3 == len([row for row in town.rows(OutboxRow) if row.owner_kind == "once"])


def test_a_repeated_webhook_has_one_effect_and_one_answer(town: Any) -> None:
    async def twice() -> list[str]:
        try:
            await post(town.app, "/twilio/voice", voice(sid="CA" + "7" * 32, sender=SAM))
            answers = [
                (
                    await post(
                        town.app,
                        "/twilio/voice/step",
                        voice(sid="CA" + "7" * 32, sender=SAM, Digits=key),
                        query=f"n={n}",
                    )
                ).text
                for n, key in ((1, "1"), (2, "8"), (2, "8"), (2, "8"))
            ]
            return answers[1:]
        finally:
            town.line.conversations.close()
            await asyncio.sleep(0)

    answers = asyncio.run(twice())

    assert 1 == len(set(answers))
    assert 1 == len(town.later(seconds=10))


def test_without_a_record_it_is_read_out_again(town: Any, monkeypatch: Any) -> None:
    def gone() -> None:
        raise OSError

    monkeypatch.setattr(town.context.database, "writing", gone)
    said = town.call(SAM, "1", "8")

    assert "The text did not go out. Here it is again." in said
    assert "Call 9 1 1 now." in said
    assert "text the word OD" in said
