"""No flood empties the account, and no emergency is ever turned away."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.channels.received import is_machine
from app.line.limits import BURST, CALL_BURST, MOST, PER_HOUR, Allowance, Limits
from app.privacy.phone import Phone
from app.privacy.pseudonyms import Pseudonyms

NAMES = Pseudonyms(b"k" * 32)


class Clock:
    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_caller_has_a_burst_one_word_of_where_to_turn_and_twenty_an_hour(clock: Clock) -> None:
    limits = Limits(clock=clock)
    first = [limits.judge("a", segments=1) for _ in range(BURST + 3)]
    clock.at += 3600
    later = [limits.judge("a", segments=1) for _ in range(PER_HOUR)]

    assert [Allowance.FULL] * BURST + [Allowance.WHERE, Allowance.SILENT, Allowance.SILENT] == first
    assert BURST == later.count(Allowance.FULL)
    assert Allowance.FULL is limits.judge("b", segments=1)


def test_whoever_is_owed_an_answer_always_gets_it(clock: Clock) -> None:
    limits = Limits(day_segments=10, clock=clock)

    assert {Allowance.FULL} == {limits.judge("a", segments=2, owed=True) for _ in range(200)}


def test_emergencies_are_whole_then_short_and_never_denied(clock: Clock) -> None:
    limits = Limits(day_segments=100, clock=clock)
    found = [limits.judge("a", segments=3, urgent=True) for _ in range(500)]

    assert {Allowance.FULL, Allowance.SHORT} == set(found)
    assert Allowance.SHORT is found[-1]


@pytest.mark.parametrize(
    ("spent", "stage", "stranger", "running"),
    [(0, "open", "full", "full"), (50, "warned", "full", "full"), (80, "running", "silent", "full"), (100, "urgent", "silent", "silent")],
)  # fmt: skip
def test_three_stages(clock: Clock, spent: int, stage: str, stranger: str, running: str) -> None:
    limits = Limits(day_segments=100, clock=clock)
    limits.spent = spent

    assert stage == limits.stage
    assert (stranger, running) == (limits.judge("a", segments=1), limits.judge("b", segments=1, running=True))
    assert Allowance.SILENT is not limits.judge("c", segments=1, urgent=True)
    clock.at += 86_400
    assert "open" == limits.stage


def test_ten_thousand_numbers_at_once_spend_no_more_than_the_cap_and_every_cry_is_answered(clock: Clock) -> None:
    limits, cries = Limits(day_segments=5_000, clock=clock), 0
    calm, began = 0, time.perf_counter()
    for turn in range(5):
        for number in range(10_000):
            urgent = number % 100 == turn
            verdict = limits.judge(
                f"n{number}", segments=2, urgent=urgent, prefix=f"p{number // 1000}", running=turn > 0
            )
            assert not (urgent and verdict not in (Allowance.FULL, Allowance.SHORT))
            cries += urgent
            calm += 0 if urgent or verdict is Allowance.SILENT else 2
        clock.at += 60
    each = (time.perf_counter() - began) / 50_000

    assert 500 == cries
    assert calm <= 5_000
    assert limits.spent <= 5_000 + 2 * cries
    assert each < 0.0005
    assert len(limits._buckets) <= MOST


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abcd"), st.integers(1, 5), st.booleans(), st.booleans(), st.integers(0, 900)), max_size=120))  # fmt: skip
def test_nothing_beyond_the_cap_but_what_is_owed(texts: list[tuple[str, int, bool, bool, int]]) -> None:
    clock = Clock()
    limits, unowed = Limits(day_segments=40, clock=clock), 0
    for caller, cost, urgent, owed, later in texts:
        clock.at += later / 100
        verdict = limits.judge(caller, segments=cost, urgent=urgent, owed=owed, running=True)
        if urgent or owed:
            assert verdict in (Allowance.FULL, Allowance.SHORT)
        elif verdict is not Allowance.SILENT:
            unowed += cost if verdict is Allowance.FULL else 1

    assert unowed <= 40


@pytest.mark.parametrize(
    ("number", "machine", "reachable"),
    [
        ("+13125550123", False, True),
        ("+14165550123", False, True),
        ("+442079460123", True, False),
        ("+19005550123", True, False),
        ("+18005550123", True, False),
        ("+18335550123", True, False),
        ("+18095550123", True, False),
        ("+13129760123", False, False),
        ("12345", True, False),
    ],
)
def test_only_phones_of_here_are_answered_and_may_be_contacts(number: str, machine: bool, reachable: bool) -> None:
    assert (machine, reachable) == (is_machine(number), Phone(number, NAMES).reachable)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["", "a", "b"]), st.booleans(), st.booleans(), st.booleans(), st.integers(0, 200)), max_size=60))  # fmt: skip
def test_a_call_that_must_be_answered_always_is(moments: list[tuple[str, bool, bool, bool, int]]) -> None:
    clock = Clock()
    limits = Limits(day_segments=20, clock=clock)
    for caller, began, must, abroad, later in moments:
        clock.at += later
        full = limits.judge_call(caller, began=began, must=must, prefix="p", abroad=abroad)

        assert full or not must
        assert not (full and not must and (limits.stage == "urgent" or (began and abroad)))


def test_hidden_callers_share_no_bucket_of_a_caller(clock: Clock) -> None:
    limits = Limits(clock=clock)

    assert all(limits.judge_call("", began=True, must=False, prefix="hidden") for _ in range(5 * CALL_BURST))
