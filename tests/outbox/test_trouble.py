"""A row, an owner or a database that fails: the others go on, and what could not be written is tried again."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlmodel import Session

from app.channels.results import Outcome
from app.outbox import leases, messages, opt_outs, statuses
from app.outbox.messages import DeliveryReport, Owner
from app.store.group_commit import GroupCommit
from tests.outbox.conftest import ANNA, BEN, Post


def broken(*_: Any) -> bool:
    raise RuntimeError("poison")


def test_one_owner_that_fails_does_not_keep_the_others_from_being_sent(post: Post) -> None:
    messages.STILL_WANTED["poison"] = broken
    post.put("bad", kind="escalation", owner=Owner("poison", "a", "1"))
    post.put("good", kind="escalation", to=BEN, opt_out_key=post.key_of(BEN))

    assert [BEN] == [letter.to for letter in post.go()]
    assert ("claimed", "sent") == (post.row("bad").state, post.row("good").state)


def test_a_hearer_that_fails_once_hears_it_again_and_others_are_written_down(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []

    def hears(_session: Session, id: str, _step: str, told: DeliveryReport) -> None:
        heard.append(id)
        if id == "bad" and heard.count("bad") < 3:
            raise RuntimeError("not now")

    monkeypatch.setitem(messages.DELIVERY_LISTENERS, "once", hears)
    post.put("bad", kind="escalation", owner=Owner("once", "bad", "1"))
    post.put("good", kind="escalation", owner=Owner("once", "good", "1"))
    post.go()

    assert ("sent", "sent") == (post.row("bad").state, post.row("good").state)
    assert 2 == len(post.sends.letters)


def test_a_hearer_that_always_fails_does_not_hold_the_sender_for_ever(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(messages.DELIVERY_LISTENERS, "once", broken)
    post.put("k")
    post.go()

    assert 1 == len(post.sends.letters)
    assert "sending" == post.row().state


def test_a_sender_that_raises_is_an_unknown_outcome(post: Post) -> None:
    post.sends.meanwhile = broken
    post.put("nudge")
    post.put("escalation", kind="escalation")
    post.go()
    post.sends.meanwhile = None
    again = post.go(seconds=5)

    assert ("done", "assumed") == (post.row("nudge").state, post.row("nudge").outcome)
    assert [True] == [letter.repeat for letter in again]


def test_a_row_that_another_process_took_over_is_not_touched(post: Post) -> None:
    post.put()
    with post.database.writing() as session:
        first = leases.claim(session, 2, limit=1, now=post.clock())
        leases.start_sending(session, first, post.clock())
    post.write(lambda session: messages.forget(session, post.key_of(ANNA), now=post.clock()))
    post.write(lambda session: leases.record(session, [leases.Result(first[0], Outcome("retry"))], post.clock()))
    post.write(
        lambda session: leases.record(session, [leases.Result(first[0], Outcome("sent", sid="SM9"))], post.clock())
    )
    post.delivery.clean()

    assert ["SM9"] == post.sends.deleted


def test_a_stop_is_lifted_by_start_and_brings_nothing_back(post: Post) -> None:
    post.put()
    opt_outs.opt_out(post.database, post.key_of(ANNA), post.clock())
    opt_outs.opt_in(post.database, post.key_of(ANNA))

    assert [] == post.go()
    assert not opt_outs.opted_out(post.database, post.key_of(ANNA))


def test_writes_that_come_together_share_a_transaction_and_answers_find_their_way(post: Post) -> None:
    batches: list[int] = []

    def write(_session: Session, items: Sequence[int]) -> list[int]:
        batches.append(len(items))
        return [item * 2 for item in items]

    grouped: GroupCommit[int, int] = GroupCommit(post.database, write, moment=0.05)
    with ThreadPoolExecutor(20) as crowd:
        answers = list(crowd.map(grouped.do, range(20)))

    assert [number * 2 for number in range(20)] == answers
    assert sum(batches) == 20
    assert len(batches) < 10


def test_one_write_that_fails_fails_alone(post: Post) -> None:
    gate = threading.Barrier(3)

    def write(_session: Session, items: Sequence[int]) -> list[int]:
        if 1 in items:
            raise RuntimeError("poison")
        return list(items)

    grouped: GroupCommit[int, int] = GroupCommit(post.database, write, moment=0.05)

    def one(number: int) -> str:
        gate.wait()
        try:
            return str(grouped.do(number))
        except RuntimeError:
            return "failed"

    with ThreadPoolExecutor(3) as crowd:
        assert ["0", "failed", "2"] == list(crowd.map(one, range(3)))


def test_a_row_is_known_to_be_handed_over_only_under_its_own_id(post: Post) -> None:
    post.put()
    post.go()
    row = post.row()
    known = []
    for id, sid in [(row.id, row.provider_sid), (row.id, "SMother"), ("onobody", row.provider_sid)]:
        with post.database.reading() as session:
            known.append(statuses.handed_over(session, id, sid=sid))

    assert [True, False, False] == known
