"""Providers are opened by the names of their folders, in the order that a programme sets."""

from __future__ import annotations

import pytest

from app.base.errors import SettingsError
from app.channels.base import Can, Letter
from app.channels.registry import open_providers
from app.channels.results import Outcome
from app.channels.senders import Senders
from tests.channels.dummy.provider import CARRIER, DummyProvider
from tests.conftest import MakeSettings

TEXT = Letter(id="o1", to="+13125550123", body="Hi")
CALL = Letter(id="o2", to="+13125550123", body="Hi", channel="voice")


class Voiceless(DummyProvider):
    """Carries texts only, and keeps them."""

    can = Can(calls=False, deletes=False, rate=3.0)

    def send(self, letter: Letter) -> Outcome:
        return Outcome("sent", sid="voiceless")

    def knows(self, sid: str) -> bool:
        return sid == "voiceless"


def test_twilio_alone_is_what_a_line_has(make_settings: MakeSettings) -> None:
    assert ["twilio"] == [provider.name for provider in open_providers(make_settings())]


def test_the_order_is_the_programmes(make_settings: MakeSettings) -> None:
    opened = open_providers(make_settings(porchlight_providers=" tests.channels.dummy , twilio"))

    assert ["dummy", "twilio"] == [provider.name for provider in opened]


@pytest.mark.parametrize(
    "name", ["twillio", "base", "../twilio", "Twilio", "os.path", "nowhere.at.all", ".", "twilio."]
)
def test_a_name_without_a_folder_is_a_problem_that_names_the_setting(make_settings: MakeSettings, name: str) -> None:
    with pytest.raises(SettingsError, match="PORCHLIGHT_PROVIDERS"):
        open_providers(make_settings(porchlight_providers=name))


def test_a_line_without_a_provider_is_a_problem(make_settings: MakeSettings) -> None:
    with pytest.raises(SettingsError, match="PORCHLIGHT_PROVIDERS"):
        open_providers(make_settings(porchlight_providers=" , "))


def test_what_the_first_cannot_carry_goes_by_the_next() -> None:
    CARRIER.clear()
    senders = Senders([Voiceless(), DummyProvider()])

    assert ["voiceless", "dummy-"] == [senders.send(letter).sid[:9].rstrip("0123456789") for letter in (TEXT, CALL)]
    assert 3.0 == senders.rate
    assert "config_alarm" == Senders([Voiceless()]).send(CALL).verdict


def test_a_copy_is_deleted_by_whose_it_is() -> None:
    CARRIER.clear()
    senders = Senders([Voiceless(), DummyProvider()])
    sent = senders.send(CALL)

    assert senders.delete(sent.sid)
    assert set() == CARRIER.copies
    assert senders.delete("voiceless"), "nobody can delete it: nothing more is asked"
    assert not senders.delete("SM" + "1" * 32), "of a provider that is not set: it is still there"
