"""Kinds of answers that were wrong once, a file for each; by the hand that mended them, so they measure nothing unseen."""

from __future__ import annotations

from tests.conversations.folders import expect_right
from tests.conversations.judge import Told
from tests.conversations.world import People, Town

_RINGS = 14


def test_what_was_mended_stays_so(town: Town, told: Told) -> None:
    expect_right("mended", town, told)


def test_a_contact_who_writes_twice_in_a_minute_is_heard_both_times(town: Town) -> None:
    people = People(town)
    for line in ("check", "202-555-0102 Rosa", "2> 1", "2> naloxone 19134", "check", "1"):
        people.say(line)
    people.came(2)
    for _ in range(_RINGS):
        people.next()
        if people.came(2):
            break

    people.text("who is this", place=2)
    taken = people.text("im on my way", place=2)

    assert town.release.text("safety_checks.alarm_coming", "en")[:20] in " ".join(taken)
    people.put_away()


def test_somebody_asked_to_be_a_contact_refuses_by_being_the_wrong_number(town: Town) -> None:
    people = People(town)
    for line in ("check", "202-555-0102 Ana"):
        people.say(line)

    answer = people.text("wrong number", place=2)

    assert town.release.text("safety_checks.refused_invitation", "en")[:20] in " ".join(answer)
    people.put_away()
