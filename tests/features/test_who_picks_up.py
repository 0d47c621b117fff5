"""Calls that this line makes, and who picks them up: only a person's key, or words about themselves, is an answer."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from app.channels.base import Letter
from app.channels.twilio.sender import call_document
from app.language.speaking_time import seconds
from app.simulator.answerers import Answerer
from app.simulator.phone_events import Ask, End, Heard, Moment
from app.simulator.twiml import read_call
from app.store.tables import SafetyCheckRow
from tests.features.people import KIM, SAM
from tests.web.posting import post, voice

MACHINES = [Answerer.VOICEMAIL, Answerer.ASSISTANT]


def words(moments: list[Moment]) -> str:
    heard = [one for one in moments if isinstance(one, Heard)]
    heard += [p for one in moments if isinstance(one, Ask) for p in one.prompt if isinstance(p, Heard)]
    return " ".join(one.text for one in heard)


def state(town: Any) -> str:
    [row] = town.rows(SafetyCheckRow)
    return str(row.state)


def rung(town: Any, *, language: str = "en") -> Letter:
    """The call to Sam, whose time is over."""
    town.agree()
    if language != "en":
        town.text(SAM, "español")
    town.arm()
    return next(one for one in reversed(town.later(minutes=11, seconds=10)) if one.channel == "voice")  # type: ignore[no-any-return]


def alarmed(town: Any) -> Letter:
    """The call to Kim, who was chosen to be told."""
    town.agree()
    town.arm()
    return next(one for one in town.later(minutes=13) if (one.to, one.channel) == (KIM, "voice"))  # type: ignore[no-any-return]


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_machine_closes_a_check(town: Any, language: str) -> None:
    ring = rung(town, language=language)

    for who in MACHINES:
        heard = town.ring(ring, who, language=language)
        assert "ringing" == state(town)
        assert words(heard).count("Porchlight") >= 2


def test_no_machine_takes_an_alarm(town: Any) -> None:
    alarm = alarmed(town)

    for who in MACHINES:
        for language in ("en", "es"):
            town.ring(alarm, who, language=language)
            assert "escalating" == state(town)


@pytest.mark.parametrize(
    ("who", "answer"),
    [(None, "5"), (None, "Yes, I am OK."), (Answerer.ASSISTANT, "I'm OK"), (Answerer.ASSISTANT, "1"), (Answerer.SLOW, "estoy bien")],
)  # fmt: skip
def test_a_person_closes_it_by_any_key_or_in_listed_words_whoever_picked_up_before(
    town: Any, who: Answerer | None, answer: str
) -> None:
    heard = town.ring(rung(town), who, answer)

    assert "It is closed" in words(heard)
    assert "closed" == state(town)


OTHER_WORDS = ("ok", "yes", "good", "hello", "who is this", "I'm OK with messages", "I'm not OK", "are you OK", "im ok?", "nada bien", "two")  # fmt: skip


def test_other_words_close_nothing_and_it_goes_on(town: Any) -> None:
    ring = rung(town)

    for said in OTHER_WORDS:
        heard = town.ring(ring, None, said)
        assert "ringing" == state(town), said
        assert words(heard).count("Press any key") >= 2
        assert not any(isinstance(one, End) for one in heard)


def test_other_words_of_a_contact_take_nothing(town: Any) -> None:
    alarm = alarmed(town)

    for said in ("okay", "I can't come to the phone", "on it", "7", "yes", "coming soon"):
        town.ring(alarm, None, said)
        assert "escalating" == state(town), said


@pytest.mark.parametrize("said", ["I'm on it", "1", "ya voy"])
def test_a_contact_takes_it_by_a_key_or_in_words_about_themselves(town: Any, said: str) -> None:
    town.ring(alarmed(town), None, said)

    assert "acked" == state(town)


def test_words_close_no_check_that_has_a_code(town: Any) -> None:
    town.agree()
    town.arm(keys=("3", "4711"))
    ring = town.later(minutes=11, seconds=10)[-1]
    heard = town.ring(ring, None, "I'm OK")

    assert "Press your 4 digits" in words(heard)
    assert "ringing" == state(town)


def test_a_cry_on_the_call_has_the_steps(town: Any) -> None:
    assert "Naloxone: one spray" in words(town.ring(rung(town), None, "she is not breathing"))


@pytest.mark.parametrize(
    "body", ["Checking in. Press any key.", "Sam did not answer a check-in and asked us to tell you. " * 5]
)
def test_a_call_goes_on_by_itself_for_a_minute_or_more(body: str) -> None:
    letter = Letter(id="o1", to=SAM, body=body, channel="voice", answer_path="check?c=abcdefgh")
    [ask, *_] = read_call(call_document(letter, base="https://line.test").encode(), url="https://line.test/").steps
    assert isinstance(ask, Ask)
    spoken = sum(seconds(one.text) / one.rate for one in ask.prompt if isinstance(one, Heard))
    waits = 8 * sum(isinstance(one, Heard) for one in ask.prompt)

    assert 60 <= spoken + waits <= 100


def test_the_first_words_say_who_calls_and_why_and_name_no_drug(town: Any) -> None:
    first = rung(town).body.split(".")[0]

    assert "This is Porchlight, with the check-in you asked for" == first


def test_a_voicemail_takes_no_bridge_and_a_key_does(town: Any) -> None:
    def accept(query: str, **form: str) -> str:
        return asyncio.run(
            post(town.app, "/twilio/voice/accept", voice(sender="+12025550100", **form), query=query)
        ).text

    asked = accept("l=en")
    assert "Press 1 to take the call" in asked
    assert "/twilio/voice/accept?l=en&amp;k=1" in asked
    assert "<Hangup/>" in accept("l=en&k=1", Digits="")
    assert "<Hangup/>" in accept("l=en&k=1", Digits="5")
    assert accept("l=en&k=1", Digits="1").endswith("<Response></Response>")
