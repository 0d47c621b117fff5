"""What callers wrote, and the records of their calls, are deleted at the provider too: by ids, soon, at no caller's cost."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from app.channels.base import Can, Letter
from app.channels.results import Outcome
from app.channels.twilio.provider import TwilioProvider
from app.line.context import LineContext, OptOuts
from app.line.delivery_reports import sending_state
from app.line.runtime import LineRuntime
from app.outbox import provider_copies
from app.outbox.provider_deletions import CALL_SECONDS, LONGEST_CALL_SECONDS, MOST, TEXT_SECONDS, ProviderDeletions
from app.privacy.pseudonyms import Pseudonyms
from app.store.database import Database
from app.store.tables import ProviderCopy
from app.web.webhooks import Webhooks
from tests.conftest import TEST_TOKEN, MakeSettings
from tests.outbox.conftest import NOON, Post
from tests.web.posting import post as posted
from tests.web.posting import sms, voice

LINE = "https://line.test"
ANNA = "+13125550123"


def sid(number: int, kind: str = "SM") -> str:
    return f"{kind}{number:032x}"


class House:
    """A web process in front of a real record and a real Valkey, whose clock stands where it is put."""

    def __init__(self, make_settings: MakeSettings, **changes: Any) -> None:
        self.settings = make_settings(**{"porchlight_home": Path(__file__).resolve().parents[2]} | changes)
        self.standing = LineRuntime(self.settings)
        self.now = NOON
        self.standing.line.clock = lambda: self.now
        if self.standing.line.copies is not None:
            self.standing.line.copies = ProviderDeletions(self.standing.line.clock)
        self.app = Webhooks(
            nowhere,
            self.standing.line,
            base=LINE,
            providers=[
                TwilioProvider(secrets=[TEST_TOKEN], can=Can(deletes_received=self.settings.twilio_delete_inbound))
            ],
            note_status=self.standing.record.note_status,
        )

    def post(self, path: str, form: dict[str, str], *, query: str = "") -> int:
        async def inside() -> int:
            try:
                answer = await posted(self.app, path, form, query=query, base=LINE, token=TEST_TOKEN)
                return answer.status
            finally:
                self.standing.line.conversations.close()
                await asyncio.sleep(0)

        return asyncio.run(inside())

    def rows(self) -> dict[str, float]:
        """Every id in the record, and in how many seconds from now it is due."""
        self.standing.write_copies()
        with self.standing.record._open().reading() as session:
            found = session.exec(select(ProviderCopy)).all()
        assert all(row.since == row.delete_after for row in found)
        return {row.sid: (row.delete_after - self.now).total_seconds() for row in found}


async def nowhere(scope: Any, receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 404, "headers": []})
    await send({"type": "http.response.body", "body": b""})


@pytest.fixture
def make_house(make_settings: MakeSettings, sqlite_url: str) -> Iterator[Callable[..., House]]:
    opened: list[House] = []

    def make(**changes: Any) -> House:
        opened.append(House(make_settings, **{"database_url": sqlite_url} | changes))
        return opened[-1]

    yield make
    for one in opened:
        one.standing.close()


def test_every_text_that_was_answered_is_due_for_deletion_soon(make_house: Callable[..., House]) -> None:
    house = make_house()
    for number in (1, 2, 2):
        assert 200 == house.post("/twilio/sms", sms("narcan", sid=sid(number), sender=ANNA))

    assert {sid(1): TEXT_SECONDS, sid(2): TEXT_SECONDS} == house.rows()


def test_a_call_is_due_when_it_is_over_and_at_the_latest_when_no_call_can_still_go_on(
    make_house: Callable[..., House],
) -> None:
    house = make_house()
    call = voice(sid=sid(3, "CA"), sender=ANNA)
    house.post("/twilio/voice", call)
    assert {sid(3, "CA"): LONGEST_CALL_SECONDS} == house.rows()
    house.post("/twilio/voice/step", call | {"Digits": "1"}, query="n=1")
    assert {sid(3, "CA"): LONGEST_CALL_SECONDS} == house.rows()
    house.post("/twilio/status", call | {"CallStatus": "completed"})

    assert {sid(3, "CA"): CALL_SECONDS} == house.rows()


def test_what_a_messaging_service_reports_of_our_answers_is_due_too(make_house: Callable[..., House]) -> None:
    house = make_house()
    for number, status in [(4, "sent"), (5, "delivered"), (6, "failed"), (7, "nonsense")]:
        house.post("/twilio/status", {"MessageSid": sid(number), "MessageStatus": status, "From": "+12025550100"})

    assert {sid(5), sid(6)} == set(house.rows())


def test_a_report_of_what_was_sent_is_the_outboxs_to_deal_with(make_house: Callable[..., House]) -> None:
    house = make_house()
    house.post("/twilio/status", {"MessageSid": sid(8), "MessageStatus": "sent"}, query="o=oUnknown123")

    assert {} == house.rows()


@pytest.mark.parametrize("odd", ["SM" + "1" * 5, "XX" + "1" * 32, "SM" + "1" * 60])
def test_an_id_of_another_form_is_not_asked_for(make_house: Callable[..., House], odd: str) -> None:
    house = make_house()
    house.post("/twilio/sms", sms("hi", sid=odd, sender=ANNA))

    assert {} == house.rows()


def test_unsigned_requests_leave_nothing(make_house: Callable[..., House]) -> None:
    house = make_house()
    house.app = Webhooks(nowhere, house.standing.line, base=LINE, providers=[TwilioProvider(secrets=["another"])])

    assert 403 == house.post("/twilio/sms", sms("hi", sid=sid(9), sender=ANNA))
    assert {} == house.rows()


def test_switched_off_nothing_is_noted(make_house: Callable[..., House]) -> None:
    house = make_house(twilio_delete_inbound=False)
    house.post("/twilio/sms", sms("hi", sid=sid(1), sender=ANNA))
    house.post("/twilio/voice", voice(sid=sid(3, "CA"), sender=ANNA))
    house.post("/twilio/status", voice(sid=sid(3, "CA"), sender=ANNA) | {"CallStatus": "completed"})

    assert {} == house.rows()


def test_redis_gone_changes_nothing_of_it(make_house: Callable[..., House]) -> None:
    house = make_house(redis_url="unix:///nowhere/valkey.sock")
    house.post("/twilio/sms", sms("hi", sid=sid(1), sender=ANNA))

    assert {sid(1)} == set(house.rows())


def test_what_waits_when_a_web_process_ends_is_written_down(
    make_house: Callable[..., House], database_url: str
) -> None:
    house = make_house(database_url=database_url)
    house.post("/twilio/sms", sms("hi", sid=sid(1), sender=ANNA))
    house.standing.close()

    assert {sid(1)} == set(house.rows())


def test_a_record_that_takes_nothing_gets_them_later(make_house: Callable[..., House], monkeypatch: Any) -> None:
    house = make_house()
    house.post("/twilio/sms", sms("hi", sid=sid(1), sender=ANNA))
    with monkeypatch.context() as patched:
        patched.setattr(house.standing.record, "leave", broken)
        house.standing.write_copies()
        house.standing.write_copies()

    assert {sid(1)} == set(house.rows())


def broken(*_: Any) -> None:
    raise OSError("disk full")


def test_no_more_wait_than_fit_and_the_newest_stay() -> None:
    waiting = ProviderDeletions(lambda: NOON)
    for number in range(MOST + 10):
        waiting.text(sid(number))
    written: list[tuple[str, datetime]] = []
    waiting.write(written.extend)

    assert MOST == len(written)
    assert sid(MOST + 9) in {one for one, _ in written}
    assert 10 == waiting.dropped


def test_forget_me_deletes_what_was_said_within_a_minute(make_house: Callable[..., House]) -> None:
    house = make_house()
    for number, words in enumerate(["narcan", "19104", "forget me"]):
        house.post("/twilio/sms", sms(words, sid=sid(number), sender=ANNA))
    house.standing.write_copies()
    house.now += timedelta(seconds=55)
    due = provider_copies.claim(house.standing.record._open(), limit=9, now=house.now)

    assert {sid(0), sid(1), sid(2)} == set(due)


# -- in the record ---------------------------------------------------------------------------------------------------


def leave(post: Post, *left: tuple[str, float]) -> None:
    now = post.clock()
    post.write(
        lambda session: provider_copies.leave(session, [(one, now + timedelta(seconds=after)) for one, after in left])
    )


def test_they_are_deleted_when_due_and_not_before(post: Post) -> None:
    leave(post, (sid(1), 30), (sid(2), 60))
    assert 0 == post.delivery.clean()
    post.clock.at += timedelta(seconds=30)

    assert 1 == post.delivery.clean()
    assert [sid(1)] == post.sends.deleted


def test_the_earlier_time_counts_whichever_comes_first(post: Post) -> None:
    leave(post, (sid(1), 9000), (sid(2), 30), (sid(1), 30))
    leave(post, (sid(2), 9000))
    post.clock.at += timedelta(seconds=30)

    assert 2 == post.delivery.clean()


def test_the_alarm_counts_from_when_they_were_due(post: Post, database: Database) -> None:
    leave(post, (sid(1), 0), (sid(2), 5 * 3600))
    post.sends.keeps = {sid(1)}
    left = []
    for minutes in (9, 2):
        post.clock.at += timedelta(minutes=minutes)
        post.delivery.clean()
        left.append(sending_state(post.database, now=post.clock()).copies_left)

    assert [0, 1] == left


def test_a_provider_that_deletes_nothing_is_asked_little(post: Post) -> None:
    leave(post, *((sid(number), 0) for number in range(500)))
    post.sends.keeps = {sid(number) for number in range(500)}
    post.delivery.clean()

    assert 50 == len(post.sends.deleted)


def test_many_are_deleted_in_one_go(post: Post) -> None:
    leave(post, *((sid(number), 0) for number in range(500)))

    assert 500 == post.delivery.clean()
    assert 500 == len(set(post.sends.deleted))


def test_a_letter_urgently_waiting_is_not_behind_copies(post: Post) -> None:
    leave(post, *((sid(number), 0) for number in range(300)))
    sent: list[int] = []

    def send(letter: Letter) -> Outcome:
        sent.append(len(post.sends.deleted))
        return Outcome("sent", sid=sid(999))

    post.sends.send = send  # type: ignore[method-assign]
    post.put(kind="escalation")
    post.delivery.deliver()

    assert [0] == sent


def test_a_line_without_a_record_of_copies_answers_all_the_same(redis_url: str) -> None:
    line = LineContext(
        library=lambda: None,  # type: ignore[arg-type, return-value]
        conversations=None,  # type: ignore[arg-type]
        names=Pseudonyms(b"k" * 32),
        opt_outs=OptOuts(lambda *_, **__: None),
        clock=lambda: datetime.now(tz=NOON.tzinfo),
    )

    assert line.copies is None
