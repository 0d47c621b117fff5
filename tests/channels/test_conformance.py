"""Every provider, from its recorded exchanges: the same things come in, and the same things go out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.channels.base import BadWebhook, CallTurn, Inbound, InboundText, KeyPress, Letter, Provider, StatusReport
from app.channels.results import ARRIVED, FINAL, RANKS
from app.engine.effects import Connect, HangUp, Listen, OptOut, Pause, Say
from app.engine.events import CallReturned, CallStarted, Pressed, Silence, Spoke
from app.engine.plain_answer import PlainAnswer
from app.privacy.pseudonyms import Pseudonyms
from tests.channels.kits import ANNA, BASE, Kit, OpenKit, Post, all_kits
from tests.conftest import MakeSettings

NAMES = Pseudonyms(bytes(range(7, 39)))
KITS = dict(all_kits())
LETTER = Letter(id="oAbc12345678", to=ANNA, body="Hi, checking in.")
CALL = Letter(id="oAbc12345679", to=ANNA, body="Press any key.", channel="voice", answer_path="check?c=c1")


@pytest.fixture(params=KITS)
def kit(request: pytest.FixtureRequest, make_settings: MakeSettings) -> Iterator[Kit]:
    opened: OpenKit = KITS[request.param]
    with opened(make_settings) as made:
        yield made


def read(kit: Kit, post: Post) -> Inbound:
    webhook = kit.provider.verify(kit.request(post))
    assert webhook is not None
    return kit.provider.read(webhook, NAMES)


def test_there_are_three_kits() -> None:
    assert {"twilio", "simulator", "dummy"} <= set(KITS)


def test_a_text_comes_in_under_the_key_of_its_number(kit: Kit) -> None:
    came = read(kit, kit.text)

    assert isinstance(came, InboundText)
    assert (kit.id, NAMES.caller_key(ANNA), NAMES.optout_key(ANNA)) == (came.sid, came.caller, came.phone.opt_out_key)
    assert ("naloxone 19104", False) == (came.event.text, came.machine)
    assert came.phone.reachable
    assert "5550123" not in repr(came)


def test_a_call_begins_under_a_key_of_its_own(kit: Kit) -> None:
    came = read(kit, kit.call)

    assert isinstance(came, CallTurn)
    assert (CallStarted(), 0, kit.call_id) == (came.event, came.number, came.call.sid)
    assert (NAMES.caller_key(ANNA), NAMES.call_key(kit.call_id)) == (came.call.caller, came.call.call)


def test_whoever_hides_their_number_has_no_key_but_the_calls(kit: Kit) -> None:
    came = read(kit, kit.hidden)

    assert isinstance(came, CallTurn)
    assert (None, None) == (came.call.caller, came.call.phone)
    assert came.call.call


def test_keys_speech_silence_and_a_call_that_comes_back_are_told_apart(kit: Kit) -> None:
    came = [read(kit, post) for post in (kit.key, kit.speech, kit.silence, kit.back)]
    turns = [one for one in came if isinstance(one, CallTurn)]
    spoken = turns[1].event

    assert [3, 4, 5, 6] == [turn.number for turn in turns]
    assert [Pressed("2"), Silence(), CallReturned(answered=True)] == [turns[at].event for at in (0, 2, 3)]
    assert isinstance(spoken, Spoke)
    assert "he is not breathing" == spoken.text


def test_a_key_on_a_call_of_ours_carries_what_its_address_carried(kit: Kit) -> None:
    assert KeyPress("check", "c=c1&l=en", "5") == read(kit, kit.check)
    assert KeyPress("alarm", "c=c1&w=first&l=en", "1") == read(kit, kit.alarm)


def test_a_report_names_our_row_and_speaks_our_words(kit: Kit) -> None:
    there, lost = read(kit, kit.delivered), read(kit, kit.failed)

    assert isinstance(there, StatusReport)
    assert isinstance(lost, StatusReport)
    assert ("oAbc12345678", True, True) == (there.id, there.status in ARRIVED, kit.provider.knows(there.sid))
    assert ("oAbc12345678", False, FINAL) == (lost.id, lost.status in ARRIVED, RANKS[lost.status])
    assert (kit.stopped, "opted_out") == (lost.code, lost.provider.verdict(lost.code, tries=1))


def test_a_call_that_is_over_says_which(kit: Kit) -> None:
    came = read(kit, kit.hung_up)

    assert isinstance(came, StatusReport)
    assert came.ended is not None
    assert (None, NAMES.call_key(kit.call_id)) == (came.id, came.ended.call)


def test_a_report_is_never_refused(kit: Kit) -> None:
    for post in kit.odd_reports:
        came = read(kit, post)
        assert isinstance(came, StatusReport)
        assert not (came.status and kit.provider.knows(came.sid))


def test_a_webhook_without_one_sender_and_one_id_is_refused(kit: Kit) -> None:
    for post in kit.bad:
        with pytest.raises(BadWebhook):
            read(kit, post)


def test_only_what_was_signed_for_this_address_and_body_is_verified(kit: Kit) -> None:
    right = kit.request(kit.text)
    forged = [
        right._replace(headers=[]),
        right._replace(headers=[(name, b"A" * 28) for name, _ in right.headers]),
        right._replace(headers=[(name, value[::-1]) for name, value in right.headers]),
        right._replace(headers=[(name, "ñ\udc80".encode("utf-8", "surrogatepass")) for name, _ in right.headers]),
        right._replace(url=right.url + "?n=1"),
        kit.request(kit.text, base="https://elsewhere.test")._replace(url=right.url),
        right._replace(body=right.body.replace(b"19104", b"19105")),
    ]

    assert kit.provider.verify(right) is not None
    assert [None] * len(forged) == [kit.provider.verify(request) for request in forged]


def test_a_text_is_answered_with_everything_said_and_nothing_else(kit: Kit) -> None:
    said = kit.show(
        kit.provider.text([Say("One <&> two.", "en"), OptOut(PlainAnswer("texts", "stop")), Say("Three.", "en")])
    )

    assert "One <&> two.\nThree." == "\n".join(said.said)
    assert () == tuple(kit.show(kit.provider.text(())).said)
    assert () == tuple(kit.show(kit.provider.text([OptOut(PlainAnswer("texts", "stop"))])).said)


def test_a_call_says_listens_and_names_the_next_address(kit: Kit) -> None:
    shown = kit.show(kit.provider.call([Say("Hello.", "en"), Pause(1), Listen()], then="step?n=7"))
    ended = kit.show(kit.provider.call([Say("Goodbye.", "en"), HangUp()]))
    path, _, query = shown.then.partition("?")
    webhook = kit.provider.verify(kit.request(Post(path, kit.key.body, query)))
    assert webhook is not None
    came = kit.provider.read(webhook, NAMES)

    assert (["Hello."], False) == (list(shown.said), shown.over)
    assert path in kit.provider.paths
    assert isinstance(came, CallTurn)
    assert 7 == came.number
    assert (["Goodbye."], True) == (list(ended.said), ended.over)


def test_a_key_asked_for_again_comes_to_the_same_matter(kit: Kit) -> None:
    shown = kit.show(kit.provider.call([Listen()], then="check?c=c1&l=en"))
    path, _, query = shown.then.partition("?")
    webhook = kit.provider.verify(kit.request(Post(path, kit.check.body, query)))
    assert webhook is not None

    assert KeyPress("check", "c=c1&l=en", "5") == kit.provider.read(webhook, NAMES)


def test_nothing_is_dialled_without_a_number_of_ours_to_show(kit: Kit) -> None:
    def dialled(caller_id: str) -> str:
        answer = kit.provider.call([Connect()], after_peer="peer?n=2", peer="+12025550101", caller_id=caller_id)
        return kit.show(answer).dialled

    assert ("+12025550101", "") == (dialled("+12025550100"), dialled(""))


def test_a_text_and_a_call_leave_and_their_copies_go(kit: Kit) -> None:
    outcomes = [kit.provider.send(LETTER), kit.provider.send(CALL)]
    (to, words), (called, document) = kit.sent()

    assert ["sent", "sent"] == [outcome.verdict for outcome in outcomes]
    assert [(ANNA, "Hi, checking in."), (ANNA, True)] == [(to, words), (called, "Press any key." in document)]
    assert all(kit.provider.knows(outcome.sid) and len(outcome.sid) <= 40 for outcome in outcomes)
    assert 2 == kit.kept()
    assert [True, True, True] == [kit.provider.delete(one.sid) for one in (*outcomes, outcomes[0])]
    assert 0 == kit.kept()


def test_a_refusal_is_a_verdict_and_no_exception(kit: Kit) -> None:
    kit.refuse(kit.stopped)
    outcome = kit.provider.send(LETTER)

    assert ("opted_out", kit.stopped, "") == (outcome.verdict, outcome.code, outcome.sid)
    assert "sent" == kit.provider.send(LETTER).verdict


def test_an_unknown_code_is_not_tried_again(kit: Kit) -> None:
    assert "permanent" == kit.provider.verdict(987654, tries=1)


def test_no_two_providers_take_one_id_or_one_address_for_theirs(kit: Kit) -> None:
    assert kit.provider.knows(kit.id)
    assert kit.provider.knows(kit.call_id)
    assert [] == [one for one in kit.foreign_ids if kit.provider.knows(one)]
    assert {f"/{kit.provider.name}/"} == {path[: path.index("/", 1) + 1] for path in kit.provider.paths}


def test_what_a_provider_is_called_and_answers_in_is_settled(kit: Kit) -> None:
    provider: Provider = kit.provider

    assert provider.name.isidentifier()
    assert "/" in provider.content_type
    assert provider.to_set.webhooks
    assert {path for _, path in provider.to_set.webhooks} <= provider.paths
    assert provider.can.rate > 0
    assert BASE
