"""Check-ins through the whole line: asked for, agreed to, sent, answered, stopped, forgotten."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.store.tables import CheckInRow, OutboxRow
from tests.features.people import LEE, SAM

WORDS = "Hi, checking in. Reply 1 all good, 2 want to talk, 3 need supplies. STOP ends these."


def agree(town: Any, when: str = "daily at noon", *, phone: str = SAM) -> str:
    for words in ("checkin", "1", when, "1"):
        town.text(phone, words)
    return str(town.text(phone, "1"))


def test_a_check_in_agreed_to_comes_at_its_time_and_is_answered(make_town: Any) -> None:
    town = make_town()
    assert "Done." in agree(town)
    [nudge] = town.later(hours=24, every=1200)
    assert (SAM, "sms", WORDS) == (nudge.to, nudge.channel, nudge.body)
    assert "Good to hear" in town.text(SAM, "1")
    [row] = town.rows(CheckInRow)
    assert '"unanswered":0' in row.state_json
    assert ("sms", 16) == (row.consent_channel, len(row.consent))


def test_nothing_is_kept_or_sent_before_it_is_agreed_to(town: Any) -> None:
    for words in ("checkin", "1", "daily at noon", "1"):
        town.text(SAM, words)

    assert ([], []) == (town.rows(CheckInRow), town.later(hours=25, every=3600))


def test_a_number_that_comes_back_hours_later_answers_the_nudge_and_no_menu(town: Any) -> None:
    agree(town)
    town.later(hours=24, every=1200)
    town.later(hours=5, every=3600)

    assert "Pick what you need" in town.text(SAM, "3")


def test_the_card_of_somebody_without_a_nudge_still_leads_to_the_steps(town: Any) -> None:
    agree(town)

    assert "911" in town.text(LEE, "1")


def test_two_unanswered_ask_once_then_rest_then_the_number_goes(town: Any) -> None:
    agree(town)
    sent = [letter.body for letter in town.later(days=29, every=21600)]
    assert [
        WORDS,
        WORDS,
        "Hi, we have not heard back. Still want these texts? Reply 1 for more. If not, we rest.",
    ] == sent
    assert 1 == len(town.rows(CheckInRow))
    town.later(days=2, every=21600)
    assert [] == town.rows(CheckInRow)


def test_stop_ends_it_at_once_and_start_arms_nothing(town: Any) -> None:
    agree(town)
    town.clock.at += timedelta(hours=23, minutes=59)
    town.watch(town.clock() + timedelta(minutes=1))
    town.text(SAM, "STOP")
    town.text(SAM, "START")

    assert [] == town.later(days=3, every=21600)
    assert [] == town.rows(CheckInRow)


def test_a_new_agreement_after_a_stop_stands(town: Any) -> None:
    agree(town)
    town.text(SAM, "STOP")
    agree(town)

    assert 1 == len(town.later(hours=24, every=1200))


def test_forget_me_leaves_nothing_of_it(town: Any) -> None:
    agree(town)
    town.later(hours=24, every=1200)
    town.text(SAM, "forget me")

    assert ([], []) == (town.rows(CheckInRow), town.rows(OutboxRow))
    assert [] == town.later(days=2, every=21600)


def test_nothing_that_names_anybody_can_be_read_from_the_row(town: Any) -> None:
    agree(town)
    [row] = town.rows(CheckInRow)

    assert "5550123" not in str(row.model_dump())
    assert 0 < len(row.number_sealed)


def test_more_than_an_hour_late_is_skipped(town: Any) -> None:
    agree(town)
    town.watching = False
    town.later(hours=25, minutes=1, every=1800)
    town.watching = True

    assert [] == town.later(hours=22, every=1200)
    assert 1 == len(town.later(hours=1, every=1200))


def test_two_tickers_send_one(make_town: Any) -> None:
    town = make_town()
    agree(town)
    town.clock.at += timedelta(hours=24)
    for _ in range(3):
        town.watch(town.clock())

    assert 1 == len(town.later(seconds=10))


def test_another_time_on_the_same_day_brings_no_second_one(town: Any) -> None:
    agree(town)
    town.later(hours=24, every=1200)
    agree(town, "daily at 4pm")

    assert [] == town.later(hours=10, every=1200)
    assert 1 == len(town.later(hours=20, every=1200))


def test_pause_and_put_off_are_heard(town: Any) -> None:
    agree(town)
    town.later(hours=24, every=1200)
    assert "they rest now" in town.text(SAM, "pause 3 days")
    assert [] == town.later(days=2, hours=20, every=3600)
    assert 1 == len(town.later(hours=5, every=1200))
    assert "not today" in town.text(SAM, "later")
    assert 1 == len(town.later(hours=24, every=1200))


def test_one_asked_for_on_a_call_waits_for_a_written_yes(town: Any) -> None:
    town.call(SAM, "checkin", "1", "daily at noon", "1", "1")
    town.tick()
    [confirm] = town.arrived(SAM)
    assert "Reply 1 to start" in confirm
    assert [] == town.later(hours=20, every=3600)
    assert "they start" in town.text(SAM, "1")
    assert 1 == len(town.later(hours=24, every=1200))


def test_one_asked_for_on_a_call_and_not_confirmed_is_gone_after_a_day(town: Any) -> None:
    town.call(SAM, "checkin", "1", "daily at noon", "1", "1")
    town.later(hours=25, every=1800)

    assert [] == town.rows(CheckInRow)
    assert 1 == len(town.arrived(SAM))


def test_a_hidden_number_sets_nothing_up(town: Any) -> None:
    town.call("anonymous", "checkin", "1", "daily at noon")

    assert [] == town.rows(CheckInRow)


@pytest.mark.parametrize(("day", "due"), [("2027-03-13", "2027-03-14T16:00"), ("2026-10-31", "2026-11-01T17:00")])
def test_noon_stays_noon_when_clocks_change(town: Any, day: str, due: str) -> None:
    town.clock.at = datetime.fromisoformat(f"{day}T18:00").replace(tzinfo=UTC)
    agree(town)

    assert datetime.fromisoformat(due).replace(tzinfo=UTC) == town.rows(CheckInRow)[0].due_at


def test_without_check_ins_the_line_says_so(make_town: Any) -> None:
    town = make_town(checkins=False)
    town.text(SAM, "checkin")

    assert "cannot send you check-ins" in town.text(SAM, "1")


@pytest.mark.parametrize("when", ["friday 8pm", "every friday at 8 pm", "los viernes a las 8 de la noche"])
def test_a_time_said_at_the_list_of_check_ins_sets_one_up(make_town: Any, when: str) -> None:
    town = make_town()
    town.text(SAM, "checkin")

    assert "\n4 Pacific" in town.text(SAM, when)
    assert [] == town.rows(CheckInRow)
