"""A carrier that filters something urgent is handed other words, once; nothing else is tried again."""

from __future__ import annotations

from typing import Any

import pytest

from app.channels.results import Outcome
from app.outbox import messages, opt_outs
from app.outbox.messages import DeliveryReport
from tests.outbox.conftest import ANNA, Post
from tests.outbox.test_statuses import SID, note, sent

FILTERED = Outcome("filtered", code=30007)
PLAIN = "Please call them now. Reply 1 or 2."


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What owners were told."""
    outcomes: list[str] = []

    def hears(_session: Any, _id: str, _step: str, told: DeliveryReport) -> None:
        outcomes.append(told.outcome)

    monkeypatch.setitem(messages.DELIVERY_LISTENERS, "once", hears)
    return outcomes


@pytest.mark.parametrize("kind", ["escalation", "all_clear", "prompt"])
@pytest.mark.parametrize("code", [30004, 30007, 30410])
def test_something_urgent_that_is_filtered_goes_once_more_in_plain_words(
    post: Post, heard: list[str], kind: str, code: int
) -> None:
    post.sends.answers = [Outcome("filtered", code=code)]
    post.put(kind=kind, plain=PLAIN)
    letters = post.go()

    assert ["Hi, checking in. Reply 1 if all good.", PLAIN] == [letter.body for letter in letters]
    assert [False, False] == [letter.repeat for letter in letters]
    assert ["sent"] == heard
    assert ("sent", None) == (post.row().state, post.row().plain_sealed)


@pytest.mark.parametrize("code", [30004, 30007])
def test_so_it_does_when_the_provider_reports_it_later(post: Post, heard: list[str], code: int) -> None:
    sent(post, kind="escalation", plain=PLAIN)
    assert note(post, "undelivered", code=code)
    again = post.go()
    assert not note(post, "undelivered", code=code)
    assert note(post, "delivered", sid=post.row().provider_sid)

    assert [PLAIN] == [letter.body for letter in again]
    assert SID != post.row().provider_sid
    assert ["sent", "sent", "delivered"] == heard


def test_plain_words_that_are_filtered_too_are_given_up_and_the_owner_knows(post: Post, heard: list[str]) -> None:
    post.sends.answers = [FILTERED, FILTERED]
    post.put(kind="escalation", plain=PLAIN)

    assert 2 == len(post.go())
    assert [] == post.go(minutes=5)
    assert ("done", "filtered", ["filtered"]) == (post.row().state, post.row().outcome, heard)


def test_plain_words_filtered_in_a_later_report_are_given_up_too(post: Post, heard: list[str]) -> None:
    sent(post, kind="escalation", plain=PLAIN)
    note(post, "undelivered", code=30007)
    post.go()
    note(post, "undelivered", code=30007, sid=post.row().provider_sid)

    assert [] == post.go(minutes=5)
    assert ["sent", "sent", "filtered"] == heard


@pytest.mark.parametrize("changes", [{"kind": "nudge"}, {"kind": "reply"}, {"kind": "escalation", "plain": ""}])
def test_what_is_not_urgent_or_has_no_plain_words_is_given_up(
    post: Post, heard: list[str], changes: dict[str, Any]
) -> None:
    post.sends.answers = [FILTERED]
    post.put(**{"plain": PLAIN} | changes)

    assert 1 == len(post.go())
    assert [] == post.go(minutes=5)
    assert ("done", "filtered", ["filtered"]) == (post.row().state, post.row().outcome, heard)


def test_a_call_has_no_plain_words(post: Post) -> None:
    post.put(kind="escalation", channel="voice", plain=PLAIN)

    assert post.row().plain_sealed is None


def test_plain_words_carry_no_mark_of_a_repeat_but_a_doubt_about_them_does(post: Post) -> None:
    post.sends.answers = [Outcome("unknown"), FILTERED, Outcome("unknown")]
    post.put(kind="escalation", plain=PLAIN)
    letters = post.go() + post.go(seconds=2) + post.go(seconds=8)

    assert [False, True, False, True] == [letter.repeat for letter in letters]
    assert [PLAIN, PLAIN] == [letter.body for letter in letters[2:]]


def test_a_stop_or_an_answer_before_the_plain_words_wins(post: Post) -> None:
    sent(post, kind="escalation", plain=PLAIN)
    note(post, "undelivered", code=30007)
    opt_outs.opt_out(post.database, post.key_of(ANNA), post.clock())

    assert [] == post.go()
    assert ("done", None) == (post.row().state, post.row().plain_sealed)


def test_what_is_no_longer_wanted_does_not_go_in_plain_words_either(post: Post) -> None:
    wanted = [True, False]
    messages.STILL_WANTED["once"] = lambda *_: wanted.pop(0)
    post.sends.answers = [FILTERED]
    post.put(kind="escalation", plain=PLAIN)

    assert 1 == len(post.go())
    assert "unwanted" == post.row().outcome


def test_plain_words_are_sealed_and_gone_with_the_others(post: Post) -> None:
    post.put(kind="escalation", plain=PLAIN)
    assert PLAIN.encode() not in bytes(post.row().plain_sealed or b"")
    assert post.row().plain_sealed
    post.go()
    note(post, "delivered", sid=post.row().provider_sid)

    assert (None, None, None) == (post.row().to_sealed, post.row().body_sealed, post.row().plain_sealed)
