"""What the provider reports later moves a row forward only, in whatever order it comes."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import delete, select

from app.channels.results import FINAL, RANKS, Outcome
from app.line.delivery_reports import DeliveryReports
from app.outbox import leases, messages, opt_outs
from app.store.tables import OutboxRow, ProviderCopy
from tests.channels.reports import report
from tests.outbox.conftest import ANNA, Post, claim

SID = "SM" + "a" * 32


def note(post: Post, status: str, *, code: int = 0, sid: str = SID, id: str = "") -> bool:
    form = {"MessageSid": sid, "MessageStatus": status, "ErrorCode": str(code) if code else ""}
    return DeliveryReports(post.database).note(report(form, id=id or post.row().id), now=post.clock())


def sent(post: Post, **changes: Any) -> None:
    post.sends.answers = [Outcome("sent", sid=SID)]
    post.put(**changes)
    post.go()


def copies_of(post: Post) -> list[str]:
    return [row.sid for row in post.write(lambda session: session.exec(select(ProviderCopy)).all())]


@pytest.mark.parametrize("order", list(itertools.permutations(["sending", "sent", "delivered"])))
def test_in_any_order_the_furthest_counts(post: Post, order: tuple[str, ...]) -> None:
    sent(post)
    for status in (*order, *order):
        note(post, status)

    assert ("done", "delivered", FINAL, None) == (
        post.row().state, post.row().outcome, post.row().status_rank, post.row().to_sealed
    )  # fmt: skip
    assert [SID] == copies_of(post)


@given(statuses=st.lists(st.sampled_from([*RANKS, "queued", "accepted", "", "nonsense"]), max_size=8))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_rank_never_falls_and_a_final_row_never_changes(post: Post, statuses: list[str]) -> None:
    post.write(lambda session: messages.forget(session, post.key_of(ANNA), now=post.clock()))
    post.write(lambda session: session.exec(delete(OutboxRow)))
    sent(post)
    before, ended = 0, ""
    for status in statuses:
        note(post, status)
        row = post.row()
        assert row.status_rank >= before
        assert not ended or ended == row.outcome
        before, ended = row.status_rank, row.outcome if row.state == "done" else ""


@pytest.mark.parametrize(
    ("code", "outcome"),
    [(30005, "unusable"), (30006, "unusable"), (30007, "filtered"), (30004, "filtered"), (21610, "opted_out"),
     (30034, "failed"), (0, "failed"), (99999, "failed")],
)  # fmt: skip
def test_a_failure_reported_later_means_the_same_as_one_at_once(post: Post, code: int, outcome: str) -> None:
    sent(post)
    note(post, "undelivered", code=code)

    assert (outcome, None) == (post.row().outcome, post.row().to_sealed)
    assert (code == 21610) == opt_outs.opted_out(post.database, post.key_of(ANNA))
    assert (code == 30034) == post.write(lambda session: messages.failing(session, now=post.clock()))


def test_a_failure_that_may_pass_is_tried_again_and_old_reports_change_nothing(post: Post) -> None:
    sent(post, kind="escalation")
    note(post, "failed", code=30001)
    assert not note(post, "sent")
    assert not note(post, "failed", code=30001)
    again = post.go(seconds=2)

    assert [False] == [letter.repeat for letter in again]
    assert not note(post, "delivered")
    assert note(post, "delivered", sid=post.row().provider_sid)


def test_a_phone_that_is_off_is_tried_once_more_and_not_twice(post: Post) -> None:
    sent(post)
    note(post, "undelivered", code=30003)
    post.go(seconds=10)
    note(post, "undelivered", code=30003, sid=post.row().provider_sid)

    assert "unusable" == post.row().outcome
    assert 2 == len(post.sends.letters)


def test_a_report_before_the_answer_is_the_answer(post: Post) -> None:
    post.put(kind="escalation")
    post.sends.meanwhile = lambda _: note(post, "sent")
    post.sends.answers = [Outcome("unknown")]
    post.go()

    assert ("sent", SID, False) == (post.row().state, post.row().provider_sid, post.row().maybe_duplicate)
    assert [] == post.go(minutes=2)


def test_a_report_after_the_sender_died_spares_the_repeat(post: Post) -> None:
    post.put(kind="escalation")
    (row,) = claim(post, 0)
    post.write(lambda session: leases.start_sending(session, [row], post.clock()))
    note(post, "delivered")

    assert [] == post.go(minutes=2)
    assert [SID] == copies_of(post)


@pytest.mark.parametrize("status", ["busy", "no-answer", "failed", "canceled"])
def test_a_call_nobody_took_is_told_to_whoever_wanted_it(
    post: Post, status: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setitem(messages.DELIVERY_LISTENERS, "once", lambda _s, _id, _step, what: told.append(what.outcome))
    post.sends.answers = [Outcome("sent", sid="CA" + "b" * 32)]
    post.put(kind="call", channel="voice")
    post.go()
    form = {"CallSid": "CA" + "b" * 32, "CallStatus": status}
    DeliveryReports(post.database).note(report(form, id=post.row().id), now=post.clock())

    assert ["sent", "failed"] == told


@pytest.mark.parametrize(
    ("id", "form"),
    [
        ("", {"MessageSid": SID, "MessageStatus": "delivered"}),
        ("onobody1234567", {"MessageSid": SID, "MessageStatus": "sent"}),
        ("o'; drop table outbox", {"MessageSid": SID, "MessageStatus": "delivered"}),
        ("oAbcdefghijk", {"MessageSid": "x", "MessageStatus": "delivered"}),
        ("oAbcdefghijk", {}),
        ("oAbcdefghijk", {"MessageSid": SID, "MessageStatus": "delivered", "ErrorCode": "9" * 500}),
    ],
)
def test_a_report_about_nothing_is_no_news_and_no_failure(post: Post, id: str, form: dict[str, str]) -> None:
    assert not DeliveryReports(post.database).note(report(form, id=id), now=post.clock())
