"""From the outbox to a phone and back: the web process takes reports, and never says anything but 204 to them."""

from __future__ import annotations

from typing import Any

import pytest

from app.channels.twilio.provider import TwilioProvider
from app.channels.twilio.signature import sign
from app.line.delivery_reports import DeliveryReports
from app.outbox.messages import DONE
from app.simulator.http_post import over_asgi
from app.web.webhooks import Webhooks
from tests.outbox.conftest import NOON, Post
from tests.web.conftest import House
from tests.web.posting import BASE, TOKEN

SID = "SM" + "00000000000000000000000000000001"


def send_report(house: House, app: Any, path: str, form: dict[str, str], *, token: str = TOKEN) -> int:
    fields = list(form.items())
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Twilio-Signature": sign(f"{BASE}{path}", fields, token),
    }
    return int(house.run(lambda: over_asgi(app, BASE)(path, fields, headers)).status)


@pytest.fixture
def house(redis_url: str) -> House:
    return House(redis_url)


def front(house: House, note: Any) -> Webhooks:
    return Webhooks(house.app, house.line, base=BASE, providers=[TwilioProvider(secrets=[TOKEN])], note_status=note)


def test_a_report_on_its_own_address_closes_the_row(house: House, post: Post) -> None:
    post.put()
    post.go()
    statuses = DeliveryReports(post.database, moment=0)
    app = front(house, lambda report: statuses.note(report, now=NOON))
    answers = [
        send_report(house, app, f"/twilio/status?o={post.row().id}", {"MessageSid": SID, "MessageStatus": status})
        for status in ("delivered", "sent", "delivered")
    ]

    assert [204, 204, 204] == answers
    assert (DONE, "delivered", None) == (post.row().priority, post.row().outcome, post.row().to_sealed)


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/twilio/status?o=onobody123456", {"MessageSid": SID, "MessageStatus": "delivered"}),
        ("/twilio/status?o=", {}),
        ("/twilio/status", {"MessageSid": SID, "MessageStatus": "delivered"}),
        ("/twilio/status?o=x", {"CallSid": "!", "CallStatus": "completed"}),
    ],
)
def test_whatever_is_reported_the_answer_is_204(house: House, post: Post, path: str, form: dict[str, str]) -> None:
    statuses = DeliveryReports(post.database, moment=0)
    app = front(house, lambda report: statuses.note(report, now=NOON))

    assert 204 == send_report(house, app, path, form)


def test_a_record_that_is_away_changes_nothing_about_the_answer(house: House) -> None:
    def broken(report: object) -> None:
        raise OSError("disk full")

    form = {"MessageSid": SID, "MessageStatus": "delivered"}

    assert 204 == send_report(house, front(house, broken), "/twilio/status?o=oabc123456789", form)


def test_a_report_that_is_not_signed_is_not_read(house: House) -> None:
    noted: list[object] = []
    app = front(house, noted.append)
    form = {"MessageSid": SID, "MessageStatus": "delivered"}

    assert 403 == send_report(house, app, "/twilio/status?o=oabc123456789", form, token="somebody else's token")
    assert [] == noted
