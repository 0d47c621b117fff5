"""A safety check, rule by rule; `test_safety_model` holds that they hold together."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from app.features.safety_checks import rules as safety_check
from app.features.safety_checks.rules import ArmRefusal, Check, CheckOrder, CheckState, Event, Kind, Who, advance
from app.features.safety_checks.tables import read, write
from app.store.tables import SafetyCheckRow

NOW = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
ALL = (Who.FIRST, Who.SECOND, Who.ON_CALL)
GOOD = safety_check.Conditions(
    switched_on=True, watcher_seen_at=NOW, writable=True, provider_fails=False, contact_usable=True, reachable=True
)


def at(seconds: float) -> datetime:
    """So long after a check of ten minutes was due to ask."""
    return NOW + timedelta(minutes=10, seconds=seconds)


def armed(*, people: tuple[Who, ...] = ALL, locked: bool = False) -> Check:
    return safety_check.arm(NOW, minutes=10, people=people, locked=locked)


def play(check: Check, *story: tuple[Event, float]) -> tuple[Check, list[CheckOrder]]:
    """The check at the end, and every order on the way."""
    orders: list[CheckOrder] = []
    now: Check | None = check
    for event, seconds in story:
        assert now is not None
        now, more = advance(now, event, at(seconds))
        orders += more
    assert now is not None
    return now, orders


def due(*seconds: float) -> list[tuple[Event, float]]:
    return [(safety_check.CheckCameDue(), second) for second in seconds]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({}, None),
        ({"switched_on": False}, ArmRefusal.SWITCHED_OFF),
        ({"reachable": False}, ArmRefusal.NO_NUMBER),
        ({"contact_usable": False}, ArmRefusal.NO_CONTACT),
        ({"watcher_seen_at": None}, ArmRefusal.NOBODY_WATCHES),
        ({"watcher_seen_at": NOW - timedelta(seconds=10)}, None),
        ({"watcher_seen_at": NOW - timedelta(seconds=10.1)}, ArmRefusal.NOBODY_WATCHES),
        ({"writable": False}, ArmRefusal.NOT_WRITABLE),
        ({"provider_fails": True}, ArmRefusal.PROVIDER_FAILS),
    ],
)
def test_what_could_not_be_kept_is_refused(change: dict[str, object], why: ArmRefusal | None) -> None:
    assert why == safety_check.refusal(msgspec.structs.replace(GOOD, **change), NOW)


@pytest.mark.parametrize(
    ("asked", "minutes"), [(None, 10), (0, 10), (1, 5), (5, 5), (15, 15), (45, 45), (46, 45), (600, 45)]
)
def test_minutes_stay_between_five_and_forty_five(asked: int | None, minutes: int) -> None:
    assert minutes == safety_check.minutes_of(asked)


@pytest.mark.parametrize(("minutes", "people"), [(4, ALL), (46, ALL), (10, ())])
def test_nothing_is_armed_that_makes_no_sense(minutes: int, people: tuple[Who, ...]) -> None:
    with pytest.raises(ValueError, match="5 to 45"):
        safety_check.arm(NOW, minutes=minutes, people=people)


def test_asked_at_t_rung_a_minute_later_and_told_two_minutes_after() -> None:
    for story, kinds, state in [
        (due(-1), [], CheckState.ARMED),
        (due(0), [Kind.PROMPT], CheckState.PROMPTED),
        (due(0, 59), [Kind.PROMPT], CheckState.PROMPTED),
        (due(0, 60), [Kind.PROMPT, Kind.RING], CheckState.RINGING),
        (due(0, 60, 119), [Kind.PROMPT, Kind.RING], CheckState.RINGING),
        (due(0, 60, 120), [Kind.PROMPT, Kind.RING, Kind.ALARM], CheckState.ESCALATING),
    ]:
        check, orders = play(armed(), *story)

        assert (kinds, state) == ([order.kind for order in orders], check.state)


def test_after_an_outage_every_step_is_taken_at_once_and_none_waits_for_another() -> None:
    check, orders = play(armed(), *due(600))

    assert [Kind.PROMPT, Kind.RING, Kind.ALARM] == [order.kind for order in orders]
    assert (CheckState.ESCALATING, at(660)) == (check.state, check.next_at)


def test_three_tries_each_then_the_next_person_too_then_unconfirmed_after_twelve() -> None:
    check, orders = play(armed(), *due(0, 60, 120), (safety_check.Accepted(Who.FIRST), 121), *due(*range(180, 900, 60)))

    told = [[order.who for order in orders if order.attempt == n and order.kind is Kind.ALARM] for n in range(1, 13)]
    assert [[Who.FIRST]] * 3 + [[Who.FIRST, Who.SECOND]] * 3 + [list(ALL)] * 6 == told
    assert (CheckState.UNCONFIRMED, CheckOrder(Kind.UNCONFIRMED, Who.ON_CALL)) == (check.state, orders[-1])
    assert at(840) + timedelta(minutes=50) == check.next_at


def test_without_an_on_call_person_nobody_is_left_to_tell() -> None:
    _, orders = play(
        armed(people=(Who.FIRST,)), *due(120), (safety_check.Accepted(Who.FIRST), 121), *due(*range(180, 900, 60))
    )

    assert Kind.UNCONFIRMED not in [order.kind for order in orders]


def test_while_the_provider_takes_nothing_it_is_tried_for_an_hour() -> None:
    check, _ = play(armed(), *due(*range(120, 3720, 60)))

    assert (CheckState.ESCALATING, 60) == (check.state, check.tries)
    over, _ = play(check, *due(3720))
    assert CheckState.UNCONFIRMED is over.state


def test_no_look_before_its_time_changes_anything() -> None:
    check, _ = play(armed(), *due(120))

    assert (check, ()) == advance(check, safety_check.CheckCameDue(), at(179))


OPEN = {
    CheckState.ARMED: [],
    CheckState.PROMPTED: due(0),
    CheckState.RINGING: due(0, 60),
    CheckState.ESCALATING: due(0, 60, 120),
    CheckState.ACKED: [*due(0, 60, 120), (safety_check.Acknowledged(Who.FIRST), 130)],
    CheckState.UNCONFIRMED: [*due(120), (safety_check.Declined(Who.FIRST), 121), *due(122)],
}


@pytest.mark.parametrize("state", OPEN)
@pytest.mark.parametrize("event", [safety_check.Ok(), safety_check.CheckStopped()])
def test_ok_and_stop_close_from_every_state_and_wipe_at_once(state: CheckState, event: Event) -> None:
    check, _ = play(armed(people=(Who.FIRST,)), *OPEN[state])
    assert state is check.state
    told = msgspec.structs.replace(check, told=(Who.FIRST,) if state not in safety_check.WAITING else ())
    closed, orders = play(told, (event, 200))

    ended = Kind.ALL_CLEAR if isinstance(event, safety_check.Ok) else Kind.ENDED
    assert [CheckOrder(ended, who) for who in told.told] + [CheckOrder(Kind.WIPE)] == orders
    assert (CheckState.CLOSED, at(200) + timedelta(minutes=50)) == (closed.state, closed.next_at)
    assert (closed, []) == play(closed, (event, 210))
    assert (None, (CheckOrder(Kind.WIPE),)) == advance(closed, safety_check.CheckCameDue(), closed.next_at)


def test_a_locked_check_closes_by_its_word_or_stop_and_takes_another_word_for_a_sign_of_life() -> None:
    check, _ = play(armed(locked=True), *due(0))
    still, _ = play(check, (safety_check.Ok(fits=False), 10))

    assert (CheckState.PROMPTED, at(10)) == (still.state, still.alive_at)
    assert CheckState.CLOSED is play(check, (safety_check.Ok(fits=True), 10))[0].state
    assert CheckState.CLOSED is play(check, (safety_check.CheckStopped(), 10))[0].state
    assert CheckState.CLOSED is play(armed(), (safety_check.Ok(fits=False), 10))[0].state


def test_forget_me_tells_whoever_was_told_and_leaves_nothing() -> None:
    check, _ = play(armed(), *due(120))
    told = msgspec.structs.replace(check, told=(Who.FIRST,))

    assert (None, (CheckOrder(Kind.ENDED, Who.FIRST), CheckOrder(Kind.WIPE))) == advance(
        told, safety_check.Forgotten(), at(130)
    )
    closed, _ = play(told, (safety_check.Ok(), 125))
    assert (None, (CheckOrder(Kind.WIPE),)) == advance(closed, safety_check.Forgotten(), at(130))


def test_garbage_buys_one_minute_once_whether_or_not_it_has_rung() -> None:
    prompted, _ = play(armed(), *due(0), (safety_check.UnrecognisedReply(), 10), (safety_check.UnrecognisedReply(), 20))
    assert (at(120), True) == (prompted.next_at, prompted.grace_extended)
    _, orders = play(prompted, *due(119, 120, 179, 180))
    assert [Kind.RING, Kind.ALARM] == [order.kind for order in orders]

    ringing, _ = play(armed(), *due(0, 60), (safety_check.UnrecognisedReply(), 70))
    assert at(180) == ringing.next_at


@pytest.mark.parametrize("state", [CheckState.ARMED, CheckState.ESCALATING, CheckState.ACKED, CheckState.UNCONFIRMED])
def test_garbage_elsewhere_is_only_a_sign_of_life(state: CheckState) -> None:
    check, _ = play(armed(people=(Who.FIRST,)), *OPEN[state])

    assert msgspec.structs.replace(check, alive_at=at(150)) == play(check, (safety_check.UnrecognisedReply(), 150))[0]


def test_a_voicemail_is_no_answer() -> None:
    check, _ = play(armed(), *due(0, 60))

    assert (check, []) == play(check, (safety_check.Voicemail(), 70))


def test_more_time_asks_later_three_times_at_most_and_never_sooner() -> None:
    check, _ = play(armed(), *due(0, 60), (safety_check.Extended(20), 70))
    assert (CheckState.ARMED, at(70) + timedelta(minutes=20), 1) == (check.state, check.due_at, check.extended)
    assert (False, False, False) == (check.prompted, check.rang, check.grace)
    assert check.due_at == check.next_at
    _, orders = play(check, *due(70 + 1200))
    assert [CheckOrder(Kind.PROMPT, Who.CALLER, 1)] == orders

    sooner, _ = play(armed(), (safety_check.Extended(5), -500))
    assert at(0) == sooner.due_at
    often, _ = play(armed(), *[(safety_check.Extended(10), n) for n in (1, 2, 3, 4)])
    assert (3, at(3) + timedelta(minutes=10), at(4)) == (often.extended, often.due_at, often.alive_at)
    late, _ = play(armed(), *due(120), (safety_check.Extended(10), 130))
    assert (CheckState.ESCALATING, 0) == (late.state, late.extended)


def test_whoever_is_on_it_ends_the_alarm_and_the_others_hear_so() -> None:
    check, _ = play(armed(), *due(120))
    told = msgspec.structs.replace(check, told=(Who.FIRST, Who.SECOND))
    acked, orders = play(
        told, (safety_check.Acknowledged(Who.SECOND), 130), (safety_check.Acknowledged(Who.FIRST), 131)
    )

    assert (CheckState.ACKED, Who.SECOND) == (acked.state, acked.acked_by)
    assert [CheckOrder(Kind.HANDLED, Who.FIRST)] == orders
    assert (armed(), []) == play(armed(), (safety_check.Acknowledged(Who.FIRST), 130))


def test_who_cannot_go_makes_it_the_next_persons_turn() -> None:
    check, _ = play(armed(), *due(120), (safety_check.Declined(Who.FIRST), 130))
    assert at(130) == check.next_at
    _, orders = play(check, *due(130))
    assert [CheckOrder(Kind.ALARM, Who.SECOND, 2)] == orders
    assert check.next_at == play(check, (safety_check.Declined(Who.FIRST), 140))[0].next_at

    acked, _ = play(
        armed(), *due(120), (safety_check.Acknowledged(Who.FIRST), 125), (safety_check.Declined(Who.FIRST), 130)
    )
    assert (CheckState.ESCALATING, None, at(130)) == (acked.state, acked.acked_by, acked.next_at)
    other, _ = play(
        armed(), *due(120), (safety_check.Acknowledged(Who.FIRST), 125), (safety_check.Declined(Who.SECOND), 130)
    )
    assert (CheckState.ACKED, (Who.SECOND,)) == (other.state, other.out)


def test_whom_nothing_reaches_is_still_called_and_the_next_person_is_told_too() -> None:
    check, _ = play(
        armed(), *due(120), (safety_check.Undeliverable(Who.FIRST), 125), (safety_check.Undeliverable(Who.FIRST), 126)
    )
    assert (at(125), 1) == (check.next_at, check.extra_contacts)
    _, orders = play(check, *due(125))
    assert [Who.FIRST, Who.SECOND] == [order.who for order in orders]

    early, _ = play(armed(), (safety_check.Undeliverable(Who.FIRST), -10))
    assert (at(0), (Who.FIRST,)) == (early.next_at, early.failed)


def test_with_everybody_out_it_is_unconfirmed_at_once() -> None:
    check, orders = play(armed(people=(Who.FIRST, Who.ON_CALL)), *due(120), (safety_check.Declined(Who.FIRST), 121), (safety_check.Declined(Who.ON_CALL), 122), *due(122))  # fmt: skip

    assert CheckState.UNCONFIRMED is check.state
    assert CheckOrder(Kind.UNCONFIRMED, Who.ON_CALL) == orders[-1]


@pytest.mark.parametrize("state", OPEN)
def test_asking_the_caller_is_wanted_until_somebody_else_has_it(state: CheckState) -> None:
    check, _ = play(armed(people=(Who.FIRST,)), *OPEN[state])
    for kind in (Kind.PROMPT, Kind.RING):
        assert (check, state in safety_check.OPEN) == safety_check.sending(check, CheckOrder(kind, Who.CALLER, 0))
        assert (check, False) == safety_check.sending(check, CheckOrder(kind, Who.CALLER, 1))


def test_only_the_newest_alarm_is_wanted_and_counts_as_told_when_it_is_sent() -> None:
    check, _ = play(armed(), *due(120, 180))
    sent, wanted = safety_check.sending(check, CheckOrder(Kind.ALARM, Who.FIRST, 2))

    assert wanted
    assert sent is not None
    assert (Who.FIRST,) == sent.told
    assert (sent, True) == safety_check.sending(sent, CheckOrder(Kind.ALARM, Who.FIRST, 2))
    assert (check, False) == safety_check.sending(check, CheckOrder(Kind.ALARM, Who.FIRST, 1))
    out, _ = play(check, (safety_check.Declined(Who.FIRST), 181))
    assert (out, False) == safety_check.sending(out, CheckOrder(Kind.ALARM, Who.FIRST, 2))
    acked, _ = play(check, (safety_check.Acknowledged(Who.FIRST), 181))
    assert (acked, False) == safety_check.sending(acked, CheckOrder(Kind.ALARM, Who.FIRST, 2))


def test_when_all_is_over_only_who_was_never_reached_is_still_told() -> None:
    check, _ = play(armed(), *due(120))
    over = msgspec.structs.replace(check, state=CheckState.UNCONFIRMED, reached=(Who.FIRST,))

    assert (over, False) == safety_check.sending(over, CheckOrder(Kind.ALARM, Who.FIRST, 1))
    assert safety_check.sending(over, CheckOrder(Kind.ALARM, Who.SECOND, 1))[1]
    assert (over, True) == safety_check.sending(over, CheckOrder(Kind.UNCONFIRMED, Who.ON_CALL))
    assert (check, False) == safety_check.sending(check, CheckOrder(Kind.UNCONFIRMED, Who.ON_CALL))


def test_the_end_is_always_told_and_nothing_else_of_a_check_that_is_gone() -> None:
    for kind in Kind:
        ends = kind in (Kind.ALL_CLEAR, Kind.ENDED, Kind.HANDLED)
        assert (None, ends) == safety_check.sending(None, CheckOrder(kind, Who.FIRST, 1))
    assert (armed(), False) == safety_check.sending(armed(), CheckOrder(Kind.WIPE))


def test_a_check_comes_back_from_its_row() -> None:
    check, _ = play(armed(), *due(120))

    assert check == msgspec.json.decode(msgspec.json.encode(check), type=Check)


@pytest.mark.parametrize("minutes", [5, 45])
def test_the_shortest_and_the_longest_can_be_armed(minutes: int) -> None:
    due_at = NOW + timedelta(minutes=minutes)

    assert Check(state=CheckState.ARMED, due_at=due_at, next_at=due_at, people=ALL) == safety_check.arm(
        NOW, minutes=minutes, people=ALL
    )


def test_each_step_knows_when_the_next_one_is() -> None:
    prompted, orders = play(armed(), *due(0))
    assert ([CheckOrder(Kind.PROMPT, Who.CALLER, 0)], at(60)) == (orders, prompted.next_at)
    ringing, orders = play(prompted, *due(60))
    assert ([CheckOrder(Kind.RING, Who.CALLER, 0)], at(120)) == (orders, ringing.next_at)
    told, orders = play(ringing, *due(120), (safety_check.Accepted(Who.FIRST), 121))
    assert ([CheckOrder(Kind.ALARM, Who.FIRST, 1)], at(180), (Who.FIRST,)) == (orders, told.next_at, told.reached)
    acked, _ = play(told, (safety_check.Acknowledged(Who.FIRST), 130))
    assert at(130) + timedelta(minutes=50) == acked.next_at
    assert at(140) == play(acked, (safety_check.Ok(), 140))[0].alive_at


def test_more_time_after_a_reply_that_was_no_ok_begins_the_minutes_anew() -> None:
    check, _ = play(armed(), *due(0, 60), (safety_check.UnrecognisedReply(), 70), (safety_check.Extended(10), 80))

    assert (False, True, at(80)) == (check.grace, check.grace_extended, check.alive_at)
    _, orders = play(check, *due(80 + 600, 80 + 660, 80 + 720))
    assert [
        CheckOrder(Kind.PROMPT, Who.CALLER, 1),
        CheckOrder(Kind.RING, Who.CALLER, 1),
        CheckOrder(Kind.ALARM, Who.FIRST, 1),
    ] == orders


def test_a_word_backwards_tells_people_now_and_never_asks_again() -> None:
    coerced, orders = play(armed(locked=True), (safety_check.Coerced(), -300), (safety_check.CheckCameDue(), -300))

    assert [CheckOrder(Kind.ALARM, Who.FIRST, 1)] == orders
    assert (CheckState.ESCALATING, True, at(-300)) == (coerced.state, coerced.duress, coerced.alive_at)
    assert [False, False] == [safety_check.sending(coerced, CheckOrder(kind))[1] for kind in (Kind.PROMPT, Kind.RING)]


def test_a_word_backwards_while_people_are_told_changes_nothing_but_what_the_phone_shows() -> None:
    told, _ = play(armed(locked=True), *due(120))
    coerced, orders = play(told, (safety_check.Coerced(), 130))

    assert (told.next_at, True, at(130), []) == (coerced.next_at, coerced.duress, coerced.alive_at, orders)


@pytest.mark.parametrize(
    "event",
    [safety_check.Extended(20), safety_check.UnrecognisedReply(), safety_check.Ok(fits=False), safety_check.Coerced()],
)
def test_nothing_typed_after_it_puts_the_alarm_off(event: Event) -> None:
    prompted, _ = play(armed(locked=True), *due(0))
    later, _ = play(prompted, (safety_check.Coerced(), 10), (event, 12))

    assert at(12) >= later.next_at
    assert [Kind.ALARM] == [order.kind for order in play(later, (safety_check.CheckCameDue(), 14))[1]]


def test_it_is_no_word_where_none_was_chosen_and_opens_nothing_that_is_closed() -> None:
    closed, _ = play(armed(locked=True), (safety_check.Ok(), 1))

    assert not play(armed(), (safety_check.Coerced(), 1))[0].duress
    assert (closed, ()) == advance(closed, safety_check.Coerced(), at(2))


def test_people_who_were_told_already_go_on_being_told() -> None:
    escalating, _ = play(armed(locked=True), *due(0, 60, 120))
    after, orders = play(escalating, (safety_check.Coerced(), 130), (safety_check.CheckCameDue(), 180))

    assert [CheckOrder(Kind.ALARM, Who.FIRST, 2)] == orders
    assert after.duress


def test_the_word_itself_closes_it_still_and_the_end_is_told() -> None:
    told, _ = play(armed(locked=True), (safety_check.Coerced(), -300), (safety_check.CheckCameDue(), -300))
    after, _ = safety_check.sending(told, CheckOrder(Kind.ALARM, Who.FIRST, 1))
    assert after is not None
    _, orders = play(after, (safety_check.Ok(), -200))

    assert [CheckOrder(Kind.ALL_CLEAR, Who.FIRST), CheckOrder(Kind.WIPE)] == orders


def test_a_check_that_an_older_version_wrote_down_is_read_as_it_was_and_written_in_its_names() -> None:
    row = SafetyCheckRow()  # type: ignore[call-arg]  # what else a row holds is no part of this
    write(row, msgspec.structs.replace(armed(), duress=True, grace_extended=True, extra_contacts=2))

    kept = msgspec.json.decode(row.state_json)
    assert (True, True, 2) == (kept["quiet"], kept["stretched"], kept["wider"])
    read_again = read(row)
    assert (True, True, 2) == (read_again.duress, read_again.grace_extended, read_again.extra_contacts)
