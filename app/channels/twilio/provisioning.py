"""From a Twilio login to a number that answers: what is not yet as it should be, and what makes it so.

Looked at first and changed afterwards, so that it can be told before, and so that a second time there is nothing to do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import httpx

from app.base.errors import PorchlightError

MESSAGING = "https://messaging.twilio.com"
SECONDS = 15.0
_API = "https://api.twilio.com"


class ProvisioningRefused(PorchlightError):
    """Twilio did not do that. The message names its code, and never what was sent."""


class Wishes(NamedTuple):
    """How the account should be."""

    number: str
    """The line's own; empty: the one number that the account has."""
    public_url: str
    name: str
    service: str = ""
    """Of a messaging service that there is; empty: one of the line's name is found or made."""
    text_fallback: str = ""
    voice_fallback: str = ""
    area_code: str = ""
    """Where a number is looked for when the account has none."""


class Step(NamedTuple):
    """One change."""

    says: str
    do: Callable[[], None]
    buys: bool = False


class TwilioAccount:
    """One account, over its REST resources."""

    def __init__(
        self, account: str, token: str, *, base: str = _API, transport: httpx.BaseTransport | None = None
    ) -> None:
        self._client = httpx.Client(auth=(account, token), timeout=SECONDS, transport=transport)
        self._numbers = f"{base}/2010-04-01/Accounts/{account}/IncomingPhoneNumbers"
        self._for_sale = f"{base}/2010-04-01/Accounts/{account}/AvailablePhoneNumbers/US/Local.json"
        self._services = f"{MESSAGING if base == _API else base}/v1/Services"
        self._found: dict[str, str] = {}
        """Ids that one step finds or makes and the next needs."""

    def close(self) -> None:
        """No connection stays open."""
        self._client.close()

    @property
    def service(self) -> str:
        """The id of the messaging service, once it is known."""
        return self._found.get("service", "")

    @property
    def number(self) -> str:
        """The line's number, once it is known."""
        return self._found.get("number", "")

    def steps(self, wishes: Wishes) -> Iterator[Step]:
        """What has to be changed, in this order. Raises ProvisioningRefused where Twilio does not answer for the account."""
        yield from self._number_steps(wishes)
        yield from self._service_steps(wishes)

    def _number_steps(self, wishes: Wishes) -> Iterator[Step]:
        mine = self._number(wishes.number)
        wanted = _number_form(wishes)
        if mine is None:
            offered = self._offered(wishes)
            self._found["number"] = offered
            form = {"PhoneNumber": offered, **wanted}
            yield Step(f"Buy {offered}, which costs money each month, and point it here.", self._buys(form), buys=True)
            return
        self._found |= {"number": str(mine["phone_number"]), "sid": str(mine["sid"])}
        overriding = {
            field: "" for field in ("SmsApplicationSid", "VoiceApplicationSid") if mine.get(_snake(field))
        }  # an application would be asked in place of the addresses
        differ = {field: value for field, value in wanted.items() if (mine.get(_snake(field)) or "") != value}
        for field, value in (differ | overriding).items():
            says = f"{_CALLED[field]}: {value or 'none'} (now {mine.get(_snake(field)) or 'none'})"
            yield Step(says, self._changes(f"{self._numbers}/{mine['sid']}.json", {field: value}))

    def _service_steps(self, wishes: Wishes) -> Iterator[Step]:
        wanted = {
            "StatusCallback": f"{wishes.public_url}/twilio/status",
            "UseInboundWebhookOnNumber": "true",
        }
        there = self._service(wishes)
        if there is None:
            form = {"FriendlyName": wishes.name, **wanted}
            yield Step(f"Make a messaging service called {wishes.name}.", self._makes(form))
        else:
            self._found["service"] = str(there["sid"])
            now = {"StatusCallback": there.get("status_callback") or "", "UseInboundWebhookOnNumber": str(there.get("use_inbound_webhook_on_number")).lower()}  # fmt: skip
            for field, value in wanted.items():
                if now[field] != value:
                    says = f"{_CALLED[field]}: {value} (now {now[field] or 'none'})"
                    yield Step(says, self._changes(f"{self._services}/{there['sid']}", {field: value}))
        if there is None or not self._in_service(str(there["sid"])):
            yield Step("Put the number into the messaging service.", self._joins)

    def _number(self, number: str) -> Mapping[str, Any] | None:
        asked = {"PhoneNumber": number} if number else {}
        found = self._get(f"{self._numbers}.json", **asked).get("incoming_phone_numbers", [])
        if len(found) > 1:
            listed = ", ".join(str(one["phone_number"]) for one in found)
            raise ProvisioningRefused(f"The account has several numbers: {listed}. Set LINE_NUMBER to the line's own.")
        if number and not found:
            raise ProvisioningRefused("LINE_NUMBER is no number of this account. Correct it, or leave it out.")
        return found[0] if found else None

    def _offered(self, wishes: Wishes) -> str:
        asked = {"SmsEnabled": "true", "VoiceEnabled": "true", "PageSize": "1"}
        if wishes.area_code:
            asked["AreaCode"] = wishes.area_code
        found = self._get(self._for_sale, **asked).get("available_phone_numbers", [])
        if not found:
            raise ProvisioningRefused("Twilio has no number for sale there. Try another --area-code.")
        return str(found[0]["phone_number"])

    def _service(self, wishes: Wishes) -> Mapping[str, Any] | None:
        if wishes.service:
            return self._get(f"{self._services}/{wishes.service}")
        listed = self._get(self._services, PageSize="100").get("services", [])
        return next((one for one in listed if one.get("friendly_name") == wishes.name), None)

    def _in_service(self, service: str) -> bool:
        listed = self._get(f"{self._services}/{service}/PhoneNumbers", PageSize="400").get("phone_numbers", [])
        return any(one.get("phone_number") == self.number for one in listed)

    def _buys(self, form: Mapping[str, str]) -> Callable[[], None]:
        def buy() -> None:
            self._found["sid"] = str(self._post(f"{self._numbers}.json", form)["sid"])

        return buy

    def _makes(self, form: Mapping[str, str]) -> Callable[[], None]:
        def make() -> None:
            self._found["service"] = str(self._post(self._services, form)["sid"])

        return make

    def _changes(self, url: str, form: Mapping[str, str]) -> Callable[[], None]:
        def change() -> None:
            self._post(url, form)

        return change

    def _joins(self) -> None:
        self._post(f"{self._services}/{self.service}/PhoneNumbers", {"PhoneNumberSid": self._found["sid"]})

    def _get(self, url: str, **asked: str) -> Mapping[str, Any]:
        return self._answer("GET", url, params=asked)

    def _post(self, url: str, form: Mapping[str, str]) -> Mapping[str, Any]:
        return self._answer("POST", url, data=dict(form))

    def _answer(self, method: str, url: str, **rest: Any) -> Mapping[str, Any]:
        try:
            answer = self._client.request(method, url, **rest)
            found: Mapping[str, Any] = answer.json()
        except (httpx.HTTPError, ValueError):
            raise ProvisioningRefused("Twilio does not answer. Look at the network, then do it again.") from None
        if answer.status_code in (401, 403):
            raise ProvisioningRefused("Twilio does not take TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN.")
        if answer.status_code >= 400:
            code = found.get("code", answer.status_code)
            raise ProvisioningRefused(f"Twilio refused that ({code}): https://www.twilio.com/docs/api/errors/{code}")
        return found


def _number_form(wishes: Wishes) -> dict[str, str]:
    form = {
        "SmsUrl": f"{wishes.public_url}/twilio/sms", "SmsMethod": "POST",
        "VoiceUrl": f"{wishes.public_url}/twilio/voice", "VoiceMethod": "POST",
        "StatusCallback": f"{wishes.public_url}/twilio/status", "StatusCallbackMethod": "POST",
    }  # fmt: skip
    if wishes.text_fallback:
        form |= {"SmsFallbackUrl": wishes.text_fallback, "SmsFallbackMethod": "POST"}
    if wishes.voice_fallback:
        form |= {"VoiceFallbackUrl": wishes.voice_fallback, "VoiceFallbackMethod": "POST"}
    return form


_CALLED = {
    "SmsUrl": "A message comes in", "SmsMethod": "A message comes in, method",
    "SmsFallbackUrl": "Texts when this machine is away", "SmsFallbackMethod": "Texts when this machine is away, method",
    "VoiceUrl": "A call comes in", "VoiceMethod": "A call comes in, method",
    "VoiceFallbackUrl": "Calls when this machine is away", "VoiceFallbackMethod": "Calls when this machine is away, method",
    "StatusCallback": "Reports", "StatusCallbackMethod": "Reports, method",
    "SmsApplicationSid": "Application for texts", "VoiceApplicationSid": "Application for calls",
    "UseInboundWebhookOnNumber": "The messaging service leaves what comes in to the number",
}  # fmt: skip


def _snake(field: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in field).removeprefix("_")
