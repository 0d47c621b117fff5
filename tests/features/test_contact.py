"""Whom a caller names: asked once, free to stop for good, and never pestered."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.features.contacts import rules
from app.features.contacts.rules import Contact, ContactState, InvitationRefusal

NOW = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
INVITED = Contact(state=ContactState.INVITED, asked_at=NOW)


@pytest.mark.parametrize(
    ("sent", "days", "stopped", "why"),
    [
        (0, None, False, None), (2, None, False, None), (3, None, False, InvitationRefusal.TOO_MANY), (9, 1, False, InvitationRefusal.TOO_MANY),
        (0, 29, False, InvitationRefusal.TOO_SOON), (0, 30, False, None), (0, None, True, InvitationRefusal.STOPPED), (9, 1, True, InvitationRefusal.STOPPED),
    ],
)  # fmt: skip
def test_invitations_have_limits(sent: int, days: int | None, stopped: bool, why: InvitationRefusal | None) -> None:
    last = NOW - timedelta(days=days) if days is not None else None

    assert why == rules.refusal(sent_today=sent, last_to_target=last, stopped=stopped, now=NOW)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 60 * 24 * 3)), max_size=80))
def test_nobody_is_asked_twice_in_thirty_days_nor_asks_more_than_three_a_day(tries: list[tuple[int, int, int]]) -> None:
    now = NOW
    asked: list[tuple[datetime, int, int]] = []
    for owner, target, minutes in tries:
        now += timedelta(minutes=minutes)
        today = [at for at, who, _ in asked if who == owner and now - at < timedelta(days=1)]
        before = [at for at, _, whom in asked if whom == target]
        if (
            rules.refusal(sent_today=len(today), last_to_target=max(before, default=None), stopped=False, now=now)
            is None
        ):
            asked.append((now, owner, target))

    for at, owner, target in asked:
        assert 3 >= sum(1 for then, who, _ in asked if who == owner and timedelta(0) <= at - then < timedelta(days=1))
        assert 1 == sum(1 for then, _, whom in asked if whom == target and abs(at - then) < timedelta(days=30))


def test_a_yes_holds_for_ninety_days_and_is_then_asked_for_again() -> None:
    agreed = rules.answered(INVITED, agrees=True, now=NOW)

    assert rules.usable(agreed, NOW + timedelta(days=90, seconds=-1))
    assert not rules.usable(agreed, NOW + timedelta(days=90))
    assert not rules.to_be_asked_again(agreed, NOW + timedelta(days=89))
    assert rules.to_be_asked_again(agreed, NOW + timedelta(days=90))


def test_whoever_could_not_be_reached_is_not_relied_on() -> None:
    failed = Contact(state=ContactState.AGREED, asked_at=NOW, agreed_at=NOW, failed=True)

    assert not rules.usable(failed, NOW)
    assert not rules.to_be_asked_again(failed, NOW)


def test_an_invitation_has_seven_days() -> None:
    assert ContactState.AGREED is rules.answered(INVITED, agrees=True, now=NOW + timedelta(days=7)).state
    assert INVITED == rules.answered(INVITED, agrees=True, now=NOW + timedelta(days=7, seconds=1))


def test_no_is_no_and_may_become_a_yes_when_they_change_their_mind() -> None:
    refused = rules.answered(INVITED, agrees=False, now=NOW)

    assert (ContactState.REFUSED, None) == (refused.state, refused.agreed_at)
    assert not rules.usable(refused, NOW)
    assert not rules.usable(INVITED, NOW)


def test_a_stop_is_final() -> None:
    gone = rules.stopped(rules.answered(INVITED, agrees=True, now=NOW))

    assert ContactState.STOPPED is gone.state
    assert gone == rules.answered(gone, agrees=True, now=NOW)
    assert gone == rules.answered(gone, agrees=False, now=NOW)
    assert not rules.usable(gone, NOW)


def test_whoever_takes_a_yes_back_has_agreed_to_nothing() -> None:
    agreed = rules.answered(INVITED, agrees=True, now=NOW)

    assert rules.answered(agreed, agrees=False, now=NOW).agreed_at is None
    assert rules.stopped(agreed).agreed_at is None
