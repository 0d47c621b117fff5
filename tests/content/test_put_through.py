"""A number on a call is said in groups and twice, and one key connects to it without showing who calls."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

from app.channels.twilio import twiml
from app.engine.compiled_release import CompiledRelease
from app.engine.effects import Connect, Say
from app.engine.events import CallReturned, Pressed, Silence
from app.engine.put_through import grouped
from app.engine.session import Session, Turn
from app.engine.step import step

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


def at(node: str, **more: str) -> Session:
    seconds = int(NOW.timestamp())
    return Session(node=node, channel="voice", language="en", started=seconds, last_event_at=seconds, **more)  # type: ignore[arg-type]


def said(turn: Turn) -> str:
    return " ".join(effect.text for effect in turn.effects if isinstance(effect, Say))


@pytest.mark.parametrize(
    ("number", "spoken"),
    [("877-696-1996", "8 7 7, 6 9 6, 1 9 9 6"), ("1-800-222-1222", "1, 8 0 0, 2 2 2, 1 2 2 2"), ("+12025550100", "2 0 2, 5 5 5, 0 1 0 0"), ("741741", "7 4 1, 7 4 1"), ("988", "9 8 8"), ("Porchlight", "Porchlight")],
)  # fmt: skip
def test_a_number_is_said_in_its_groups(number: str, spoken: str) -> None:
    assert spoken == grouped(number)


@pytest.mark.parametrize("language", ["en", "es"])
def test_each_phone_number_is_said_twice(library: CompiledRelease, language: str) -> None:
    for node in library.nodes.values():
        for blank in re.findall(
            r"\{phone\.\w+\}", library.release.texts[language][node.say].spoken if node.say else ""
        ):
            digits = grouped(library.release.blanks[blank[1:-1]])
            heard = " ".join(piece for page in library.shown(node, language).pieces for piece in page)
            assert heard.count(digits) >= 2 or digits == library.release.blanks[blank[1:-1]], node.name


def test_every_line_that_can_be_connected_to_has_a_key_wherever_it_is_named(library: CompiledRelease) -> None:
    offered = {
        (node.name, line.name): line.key
        for node in library.nodes.values()
        for line in library.staffed_lines(node, "en")
    }
    assert {"9 8 8", "Never Use Alone", "SafeSpot", "Poison Help"} == {name for _, name in offered}
    for (name, line), key in offered.items():
        heard = " ".join(piece for page in library.shown(library.nodes[name], "en").pieces for piece in page)
        assert f"put through to {line}: press {key}" in heard
        assert key not in {choice.key for choice in library.nodes[name].choices} | {"1", "7", "8", "9", "0"}


def test_its_key_connects_and_star_or_its_end_comes_back_to_the_page(library: CompiledRelease) -> None:
    name, line = next((n.name, one) for n in library.nodes.values() for one in library.staffed_lines(n, "en"))
    turn = step(library, at(name), Pressed(line.key), NOW)

    assert Connect(line.number, "en") == turn.effects[-1]
    assert "Your number is not shown" in said(turn)
    for answered in (True, False):
        back = step(library, turn.session, CallReturned(answered=answered), NOW)
        assert name == back.session.node
        assert "You are back." in said(back)
    assert name == step(library, turn.session, Silence(), NOW).session.node


def test_a_public_line_is_dialled_from_our_number_and_a_peer_takes_it_by_a_key() -> None:
    def dial(effect: Connect) -> ElementTree.Element:
        return ElementTree.fromstring(twiml.call([effect], action="/x", peer="+12025550101", caller_id="+12025550100", after_peer="/y"))[0]  # fmt: skip

    public, peer = dial(Connect("800-222-1222")), dial(Connect(language="es"))

    assert ("+12025550100", "+12025550100") == (public.get("callerId"), peer.get("callerId"))
    assert ("+18002221222", None, "true") == (public[0].text, public[0].get("url"), public.get("hangupOnStar"))
    assert ("+12025550101", "/twilio/voice/accept?l=es", None) == (peer[0].text, peer[0].get("url"), peer.get("hangupOnStar"))  # fmt: skip


@pytest.mark.parametrize("before", [Pressed("0"), CallReturned(answered=False)])
def test_where_no_person_takes_a_call_988_has_a_key(library: CompiledRelease, before: Pressed | CallReturned) -> None:
    waits = {} if isinstance(before, Pressed) else {"awaiting": "peer"}
    there = step(library, at("person.start" if waits else library.entry, **waits), before, NOW)
    line = next(one for one in library.staffed_lines(library.nodes[there.session.node], "en") if one.number == "988")
    after = step(library, there.session, Pressed(line.key), NOW)

    assert f"{line.name}: press {line.key}" in said(there)
    assert [Connect("988", "en")] == [effect for effect in after.effects if isinstance(effect, Connect)]
