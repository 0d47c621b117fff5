"""Safety checks through the whole line: texts in, texts and calls out, on both kinds of database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from app.channels.results import Outcome
from app.features.context import fingerprint
from app.line.delivery_reports import DeliveryReports
from app.store.redis_connection import connect
from app.store.tables import CheckInRow, ContactRow, InvitationRow, OutboxRow, SafetyCheckRow
from tests.channels.reports import report
from tests.features.people import BOSS, KIM, LEE, SAM
from tests.processes import wait_for

ALARM = "Sam did not answer a check-in and asked us to tell you. Call or go now."


def test_silence_is_asked_then_rung_then_told_by_text_and_call_until_somebody_is_on_it(make_town: Any) -> None:
    town = make_town()
    town.agree()
    assert "It runs." in town.arm()
    assert [] == town.later(minutes=9, seconds=50)
    [prompt] = town.later(seconds=20)
    assert (SAM, "sms", True) == (prompt.to, prompt.channel, prompt.body.startswith("You good?"))
    [ring] = town.later(seconds=60)
    assert (SAM, "voice") == (ring.to, ring.channel)
    told = town.later(seconds=60)
    assert {(KIM, "sms"), (KIM, "voice")} == {(letter.to, letter.channel) for letter in told}
    assert all(ALARM in letter.body for letter in told)
    again = town.later(seconds=60)
    assert ["sms"] == [letter.channel for letter in again if letter.body.startswith("(repeat) ")]
    assert "Thank you" in town.text(KIM, "1")
    assert [] == town.later(minutes=30)
    assert "We tell them now" in town.text(SAM, "ok")
    [clear] = town.later(seconds=10)
    assert (KIM, True) == (clear.to, "they answered just now" in clear.body)


def test_the_words_shown_before_arming_are_the_words_sent(make_town: Any) -> None:
    town = make_town()
    town.agree()
    town.tick()
    shown = town.text(SAM, "check")
    town.text(SAM, "1")
    row = town.rows(SafetyCheckRow)[0]
    told = [letter for letter in town.later(minutes=12, seconds=10) if letter.to == KIM and letter.channel == "sms"]

    assert told[0].body in shown
    assert fingerprint(told[0].body) == row.wording


def test_a_place_goes_only_to_who_is_told_and_is_sealed_until_then(make_town: Any) -> None:
    town = make_town()
    town.agree()
    said = town.arm(keys=("2", "12 Oak St, side door"))
    assert "Place: 12 Oak St, side door." in said
    kept = str([row.model_dump() for table in (SafetyCheckRow, ContactRow, OutboxRow) for row in town.rows(table)])
    assert "Oak" not in kept
    told = [letter.body for letter in town.later(minutes=13) if letter.to == KIM]

    assert all("Place: 12 Oak St, side door." in body for body in told)
    town.text(SAM, "ok")
    [row] = town.rows(SafetyCheckRow)
    assert (None, None) == (row.number_sealed, row.words_sealed)


@pytest.mark.parametrize("words", ["ok", "OK!", "im ok", "estoy bien", "all good", "STOP"])
def test_ok_in_any_words_and_stop_close_it_before_anybody_is_told(town: Any, words: str) -> None:
    town.agree()
    town.arm()
    town.later(minutes=11, seconds=30)
    town.text(SAM, words)

    assert [] == town.later(minutes=30)
    assert not [row for row in town.rows(SafetyCheckRow) if row.state != "closed"]


def test_any_key_on_the_call_closes_it_and_a_voicemail_does_not(town: Any) -> None:
    town.agree()
    town.arm()
    ring = town.later(minutes=11, seconds=10)[-1]
    assert "<Hangup" in town.press(ring, "")
    assert "It is closed" in town.press(ring, "5")
    assert [] == town.later(minutes=10)


def test_four_digits_alone_close_a_check_that_has_them(town: Any) -> None:
    town.agree()
    assert "4 digits" in town.arm(keys=("3", "4711"))
    ring = town.later(minutes=11, seconds=10)[-1]
    assert "Reply with your 4 digits" in town.text(SAM, "ok")
    assert "Press your 4 digits" in town.press(ring, "1")
    assert "It is closed" in town.press(ring, "4711")
    assert [] == town.later(minutes=10)


@pytest.mark.parametrize("keys", [("4", "4711 12 Oak St, side door"), ("3", "4711, 12 Oak St, side door")])
def test_a_place_and_a_closing_code_go_together(town: Any, keys: tuple[str, str]) -> None:
    town.agree()
    said = town.arm(keys=keys)
    assert "Your 4 digits close it" in said
    assert "Place: 12 Oak St, side door." in said
    town.later(minutes=11, seconds=10)
    assert "Reply with your 4 digits" in town.text(SAM, "ok")
    assert any("Place: 12 Oak St, side door." in letter.body for letter in town.later(minutes=3))
    assert "We tell them now" in town.text(SAM, "4711")


@pytest.mark.parametrize("words", ["4711", "12 Oak St", "47 11 Oak St", "47112 Oak St"])
def test_both_are_asked_for_until_both_came(town: Any, words: str) -> None:
    town.agree()

    assert "In one text: your 4 digits" in town.arm(keys=("4", words))
    assert [] == town.rows(SafetyCheckRow)


def test_a_house_number_is_no_code(town: Any) -> None:
    town.agree()
    assert "Place: 4711 Oak St." in town.arm(keys=("2", "4711 Oak St"))
    town.later(minutes=11)

    assert "It is closed" in town.text(SAM, "ok")


def test_digits_backwards_look_like_closing_and_tell_the_contact_at_once(make_town: Any) -> None:
    town = make_town()
    town.agree()
    town.arm(keys=("3", "4711"))
    told = town.text(SAM, "1174")
    came = town.later(seconds=10)
    assert {(KIM, "sms"), (KIM, "voice")} == {(letter.to, letter.channel) for letter in came}
    assert all(ALARM in letter.body for letter in came)
    assert "digits" not in town.text(SAM, "ok")
    assert not [letter for letter in town.later(minutes=15) if letter.to == SAM]
    assert "closed" in town.text(SAM, "4711")
    assert "they answered just now" in town.later(seconds=10)[0].body

    town.later(hours=2)
    town.arm(keys=("3", "4711"))
    assert told == town.text(SAM, "4711")


def test_whoever_typed_backwards_and_asks_for_another_check_is_asked_in_time(make_town: Any) -> None:
    town = make_town()
    town.agree()
    town.arm(keys=("3", "4711"))
    town.text(SAM, "1174")
    town.later(seconds=10)
    assert "Thank you" in town.text(KIM, "1")
    town.later(minutes=20)

    assert "It runs." in town.arm()
    came = town.later(minutes=10, seconds=10)
    assert ["You good?"] == [letter.body[:9] for letter in came if letter.to == SAM]
    assert [True] == ["did not say OK" in letter.body for letter in came if letter.to == KIM]


def test_digits_backwards_on_the_call_sound_like_closing(town: Any) -> None:
    town.agree()
    town.arm(keys=("3", "4711"))
    ring = town.later(minutes=11, seconds=10)[-1]
    told = town.press(ring, "1174")

    assert "It is closed" in told
    assert {KIM} == {letter.to for letter in town.later(seconds=10)}
    assert told == town.press(ring, "4711")


def test_digits_that_read_the_same_backwards_close_it(town: Any) -> None:
    town.agree()
    town.arm(keys=("3", "4774"))
    town.text(SAM, "4774")

    assert [] == town.later(minutes=20)


def test_nothing_in_writing_tells_of_digits_backwards(town: Any, library: Any) -> None:
    town.agree()
    written = [town.text(SAM, "check"), town.text(SAM, "3"), town.text(SAM, "4711"), town.text(SAM, "help")]

    assert not [text for text in written if "backwards" in text]
    assert "backwards" in ask_on_a_call(town, "1", sender=LEE)


def test_a_reply_between_claim_and_send_wins(town: Any) -> None:
    town.agree()
    town.arm()
    town.later(minutes=11, seconds=50)
    town.clock.at += timedelta(seconds=12)
    town.watch(town.clock())
    town.text(SAM, "ok")
    town.delivery.deliver()

    assert not [body for body in town.arrived(KIM) if ALARM in body]


def test_an_emergency_during_a_check_gets_the_steps_and_does_not_close_it(town: Any) -> None:
    town.agree()
    town.arm()
    town.later(minutes=10, seconds=10)

    assert "911" in town.text(SAM, "he is not breathing")
    assert ["prompted"] == [row.state for row in town.rows(SafetyCheckRow)]


def test_a_reply_that_is_no_ok_asks_again_and_buys_one_minute(town: Any) -> None:
    town.agree()
    town.arm()
    town.later(minutes=11, seconds=10)
    assert "Are you OK? Reply OK" in town.text(SAM, "hmm what")
    assert [] == town.later(seconds=100)
    assert KIM in {letter.to for letter in town.later(seconds=20)}


def test_more_time_asks_later(town: Any) -> None:
    town.agree()
    town.arm()
    town.later(minutes=5)
    assert "more time" in town.text(SAM, "+20")
    assert [] == town.later(minutes=19, seconds=50)
    assert "You good?" in town.later(seconds=20)[0].body


def test_who_cannot_go_makes_it_the_next_persons_turn_within_ten_seconds(make_town: Any) -> None:
    town = make_town(on_call=BOSS)
    town.agree()
    town.text(SAM, "menu")
    town.clock.at += timedelta(minutes=2)
    town.tick()
    town.arm()
    town.later(minutes=12, seconds=10)
    assert "somebody else" in town.text(KIM, "2")
    told = town.later(seconds=4, every=2)

    assert {BOSS} == {letter.to for letter in told}
    assert all("Oak" not in letter.body and "Sam" not in letter.body for letter in told)


def test_a_contact_may_answer_on_the_call(town: Any) -> None:
    town.agree()
    town.arm()
    call = next(
        letter for letter in town.later(minutes=12, seconds=10) if letter.channel == "voice" and letter.to == KIM
    )
    assert "Thank you" in town.press(call, "1")
    assert [] == town.later(minutes=10)


def test_a_call_that_nobody_picks_up_hurries_nothing_and_brings_nobody_else(make_town: Any) -> None:
    town = make_town(on_call=BOSS)
    town.agree()
    town.arm()
    town.later(minutes=12, seconds=10)
    [call] = [row for row in town.rows(OutboxRow) if row.channel == "voice" and row.kind == "escalation"]
    statuses = DeliveryReports(town.database)
    form = {"CallSid": call.provider_sid, "CallStatus": "no-answer"}
    statuses.note(report(form, id=call.id), now=town.clock())

    assert [] == town.later(seconds=20)
    assert {KIM} == {letter.to for letter in town.later(seconds=40)}


def test_whom_no_text_reaches_is_called_and_the_next_is_told_at_once(make_town: Any) -> None:
    town = make_town(on_call=BOSS)
    town.agree()
    town.arm()
    town.provider.answer = lambda letter: (
        Outcome("unusable", code=30005) if (letter.to, letter.channel) == (KIM, "sms") else None
    )
    told = town.later(minutes=12, seconds=20)

    assert {(KIM, "voice"), (BOSS, "sms"), (BOSS, "voice")} <= {(letter.to, letter.channel) for letter in told}


DRUG_WORDS = ("naloxone", "naloxona")


def filters(letter: Any) -> Outcome | None:
    """A carrier that lets no text through that says naloxone."""
    told = letter.channel == "sms" and any(word in letter.body for word in DRUG_WORDS)
    return Outcome("filtered", code=30007) if told else None


@pytest.mark.parametrize("greeting", ["menu", "hola"])
def test_a_filtered_alarm_comes_in_plain_words_beside_the_call_and_nobody_else_is_told(
    make_town: Any, greeting: str
) -> None:
    town = make_town(on_call=BOSS)
    town.text(SAM, greeting)
    town.agree()
    town.arm(keys=("2", "12 Oak St, side door"))
    town.provider.answer = filters
    told = [letter for letter in town.later(minutes=12, seconds=10) if letter.to == KIM]
    [text] = [letter for letter in told if letter.channel == "sms"]

    assert {(KIM, "sms"), (KIM, "voice")} == {(letter.to, letter.channel) for letter in told}
    assert text.body.startswith("Sam ")
    assert "911" in text.body
    assert "Oak" not in text.body
    assert any("Oak" in letter.body for letter in told if letter.channel == "voice")


def test_an_alarm_filtered_in_plain_words_too_is_the_next_persons_turn(make_town: Any) -> None:
    town = make_town(on_call=BOSS)
    town.agree()
    town.arm()
    town.provider.answer = lambda letter: (
        Outcome("filtered", code=30007) if (letter.to, letter.channel) == (KIM, "sms") else None
    )
    told = town.later(minutes=12, seconds=20)

    assert {(KIM, "voice"), (BOSS, "sms"), (BOSS, "voice")} <= {(letter.to, letter.channel) for letter in told}


def test_every_urgent_text_is_sealed_with_plain_words_and_no_call_is(town: Any) -> None:
    town.agree()
    town.arm()
    town.later(minutes=12, seconds=4)
    town.provider.answer = lambda letter: Outcome("retry")
    town.later(seconds=70)
    waiting = [row for row in town.rows(OutboxRow) if row.body_sealed and row.owner_kind == "safety_check"]

    assert {"sms", "voice"} == {row.channel for row in waiting}
    assert all((row.plain_sealed is None) == (row.channel == "voice") for row in waiting)


def test_a_provider_that_fails_is_tried_until_it_works(town: Any) -> None:
    town.agree()
    town.arm()
    town.provider.answer = lambda letter: Outcome("retry")
    assert [] == town.later(minutes=20)
    town.provider.answer = lambda letter: None
    assert KIM in {letter.to for letter in town.later(seconds=90)}


def test_all_processes_gone_for_ten_minutes_escalate_when_they_are_back(town: Any) -> None:
    town.agree()
    town.arm()
    town.watching = False
    town.later(minutes=20, every=60)
    town.watching = True

    assert {SAM, KIM} == {letter.to for letter in town.later(seconds=4, every=2)}


def test_nothing_of_a_check_is_left_an_hour_after_it_closed(town: Any) -> None:
    town.agree()
    town.arm(keys=("2", "12 Oak St"))
    town.later(minutes=12, seconds=30)
    town.text(SAM, "ok")
    town.later(minutes=61, every=60)

    assert [] == town.rows(SafetyCheckRow)
    assert [] == [row.key for row in town.rows(OutboxRow) if row.to_sealed or row.body_sealed]


# -- armed or refused ------------------------------------------------------------------------------------------------


def stale(town: Any) -> None:
    town.clock.at += timedelta(seconds=11)


def failing(town: Any) -> None:
    town.provider.answer = lambda letter: Outcome("retry")
    town.text(SAM, "menu")
    town.text(LEE, "check")
    town.text(LEE, "312 555 0188 Lee")
    town.later(seconds=40, every=2)


@pytest.mark.parametrize("trouble", [stale, failing])
def test_a_check_that_could_not_be_kept_is_refused_with_the_staffed_lines(
    town: Any, trouble: Callable[[Any], None]
) -> None:
    town.agree()
    trouble(town)
    said = town.text(SAM, "check")

    assert "can't watch you right now" in said
    assert "877-696-1996" in said
    assert [] == town.rows(SafetyCheckRow)


def test_trouble_between_the_offer_and_the_yes_is_said_and_nothing_is_armed(town: Any) -> None:
    town.agree()
    town.tick()
    town.text(SAM, "check")
    stale(town)

    assert "can't watch you right now" in town.text(SAM, "1")
    assert [] == town.rows(SafetyCheckRow)


def test_a_record_that_takes_nothing_arms_nothing_and_says_so(town: Any) -> None:
    town.agree()
    town.tick()
    town.text(SAM, "check")
    town.opt_ins.seconds = 0.2
    with town.database.writing() as holding:
        holding.connection()  # every other writer now waits in vain
        said = town.text(SAM, "1")
        holding.rollback()

    assert "can't watch you right now" in said
    assert [] == town.rows(SafetyCheckRow)


def test_switched_off_it_leads_to_the_staffed_lines_and_arms_nothing(make_town: Any) -> None:
    town = make_town(safety_checks=False)

    assert "800-972-0590" in town.text(SAM, "check")
    assert [] == town.rows(SafetyCheckRow)


def test_a_hidden_number_is_told_to_text(town: Any) -> None:
    assert "800" in town.call("anonymous", "check") or "text" in town.call("anonymous", "check").lower()
    assert [] == town.rows(SafetyCheckRow)


# -- contacts --------------------------------------------------------------------------------------------------------


def test_a_contact_is_asked_once_in_the_words_shown_and_the_caller_hears_of_a_yes(town: Any) -> None:
    town.tick()
    town.text(SAM, "check")
    shown = town.text(SAM, "my sister (312) 555-0142, she calls me Sam")
    town.tick()
    [asked] = town.arrived(KIM)

    assert asked.removeprefix("sms: ") in shown
    assert "asked if you can be someone we text" in asked
    town.text(KIM, "1")
    town.tick()
    assert "said yes" in town.arrived(SAM)[-1]
    [row] = town.rows(ContactRow)
    assert (None, "") == (row.asker_sealed, row.asker_opt_out_key)


@pytest.mark.parametrize(
    "words", ["312-555-0142 Sam", "Sam 3125550142", "+1 312 555 0142 Sam", "call (312) 555 0142, name is Sam"]
)
def test_a_typed_number_is_in_no_session_no_row_and_no_reply(town: Any, words: str) -> None:
    town.tick()
    town.text(SAM, "check")
    said = town.text(SAM, words)
    kept = str([row.model_dump() for table in (ContactRow, InvitationRow, OutboxRow) for row in town.rows(table)])

    assert "0142" not in said + kept
    assert "Sam asked if" in said


def test_stop_from_a_contact_is_final_whoever_asks_again(town: Any) -> None:
    town.agree()
    town.text(KIM, "STOP")
    town.text(KIM, "START")
    town.later(days=40, every=86400)
    town.text(SAM, "check")

    assert "cannot ask that number" in town.text(SAM, "312 555 0142 Sam")
    town.text(LEE, "check")
    assert "cannot ask that number" in town.text(LEE, "312 555 0142 Lee")
    [row] = town.rows(ContactRow)
    assert ("stopped", None, None) == (row.state, row.number_sealed, row.name_closed)


def test_stop_from_a_contact_during_an_alarm_ends_it_for_them_and_brings_the_next(make_town: Any) -> None:
    town = make_town(on_call=BOSS)
    town.agree()
    town.arm()
    town.later(minutes=12, seconds=10)
    town.text(KIM, "STOP")
    after = town.later(minutes=3)

    assert {BOSS} == {letter.to for letter in after}


def test_nobody_is_asked_twice_in_thirty_days_and_nobody_asks_more_than_three_a_day(town: Any) -> None:
    town.tick()
    town.text(SAM, "check")
    for number in ("0142", "0143", "0144"):
        assert "We send them this" in town.text(SAM, f"312 555 {number} Sam")
        town.text(SAM, "check")
    assert "cannot ask that number" in town.text(SAM, "312 555 0145 Sam")
    town.text(LEE, "check")
    assert "cannot ask that number" in town.text(LEE, "312 555 0142 Lee")
    assert "cannot ask that number" in town.text(LEE, LEE)


def test_an_agreement_is_asked_for_again_after_ninety_days_and_arms_nothing_before_the_new_yes(town: Any) -> None:
    town.agree()
    town.later(days=91, every=3600 * 12)
    assert 2 == len([body for body in town.arrived(KIM) if "asked if you can be" in body])
    town.tick()
    assert "has not said yes" in town.text(SAM, "check")
    town.text(KIM, "1")
    town.tick()
    assert "We ask in 10 minutes" in town.text(SAM, "check")


def test_no_from_a_contact_is_kept_without_their_number(town: Any) -> None:
    town.tick()
    town.text(SAM, "check")
    town.text(SAM, "312 555 0142 Sam")
    town.tick()
    assert "not text you about this" in town.text(KIM, "2")
    [row] = town.rows(ContactRow)
    assert ("refused", None) == (row.state, row.number_sealed)


# -- stop and forget -------------------------------------------------------------------------------------------------


def test_forget_me_leaves_no_row_and_sends_nothing_but_the_end_to_who_was_told(town: Any) -> None:
    town.agree()
    town.arm()
    town.later(minutes=12, seconds=10)
    assert "deleted" in town.text(SAM, "forget me")
    left = town.later(hours=24, every=900)

    assert ["About the check-in: they turned it off, and did not say OK. Call them if you are not sure."] == [letter.body for letter in left]  # fmt: skip
    assert ([], [], []) == (town.rows(SafetyCheckRow), town.rows(ContactRow), town.rows(CheckInRow))


def test_what_the_record_cannot_forget_now_it_forgets_when_it_is_back(town: Any) -> None:
    town.agree()
    town.opt_ins.seconds = 0.2
    with town.database.writing() as holding:
        holding.connection()
        town.text(SAM, "forget me")
        holding.rollback()

    def gone() -> bool:
        town.opt_ins.refresh(town.clock())
        return not town.rows(ContactRow)

    wait_for(gone, seconds=5)  # its thread gives up, or goes on, a moment after the reply


def test_a_borrowed_phone_shows_nothing(town: Any) -> None:
    questions = ["status", "what do you have on me", "who is this", "hi", "privacy"]
    town.text(LEE, "menu")
    before = [town.text(LEE, words) for words in questions]
    town.agree(owner=SAM)
    town.arm()
    town.text(SAM, "menu")

    # the timer is named, as it is under every answer; whom it would tell, and where, is not
    runs = "Your timer still runs: about 10 min left, then we ask if you are OK. OK closes it, +10 gives more time."
    answers = [town.text(SAM, words) for words in questions]
    assert all(answer.endswith(runs) for answer in answers)
    shown = [answer.removesuffix(runs).strip() for answer in answers]
    assert all(one in ("", other.strip()) for one, other in zip(shown, before, strict=True))


def test_no_receipt_holds_a_name_or_a_place(town: Any) -> None:
    town.agree()
    town.arm(keys=("2", "12 Oak St, side door"))
    with connect(town.redis_url, timeout=5) as redis:
        kept = b" ".join(redis.get(key) or b"" for key in redis.scan_iter())

    assert b"It runs." in kept
    assert b"Oak" not in kept
    assert b"Sam" not in kept


def test_forget_me_from_a_contact_leaves_nothing_of_them_and_brings_the_next(make_town: Any) -> None:
    town = make_town(on_call=BOSS)
    town.agree()
    town.arm()
    town.later(minutes=12, seconds=10)
    town.text(KIM, "forget me")

    assert [] == town.rows(ContactRow)
    assert {BOSS} == {letter.to for letter in town.later(minutes=2)}


def ask_on_a_call(town: Any, *keys: str, sender: str = SAM) -> str:
    """What is said last on a call that asks for a timer."""
    town.tick()
    return str(town.call(sender, "check", *keys))


def test_a_timer_asked_for_on_a_call_runs_after_two_written_answers(make_town: Any) -> None:
    town = make_town()
    town.agree()
    said = ask_on_a_call(town, "2")
    assert "Nothing runs before you answer that text with 1." in said
    assert "Sam" not in said
    [asked] = town.later(seconds=10)
    assert (SAM, "sms", True) == (
        asked.to,
        asked.channel,
        asked.body.startswith("Hi, from your phone call: in 20 minutes"),
    )
    assert [] == town.rows(SafetyCheckRow)
    assert "We ask in 20 minutes" in town.text(SAM, "1")
    assert [] == town.rows(SafetyCheckRow)
    assert "It runs." in town.text(SAM, "1")
    assert [] == town.later(minutes=19, seconds=50)
    assert town.later(seconds=20)[0].body.startswith("You good?")


def test_nobody_is_told_on_a_call_that_a_check_runs_or_who_would_be(town: Any) -> None:
    town.agree()
    before = ask_on_a_call(town)
    town.arm()

    assert before == ask_on_a_call(town)
    assert before == ask_on_a_call(town, sender=LEE)


def test_a_faked_call_alone_arms_nothing_and_asks_nobody(town: Any) -> None:
    town.agree()
    before = len(town.rows(InvitationRow))
    ask_on_a_call(town, "5")
    sent = town.later(minutes=30)

    assert [SAM] == [letter.to for letter in sent]
    assert ([], before) == (town.rows(SafetyCheckRow), len(town.rows(InvitationRow)))


def test_a_no_or_a_quarter_of_an_hour_ends_the_wish(town: Any) -> None:
    town.agree()
    town.later(minutes=30)
    ask_on_a_call(town, "1")
    town.later(seconds=10)
    assert "Nothing was started" in town.text(SAM, "2")
    assert "Call 911 now" in town.text(SAM, "1")
    town.later(minutes=70)
    ask_on_a_call(town, "1")
    town.later(minutes=16)

    assert "Call 911 now" in town.text(SAM, "1")


def test_one_persons_answer_starts_no_timer_of_anothers(town: Any) -> None:
    town.agree()
    ask_on_a_call(town, "1")
    town.later(seconds=10)

    assert "Call 911 now" in town.text(LEE, "1")


def test_a_hidden_number_hears_the_lines_with_a_person(town: Any) -> None:
    said = ask_on_a_call(town, sender="Anonymous")

    assert "nothing is running" in said
    assert "8 0 0" in said
