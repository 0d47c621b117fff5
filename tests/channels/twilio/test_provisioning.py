"""An account is set up once, in the order it needs; a second time there is nothing to do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.channels.twilio.provisioning import ProvisioningRefused, TwilioAccount, Wishes
from tests.channels.twilio.fake_account import ACCOUNT, TOKEN, FakeAccount

WISHES = Wishes(
    number="", public_url="https://line.example.org", name="Corner House",
    text_fallback="https://handler.example/text", voice_fallback="https://handler.example/voice",
)  # fmt: skip
BASE = "https://twilio.example"


def opened(there: FakeAccount, token: str = TOKEN) -> TwilioAccount:
    return TwilioAccount(ACCOUNT, token, base=BASE, transport=there.transport)


def carry_out(there: FakeAccount, wishes: Wishes = WISHES) -> list[str]:
    steps = list(opened(there).steps(wishes))
    for step in steps:
        step.do()
    return [step.says for step in steps]


def test_an_empty_account_gets_a_number_a_service_and_all_addresses() -> None:
    there = FakeAccount()
    said = carry_out(there, WISHES._replace(area_code="215"))
    (number,), (service,) = there.numbers.values(), there.services.values()

    assert "+12155550142" == number["phone_number"]
    assert "https://line.example.org/twilio/sms" == number["sms_url"]
    assert "https://line.example.org/twilio/voice" == number["voice_url"]
    assert "https://handler.example/text" == number["sms_fallback_url"]
    assert "https://line.example.org/twilio/status" == number["status_callback"] == service["status_callback"]
    assert service["use_inbound_webhook_on_number"] is True
    assert {service["sid"]: [number["sid"]]} == there.members
    assert said[0].startswith("Buy +12155550142")


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "sms_url": st.sampled_from(["", "https://line.example.org/twilio/sms", "https://old.example"]),
            "voice_method": st.sampled_from(["GET", "POST"]),
            "sms_application_sid": st.sampled_from(["", "AP1"]),
            "voice_fallback_url": st.sampled_from([None, "https://old.example"]),
        },
    )
)
def test_whatever_was_set_before_a_second_time_changes_nothing(fields: dict[str, str]) -> None:
    there = FakeAccount()
    there.own("+12155550100", **fields)
    carry_out(there)
    made = len(there.changes)

    assert [] == carry_out(there)
    assert made == len(there.changes)
    assert "" == next(iter(there.numbers.values())).get("sms_application_sid", "")


def test_looking_alone_changes_nothing_and_says_what_would_be() -> None:
    there = FakeAccount()
    there.own("+12155550100")
    said = [step.says for step in opened(there).steps(WISHES)]

    assert [] == there.changes
    assert (
        "A message comes in: https://line.example.org/twilio/sms (now https://demo.twilio.com/welcome/sms/reply)"
        in said
    )
    assert not any(step.buys for step in opened(there).steps(WISHES))


def test_fallbacks_that_nobody_names_stay_as_they_are() -> None:
    there = FakeAccount()
    there.own("+12155550100", sms_fallback_url="https://theirs.example")
    carry_out(there, WISHES._replace(text_fallback="", voice_fallback=""))

    assert "https://theirs.example" == next(iter(there.numbers.values()))["sms_fallback_url"]


def test_of_several_numbers_none_is_guessed_and_a_foreign_one_is_refused() -> None:
    there = FakeAccount()
    there.own("+12155550100")
    there.own("+12155550101")

    with pytest.raises(ProvisioningRefused, match="LINE_NUMBER"):
        list(opened(there).steps(WISHES))
    with pytest.raises(ProvisioningRefused, match="no number of this account"):
        list(opened(there).steps(WISHES._replace(number="+12155550109")))
    assert list(opened(there).steps(WISHES._replace(number="+12155550101")))
    assert [] == there.changes


def test_what_twilio_refuses_is_told_by_its_code_and_never_with_a_secret() -> None:
    there = FakeAccount()
    there.own("+12155550100")
    there.broken = (400, 21404)
    with pytest.raises(ProvisioningRefused, match="21404") as refused:
        carry_out(there)
    with pytest.raises(ProvisioningRefused, match="TWILIO_AUTH_TOKEN") as wrong:
        list(opened(there, token="wrong").steps(WISHES))

    assert TOKEN not in str(refused.value) + str(wrong.value)
