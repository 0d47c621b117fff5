"""A text asked for on a call: once for each wish, few for each call and each number, and nothing told of anybody."""

from __future__ import annotations

import threading
import time
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from app.engine.builtin import BUILTIN
from app.features.context import UseCaseContext
from app.features.text_me.service import MOST_A_CALL, MOST_AN_HOUR, TextTooLate, text_me
from app.outbox import messages, opt_outs
from app.privacy.phone import Phone
from app.privacy.vault import WordVault
from app.release.compiled import compiled
from app.store.tables import OutboxRow
from tests.outbox.conftest import ANNA, BEN, Post

WORDS = "From your phone call a moment ago, by text:\nStay with them."


def ask(post: Post, *, phone: str = ANNA, call: str = "CA1", step: int = 3, words: str = WORDS, **more: Any) -> str:
    context = UseCaseContext(
        database=post.database,
        seal=post.seal,
        names=post.names,
        vault=WordVault(post.names),
        library=lambda: compiled(BUILTIN),
    )
    named: dict[str, Any] = {"call": post.names.call_key(call), "step": step, "language": "en", "now": post.clock()}
    return text_me(context, words, phone=Phone(phone, post.names), **named, **more)


def rows(post: Post) -> list[OutboxRow]:
    return list(post.write(lambda session: session.exec(select(OutboxRow)).all()))


def test_one_wish_is_one_text_however_often_its_webhook_comes(post: Post) -> None:
    assert ["", ""] == [ask(post) for _ in range(2)]
    assert [(ANNA, WORDS)] == [(letter.to, letter.body) for letter in post.go()]


def test_copies_of_one_webhook_at_the_same_moment_are_one_text(post: Post) -> None:
    answers: list[str] = []
    together = threading.Barrier(4)

    def copy() -> None:
        together.wait()
        answers.append(ask(post))

    threads = [threading.Thread(target=copy) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [""] * 4 == answers
    assert 1 == len(post.go())


def test_a_call_gets_a_few(post: Post) -> None:
    answers = [ask(post, step=step) for step in range(MOST_A_CALL + 2)]

    assert [""] * MOST_A_CALL + ["cannot"] * 2 == answers
    assert MOST_A_CALL == len(post.go())


def test_a_number_gets_a_few_in_an_hour_however_many_calls_name_it(post: Post) -> None:
    answers = [ask(post, call=f"CA{number}") for number in range(MOST_AN_HOUR + 3)]

    assert [""] * MOST_AN_HOUR + ["cannot"] * 3 == answers
    assert "" == ask(post, call="CA99", phone=BEN)
    post.clock.at += timedelta(hours=1)
    assert "" == ask(post, call="CA100")


@pytest.mark.parametrize("number", ["+442071234567", "+18765550123", "whatsapp:+13125550123", "+1312555012", ""])
def test_nobody_who_cannot_be_texted_is_promised_a_text(post: Post, number: str) -> None:
    assert "cannot" == ask(post, phone=number)
    assert [] == rows(post)


def test_who_said_stop_gets_none_and_hears_what_everybody_hears(post: Post) -> None:
    opt_outs.opt_out(post.database, post.key_of(ANNA), post.clock())

    assert "cannot" == ask(post)
    assert [] == rows(post)


def test_a_stop_while_it_waits_wins(post: Post) -> None:
    ask(post)
    opt_outs.opt_out(post.database, post.key_of(ANNA), post.clock())

    assert [] == post.go()


def test_forget_me_takes_it_back(post: Post) -> None:
    ask(post)
    post.write(lambda session: messages.forget(session, post.key_of(ANNA), now=post.clock()))

    assert [] == rows(post)


def test_what_the_record_takes_too_late_is_not_sent(post: Post) -> None:
    with pytest.raises(TextTooLate):
        ask(post, until=time.monotonic() - 1)

    assert [] == rows(post)


def test_a_phone_that_turned_out_to_be_a_landline_is_promised_no_second_one(post: Post) -> None:
    ask(post)
    post.write(lambda session: session.exec(select(OutboxRow)).one().__setattr__("outcome", "unusable"))

    assert "cannot" == ask(post, step=4)


def test_nothing_in_the_record_tells_that_two_calls_were_one_person(post: Post) -> None:
    for call in ("CA1", "CA2"):
        ask(post, call=call)
    post.go()
    post.go(hours=2)
    first, second = [row.model_dump() for row in rows(post)]
    shared = {name for name in first if first[name] == second[name] and len(str(first[name])) > 12}

    assert {"due_at", "expires_at", "next_at"} >= shared
