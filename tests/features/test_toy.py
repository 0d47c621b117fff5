"""A feature is a folder: one that the program does not know is covered by everything as soon as it is in the tuple."""

from __future__ import annotations

import msgspec
import pytest

from app.engine.builtin import BUILTIN
from app.engine.caller_record import CallerRecord
from app.engine.conversation import Conversation
from app.engine.effects import Say
from app.engine.events import Texted
from app.engine.release import Node, Release, Text
from app.engine.session import Session
from app.engine.step import ABILITIES, step
from app.features import FEATURES
from app.features.feature import Pseudonym
from app.features.registry import Records
from app.line.due_work import DueWork
from app.line.opt_ins import OptIns
from app.outbox import messages
from app.privacy.phone import Phone
from app.release.compiled import compiled
from app.release.required_texts import required_texts
from tests.features.conftest import NOON, Town
from tests.features.people import SAM
from tests.features.toy import TOY
from tests.features.toy import record as toy

WITH_TOY = (*FEATURES, TOY)
SAYS = {key: f"<{key}>" for key in TOY.talk.texts}


@pytest.fixture(autouse=True)
def fresh() -> None:
    toy.songs.clear()
    toy.heard.clear()


def opt_ins(town: Town) -> OptIns:
    return OptIns(lambda: town.context, checkins=True, safety_checks=True, features=WITH_TOY)


def test_its_texts_must_be_written() -> None:
    assert TOY.talk.texts == required_texts(WITH_TOY) - required_texts()


def test_it_asks_hears_the_answer_and_has_it_done(town: Town) -> None:
    line = compiled(_release(), features=WITH_TOY)
    at = int(NOON.timestamp())
    talk = Conversation(line, Session(language="en", started=at, last_event_at=at), NOON, abilities=ABILITIES)
    talk.enter("toy.start")
    turn = step(line, talk.turn().session, Texted("1"), NOON, CallerRecord())

    assert "<line.toy_sure>" in [one.text for one in talk.effects if isinstance(one, Say)]
    [effect] = [one for one in turn.effects if type(one).__name__ == "Sing"]
    phone = Phone(SAM, town.context.names)

    assert opt_ins(town).carry_out([effect], phone, None, language="en", now=NOON, until=float("inf"))
    assert {phone.caller_key} == toy.songs


def test_what_it_keeps_is_known_of_its_caller(town: Town) -> None:
    phone = Phone(SAM, town.context.names)
    toy.songs.add(phone.caller_key)
    known = opt_ins(town).load_record(phone, "hi", None, NOON)
    said = step(compiled(_release(), features=WITH_TOY), None, Texted("STOP"), NOON, known)

    assert {"songs": True} == known.more_known
    assert "<line.toy_over>" in [one.text for one in said.effects if isinstance(one, Say)]


def test_stop_and_forget_me_reach_it(town: Town) -> None:
    phone, line = Phone(SAM, town.context.names), opt_ins(town)
    toy.songs.add(phone.caller_key)
    line.stop(phone.opt_out_key, NOON)

    assert line.forget(Pseudonym(phone.caller_key, phone.opt_out_key), NOON)
    assert ["stop", "forget"] == toy.heard
    assert set() == toy.songs


def test_what_falls_due_and_what_has_served_its_time_has_its_turn(town: Town) -> None:
    DueWork(town.context, features=WITH_TOY)(NOON)

    assert ["due", "hourly"] == toy.heard


def test_its_messages_are_known_and_its_columns_follow_a_change_of_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(messages, "STILL_WANTED", {})
    monkeypatch.setattr(messages, "DELIVERY_LISTENERS", {})
    records = Records(WITH_TOY)
    records.know_outbox_owners()

    assert "toy" in messages.STILL_WANTED
    assert {"toy"} == {one.table for one in records.sealed} - {one.table for one in Records().sealed}
    assert {"toy"} == {one.table for one in records.named} - {one.table for one in Records().named}
    assert 1 == len(records.on_rotate) - len(Records().on_rotate)


def test_two_features_never_do_the_same() -> None:
    with pytest.raises(ValueError, match="Sing"):
        Records((TOY, TOY))


def _release() -> Release:
    """The program's own words, with a place where the toy asks and its texts written."""
    node = Node(name="toy.start", say="line.toy_sure", do="toy")
    written = {key: Text(said) for key, said in SAYS.items()}
    texts = {language: {**entries, **written} for language, entries in BUILTIN.texts.items()}
    return msgspec.structs.replace(BUILTIN, nodes={**BUILTIN.nodes, "toy.start": node}, texts=texts)
