"""From a transaction that wants something sent to a row that holds nothing."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from app.channels.results import Outcome
from app.channels.twilio.codes import meaning
from app.outbox import leases, messages, opt_outs, provider_copies, statuses
from app.outbox.messages import NUDGE, DeliveryReport, Owner
from app.store.tables import OptOutRow, OutboxRow, ProviderCopy
from tests.outbox.conftest import ANNA, BEN, Post, claim
from tests.outbox.processes import environment

ALL_KINDS = ["escalation", "all_clear", "call", "prompt", "reply", "nudge"]
ONCE = ["call", "prompt", "reply", "nudge"]
AGAIN = ["escalation", "all_clear"]


@pytest.mark.parametrize("kind", ALL_KINDS)
def test_what_is_put_goes_out_once(post: Post, kind: str) -> None:
    post.put(kind=kind)
    sent = [*post.go(), *post.go(seconds=40), *post.go(minutes=30)]

    assert [(ANNA, "Hi, checking in. Reply 1 if all good.", False)] == [(one.to, one.body, one.repeat) for one in sent]


def test_the_same_key_is_put_once(post: Post) -> None:
    assert post.put("k")
    assert not post.put("k")
    assert 1 == len(post.go())


def test_nothing_goes_out_before_it_is_due(post: Post) -> None:
    post.put(due_at=post.clock() + timedelta(minutes=10))

    assert [] == post.go(minutes=9, seconds=59)
    assert 1 == len(post.go(seconds=1))


def test_a_transaction_that_fails_sends_nothing(post: Post) -> None:
    with pytest.raises(RuntimeError), post.database.writing() as session:
        messages.put(session, post.seal, post.letter())
        raise RuntimeError

    assert [] == post.go()


def test_the_row_never_holds_a_number_or_words_in_the_open(post: Post) -> None:
    post.put()
    row = post.row()

    assert b"5550123" not in bytes(row.to_sealed or b"") + bytes(row.body_sealed or b"")
    assert "5550123" not in repr(row.model_dump())
    assert "checking" not in repr(row.model_dump())


def test_urgent_goes_before_replies_before_nudges_and_the_oldest_first(post: Post) -> None:
    for number, kind in enumerate(["nudge", "reply", "all_clear", "escalation"]):
        post.put(kind, kind=kind, due_at=post.clock() - timedelta(seconds=number))
    rows = [claim(post, priority) for priority in (0, 1, 2)]

    assert [["escalation", "all_clear"], ["reply"], ["nudge"]] == [[row.key for row in priority] for priority in rows]


def test_a_nudge_more_than_an_hour_late_is_dropped(post: Post) -> None:
    post.put("late", due_at=post.clock() - timedelta(minutes=61))
    post.put("just in time", due_at=post.clock() - timedelta(minutes=59))
    sent = post.go()

    assert 1 == len(sent)
    assert ("expired", None) == (post.row("late").outcome, post.row("late").to_sealed)


def test_an_escalation_ten_minutes_late_still_goes(post: Post) -> None:
    post.put(kind="escalation", due_at=post.clock() - timedelta(minutes=10))

    assert 1 == len(post.go())


def test_stop_takes_back_what_waits_and_what_is_put_afterwards(post: Post) -> None:
    post.put("before")
    opt_outs.opt_out(post.database, post.key_of(ANNA), post.clock())
    post.put("after")
    post.put("somebody else's", to=BEN, opt_out_key=post.key_of(BEN))

    assert [BEN] == [one.to for one in post.go()]
    assert ["opted_out", "opted_out"] == [post.row(key).outcome for key in ("before", "after")]
    assert post.row("before").body_sealed is None


def test_a_stop_empties_what_waits_at_once_and_nobody_elses(post: Post) -> None:
    post.put("anna")
    post.put("ben", to=BEN, opt_out_key=post.key_of(BEN))
    opt_outs.opt_out(post.database, post.key_of(ANNA), post.clock())

    assert ("opted_out", None, None) == (
        post.row("anna").outcome, post.row("anna").to_sealed, post.row("anna").body_sealed
    )  # fmt: skip
    assert ("", True) == (post.row("ben").outcome, post.row("ben").to_sealed is not None)


def test_start_lifts_one_persons_stop_and_no_others(post: Post) -> None:
    for number in (ANNA, BEN):
        opt_outs.opt_out(post.database, post.key_of(number), post.clock())
    opt_outs.opt_in(post.database, post.key_of(ANNA))

    assert [False, True] == [opt_outs.opted_out(post.database, post.key_of(number)) for number in (ANNA, BEN)]


def test_a_contact_who_said_stop_gets_no_escalation(post: Post) -> None:
    opt_outs.opt_out(post.database, post.key_of(ANNA), post.clock())
    post.put(kind="escalation")

    assert [] == post.go()


def test_an_answer_between_claim_and_send_wins(post: Post) -> None:
    answered: list[str] = []
    messages.STILL_WANTED["check"] = lambda _session, id, step: (id, step) == ("c1", "escalating") and not answered
    post.put(kind="escalation", owner=Owner("check", "c1", "escalating"))
    (row,) = claim(post, 0)
    answered.append("OK")

    assert not post.write(lambda session: leases.start_sending(session, [row], post.clock()))
    assert "unwanted" == post.row().outcome


def test_a_stop_between_claim_and_send_wins(post: Post) -> None:
    post.put()
    (row,) = claim(post, 2)
    opt_outs.opt_out(post.database, post.key_of(ANNA), post.clock())

    assert not post.write(lambda session: leases.start_sending(session, [row], post.clock()))


def test_an_owner_nobody_knows_is_never_sent_for(post: Post) -> None:
    post.put(kind="escalation", owner=Owner("nobody", "a", "1"))

    assert [] == post.go()
    assert ("claimed", True) == (post.row().state, post.row().to_sealed is not None)


def test_a_process_that_is_told_whose_message_it_is_sends_what_another_did_not_know(post: Post) -> None:
    post.put(kind="escalation", owner=Owner("later", "a", "1"))
    post.go()
    messages.STILL_WANTED["later"] = lambda *_: True

    assert [False] == [one.repeat for one in post.go(seconds=31)]


def test_a_row_that_one_process_claimed_twice_is_begun_once(post: Post) -> None:
    post.put()
    (old,) = claim(post, NUDGE)
    post.clock.at += timedelta(seconds=31)
    (new,) = claim(post, NUDGE)

    assert [new] == post.write(lambda session: leases.start_sending(session, [old, new], post.clock()))
    assert "sending" == post.row().state


def test_workers_and_tickers_know_every_owner_there_is(tmp_path: Path, sqlite_url: str) -> None:
    owners = set()
    for path in Path("app/features").rglob("*.py"):
        owners |= set(re.findall(r'^(?:OWNER|TIMER) = "(\w+)"', path.read_text(encoding="utf-8"), re.MULTILINE))
    code = (
        "import {0}, json; from app.config.settings import load_settings; {0}.make_delivery(load_settings()).close();"
        "from app.outbox.messages import STILL_WANTED; print(json.dumps(sorted(STILL_WANTED)))"
    )
    env = environment(tmp_path / "var", DATABASE_URL=sqlite_url)
    known = [
        set(
            json.loads(
                subprocess.run(
                    [sys.executable, "-c", code.format(one)], env=env, capture_output=True, check=True
                ).stdout
            )
        )
        for one in ("workers.jobs", "workers.ticker")
    ]

    assert {"checkin", "contact", "safety_check"} <= owners
    assert [owners | {"once"}] * 2 == known


def test_a_claimed_row_is_nobody_elses_until_its_lease_ends(post: Post) -> None:
    post.put()
    (row,) = claim(post, 2)

    assert [] == post.go(seconds=29)
    assert 1 == len(post.go(seconds=1))
    assert not post.write(lambda session: leases.start_sending(session, [row], post.clock()))


@pytest.mark.parametrize("kind", ONCE)
def test_what_may_have_gone_out_counts_as_sent(post: Post, kind: str) -> None:
    post.put(kind=kind)
    (row,) = claim(post, messages.RULES[kind].priority)
    post.write(lambda session: leases.start_sending(session, [row], post.clock()))

    assert [] == post.go(seconds=31)
    assert ("done", "assumed", None) == (post.row().state, post.row().outcome, post.row().to_sealed)


@pytest.mark.parametrize("kind", AGAIN)
def test_an_escalation_that_may_have_gone_out_goes_again_and_says_so(post: Post, kind: str) -> None:
    post.put(kind=kind)
    (row,) = claim(post, 0)
    post.write(lambda session: leases.start_sending(session, [row], post.clock()))

    assert [True] == [one.repeat for one in post.go(seconds=31)]


@pytest.mark.parametrize(("kind", "sends"), [("nudge", 1), ("reply", 1), ("escalation", 2), ("all_clear", 2)])
def test_a_lost_answer_is_a_sent_nudge_and_a_repeated_escalation(post: Post, kind: str, sends: int) -> None:
    post.sends.answers = [Outcome("unknown")]
    post.put(kind=kind)
    sent = [*post.go(), *post.go(seconds=5), *post.go(minutes=5)]

    assert sends == len(sent)
    assert [False, True][:sends] == [one.repeat for one in sent]


def test_a_refused_try_waits_longer_each_time(post: Post) -> None:
    post.sends.answers = [Outcome("retry", code=20429)] * 3
    post.put()

    assert [1, 0, 1, 0, 1, 1] == [len(post.go(seconds=wait)) for wait in (0, 4, 1, 19, 1, 60)]
    assert not post.sends.letters[-1].repeat


def test_a_provider_that_names_a_wait_is_given_it(post: Post) -> None:
    post.sends.answers = [Outcome("retry", code=20429, after=30)]
    post.put(kind="escalation")

    assert [1, 0, 1] == [len(post.go(seconds=wait)) for wait in (0, 29, 1)]


def test_a_nudge_is_not_tried_for_more_than_an_hour(post: Post) -> None:
    post.sends.answers = [Outcome("retry", code=30001)] * 1000
    post.put()
    for _ in range(30):
        post.go(minutes=4)

    assert "expired" == post.row().outcome
    assert 8 <= len(post.sends.letters) <= 20


def test_a_number_that_said_stop_to_the_provider_is_opted_out_here(post: Post) -> None:
    post.sends.answers = [Outcome("opted_out", code=21610)]
    post.put()
    post.go()

    assert opt_outs.opted_out(post.database, post.key_of(ANNA))
    assert ("opted_out", None) == (post.row().outcome, post.row().to_sealed)


@pytest.mark.parametrize("verdict", ["unusable", "filtered", "permanent", "capped"])
def test_a_final_refusal_is_told_to_the_owner_and_leaves_nothing(
    post: Post, verdict: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[str, str, DeliveryReport]] = []
    monkeypatch.setitem(messages.DELIVERY_LISTENERS, "once", lambda _s, id, step, what: told.append((id, step, what)))
    post.sends.answers = [Outcome(verdict, code=30007)]  # type: ignore[arg-type]
    post.put()
    post.go()
    named = verdict if verdict in ("unusable", "filtered") else "failed"

    assert [("a", "1", DeliveryReport("nudge", "sms", named, 30007, post.clock()))] == told
    assert (None, None, "") == (post.row().to_sealed, post.row().body_sealed, post.row().opt_out_key)
    assert [] == post.go(minutes=30)


def test_an_account_that_is_not_set_up_stops_nudges_and_raises_the_alarm(post: Post) -> None:
    for number in range(80):
        post.put(f"k{number}")
    post.sends.answers = [Outcome("config_alarm", code=20003)] * 80
    post.go()
    before = len(post.sends.letters)
    post.go(seconds=10)

    assert before <= 48
    assert len(post.sends.letters) - before <= 1
    with post.database.reading() as session:
        assert messages.failing(session, now=post.clock())


def test_a_provider_that_works_is_not_failing(post: Post) -> None:
    post.put()
    post.go()
    with post.database.reading() as session:
        assert not messages.failing(session, now=post.clock())
        assert post.clock() == messages.pulse(session, "sweep")


def test_number_and_words_are_gone_with_the_final_status_and_the_provider_is_asked_to_delete(post: Post) -> None:
    post.put()
    post.go()
    row = post.row()
    assert ("sent", True) == (row.state, row.to_sealed is not None)
    report(post, row.id, row.provider_sid, "sent")
    report(post, row.id, row.provider_sid, "delivered")
    post.delivery.clean()

    assert ("done", "delivered", None, None) == (
        post.row().state, post.row().outcome, post.row().to_sealed, post.row().body_sealed
    )  # fmt: skip
    assert [row.provider_sid] == post.sends.deleted
    assert [] == post.write(lambda session: session.exec(select(ProviderCopy)).all())


def test_a_phone_that_never_reports_is_waited_for_an_hour(post: Post) -> None:
    post.put()
    post.go()
    post.go(minutes=59)
    assert post.row().to_sealed is not None
    post.go(minutes=1)
    post.delivery.clean()

    assert (None, "sent") == (post.row().to_sealed, post.row().outcome)
    assert 1 == len(post.sends.deleted)


def test_rows_that_are_done_are_gone_after_a_day(post: Post) -> None:
    post.put()
    post.go()
    report(post, post.row().id, post.row().provider_sid, "delivered")
    post.go(hours=23)
    assert not post.put()
    post.go(hours=2)

    assert [] == post.write(lambda session: session.exec(select(OutboxRow)).all())


def test_a_copy_that_cannot_be_deleted_is_tried_again_and_becomes_an_alarm(post: Post) -> None:
    post.sends.keeps.add("SMx")
    post.write(lambda session: messages.leave_copy(session, "SMx", now=post.clock()))
    for _ in range(12):
        post.delivery.clean()
        post.clock.at += timedelta(minutes=1)

    assert 4 <= len(post.sends.deleted) <= 8
    assert (1, 720.0) == post.write(lambda session: provider_copies.backlog(session, now=post.clock()))


def test_forgetting_leaves_no_row_and_deletes_what_the_provider_has(post: Post) -> None:
    post.put("sent")
    post.go()
    sid = post.row("sent").provider_sid
    post.put("waiting", due_at=post.clock() + timedelta(hours=1))
    post.write(lambda session: messages.forget(session, post.key_of(ANNA), now=post.clock()))
    post.delivery.clean()

    assert [] == post.write(lambda session: session.exec(select(OutboxRow)).all())
    assert [sid] == post.sends.deleted


def test_forgetting_while_it_is_being_sent_still_deletes_the_providers_copy(post: Post) -> None:
    post.put()
    post.sends.meanwhile = lambda _: post.write(
        lambda session: messages.forget(session, post.key_of(ANNA), now=post.clock())
    )
    post.go()
    post.delivery.clean()

    assert 1 == len(post.sends.deleted)


def test_an_owner_can_take_its_messages_back(post: Post) -> None:
    post.put("mine", owner=Owner("once", "a", "1"))
    post.put("another's", owner=Owner("once", "b", "1"))

    assert 1 == post.write(lambda session: messages.drop_owned(session, "once", "a", now=post.clock()))
    assert 1 == len(post.go())


def test_nudges_keep_to_the_senders_rate_and_escalations_do_not_wait_for_them(post: Post) -> None:
    slow = post.new_delivery(rate=1.0)
    for number in range(60):
        # Each due after the one before: what is due at the same instant goes in no order of ours.
        post.put(f"n{number}", due_at=post.clock() - timedelta(seconds=1, milliseconds=60 - number))
    per_tick = []
    for tick in range(20):
        if tick == 10:
            post.put("escalation", kind="escalation")
        post.clock.at += timedelta(seconds=2)
        per_tick.append(slow.deliver())
    slow.close()

    assert 34 <= sum(per_tick) <= 40
    assert max(per_tick) <= 4
    assert ("sent", "sent") == (post.row("escalation").state, post.row("n0").state)


def test_long_texts_count_as_the_segments_they_cost(post: Post) -> None:
    post.put("long", body="x" * 400)
    post.put("accent", body="á" * 160)
    post.put("script", body="ж" * 71)

    assert (3, 1, 2) == tuple(post.row(key).segments for key in ("long", "accent", "script"))


def test_a_number_swapped_into_another_row_does_not_open(post: Post) -> None:
    post.put("anna")
    theirs = post.letter(to=BEN).to
    post.write(lambda session: setattr(session.exec(select(OutboxRow)).one(), "to_sealed", bytes(theirs.box)))
    post.write(lambda session: setattr(session.exec(select(OutboxRow)).one(), "to_place", "check_in/b/number"))

    assert [] == post.go()
    assert ("failed", 1) == (post.row("anna").outcome, post.row("anna").outcome_code)


def test_opted_out_in_the_database_only_means_stop(post: Post) -> None:
    post.write(lambda session: session.add(OptOutRow(opt_out_key=post.key_of(ANNA), at=post.clock())))
    post.put()

    assert [] == post.go()


def report(post: Post, id: str, sid: str, status: str, code: int = 0) -> bool:
    return bool(
        post.write(
            lambda session: statuses.moved(
                session, id, sid=sid, status=status, code=code, verdict=meaning, now=post.clock()
            )
        )
    )
