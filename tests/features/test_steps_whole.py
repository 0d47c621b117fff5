"""Somebody in the overdose steps sends their numbers: they go on with the steps, whatever else runs for this phone."""

from __future__ import annotations

from typing import Any

import pytest

from app.channels.results import Outcome
from app.store.tables import SafetyCheckRow
from tests.features.people import KIM, SAM


def state(town: Any) -> str:
    [row] = town.rows(SafetyCheckRow)
    return str(row.state)


def test_a_contact_who_went_there_gets_the_next_step(town: Any) -> None:
    town.agree()
    town.arm()
    town.later(minutes=13)
    assert town.text(KIM, "od").startswith("Call 911 now.")

    assert "Breathing is the goal" in town.text(KIM, "2")
    assert "escalating" == state(town)  # steps asked for are no answer to the alarm: somebody else is told meanwhile
    town.later(minutes=3)
    assert "They may wake up sick" in town.text(KIM, "1")


def test_the_next_step_does_not_close_the_check_of_whoever_asks_for_it(town: Any) -> None:
    town.agree()
    town.arm()
    town.later(minutes=10, seconds=10)
    town.text(SAM, "od")

    assert "Try to wake them." in town.text(SAM, "1")
    assert "prompted" == state(town)
    assert "It is closed" in town.text(SAM, "ok")


def test_a_contact_who_read_the_steps_long_ago_answers_the_alarm(town: Any) -> None:
    town.agree()
    town.arm()
    town.text(KIM, "od")
    town.later(minutes=13)

    assert "Thank you." in town.text(KIM, "1")
    assert "acked" == state(town)


@pytest.mark.parametrize("seconds", [10, 90, 500])
def test_a_timer_asked_for_on_a_call_takes_no_number_from_the_steps(town: Any, seconds: int) -> None:
    town.tick()
    town.call(SAM, "check", "2")
    assert "in 20 minutes" in town.later(seconds=10)[0].body
    town.text(SAM, "od")
    town.later(seconds=seconds)

    assert "Try to wake them." in town.text(SAM, "1")


def test_a_text_about_a_timer_that_never_came_takes_no_number(town: Any) -> None:
    town.tick()
    town.provider.answer = lambda _: Outcome("unusable", code=30005)
    town.call(SAM, "check", "2")
    assert town.text(SAM, "1").startswith("Call 911 now.")
    town.later(seconds=90)

    assert [] == town.arrived(SAM)
    town.text(SAM, "menu")
    town.later(seconds=90)
    assert town.text(SAM, "1").startswith("Call 911 now.")


def test_a_stop_ends_the_wish_for_a_timer(town: Any) -> None:
    town.tick()
    town.call(SAM, "check", "2")
    town.later(seconds=10)
    town.text(SAM, "stop")
    town.later(seconds=90)

    assert town.text(SAM, "1").startswith("Call 911 now.")
