"""An account at Twilio as its REST resources show it: numbers, numbers for sale, messaging services."""

from __future__ import annotations

import json
from typing import Any

import httpx

ACCOUNT, TOKEN = "AC" + "1f" * 16, "9e" * 16


class FakeAccount:
    """Answers as Twilio does, keeps what it is told, and counts what was changed."""

    def __init__(self) -> None:
        self.numbers: dict[str, dict[str, Any]] = {}
        self.services: dict[str, dict[str, Any]] = {}
        self.members: dict[str, list[str]] = {}
        self.changes: list[tuple[str, dict[str, str]]] = []
        self.broken: tuple[int, int] | None = None

    def own(self, number: str, **fields: Any) -> str:
        sid = f"PN{len(self.numbers):032x}"
        self.numbers[sid] = {"sid": sid, "phone_number": number, "sms_url": "https://demo.twilio.com/welcome/sms/reply", "sms_method": "POST", **fields}  # fmt: skip
        return sid

    @property
    def transport(self) -> httpx.MockTransport:
        return httpx.MockTransport(self._answer)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        if request.headers.get("authorization") != httpx.BasicAuth(ACCOUNT, TOKEN)._auth_header:
            return httpx.Response(401, json={"code": 20003})
        if request.method == "POST":
            if self.broken:
                return httpx.Response(self.broken[0], json={"code": self.broken[1], "message": f"token {TOKEN}"})
            form = dict(httpx.QueryParams(request.content.decode()))
            self.changes.append((request.url.path, form))
            return self._change(request.url.path, form)
        return self._look(request.url.path, request.url.params)

    def _look(self, path: str, asked: httpx.QueryParams) -> httpx.Response:
        if path.endswith("/IncomingPhoneNumbers.json"):
            found = [one for one in self.numbers.values() if asked.get("PhoneNumber") in (None, one["phone_number"])]
            return httpx.Response(200, json={"incoming_phone_numbers": found})
        if path.endswith("/Local.json"):
            return httpx.Response(200, json={"available_phone_numbers": [{"phone_number": f"+1{asked.get('AreaCode', '202')}5550142"}]})  # fmt: skip
        if path.endswith("/PhoneNumbers"):
            listed = [self.numbers[sid] for sid in self.members.get(path.split("/")[3], [])]
            return httpx.Response(200, json={"phone_numbers": listed})
        if path == "/v1/Services":
            return httpx.Response(200, json={"services": list(self.services.values())})
        service = self.services.get(path.rpartition("/")[2])
        return httpx.Response(200, json=service) if service else httpx.Response(404, json={"code": 20404})

    def _change(self, path: str, form: dict[str, str]) -> httpx.Response:
        fields = {
            "".join(f"_{c.lower()}" if c.isupper() else c for c in name)[1:]: value for name, value in form.items()
        }
        if path.endswith("/IncomingPhoneNumbers.json"):
            return httpx.Response(201, json=self.numbers[self.own(form["PhoneNumber"], **fields)])
        if path.endswith("/PhoneNumbers"):
            self.members.setdefault(path.split("/")[3], []).append(form["PhoneNumberSid"])
            return httpx.Response(201, json={})
        if path == "/v1/Services":
            sid = f"MG{len(self.services):032x}"
            self.services[sid] = {"sid": sid}
            path = f"{path}/{sid}"
        kept = self.services | self.numbers
        one = kept[path.rpartition("/")[2].removesuffix(".json")]
        one.update(fields)
        if "use_inbound_webhook_on_number" in fields:
            one["use_inbound_webhook_on_number"] = json.loads(fields["use_inbound_webhook_on_number"])
        return httpx.Response(200, json=one)
