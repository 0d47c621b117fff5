"""The provider's error webhook: its code is counted where it is signed, and nothing else of it is kept."""

from __future__ import annotations

import json

import pytest

from tests.web.conftest import House
from tests.web.posting import post, request

PAYLOAD = {
    "resource_sid": "CA0a1b2c3d",
    "error_code": "11200",
    "webhook": {"request": {"parameters": {"From": "+13125550123", "Body": "he is not breathing"}}},
}


@pytest.mark.parametrize(
    ("payload", "code"),
    [(json.dumps(PAYLOAD), "11200"), ('{"error_code":30007}', "30007"), ("", "0"), ("not json", "0"), ('{"error_code":"' + "9" * 99 + '"}', "0")],
)  # fmt: skip
def test_a_signed_report_is_counted_by_its_code_alone(
    house: House, payload: str, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    counted: list[tuple[object, ...]] = []
    house.app._count = lambda *labels: counted.append(labels)
    answer = house.run(lambda: post(house.app, "/twilio/error", {"Level": "ERROR", "Payload": payload}))

    assert 204 == answer.status
    assert [("porchlight_provider_errors_total", code)] == counted
    assert "5550123" not in "".join(capsys.readouterr())


def test_an_unsigned_report_is_refused(house: House) -> None:
    answer = house.run(lambda: request(house.app, "/twilio/error", b"Level=ERROR", signature="x"))

    assert 403 == answer.status
