"""Promises of the whole line: webhooks, records on SQLite, outbox, watch and the real understander, for any sequence of events.

What cannot be undone needs a plain answer, whoever writes or calls and whatever runs; where steps are open, steps come next.
"""

from __future__ import annotations

import itertools

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.engine.effects import Say
from app.engine.session import Turn
from tests.conversations.judge import FLOOR, LEFT
from tests.conversations.test_promises import ASKS_IN_WORDS, LASTING, PLAIN, SAID, SPOKEN, _may_leave, _thanks
from tests.features.conftest import Town

_NUMBERS = itertools.count(1)
_SETTINGS = settings(
    max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None
)
BEGINNINGS = ("nobody", "contact", "armed", "asked", "alarmed", "invited")
EVENTS = st.one_of(
    st.tuples(st.just("text"), SAID),
    st.tuples(st.just("text"), SAID),
    st.tuples(st.just("text"), st.sampled_from(PLAIN)),
    st.tuples(st.just("contact"), SAID),
    st.tuples(st.just("contact"), st.sampled_from(PLAIN)),
    st.tuples(st.just("call"), st.lists(st.sampled_from("1234567890"), max_size=3)),
    st.tuples(st.just("speech"), SPOKEN),
    st.tuples(st.just("clock"), st.sampled_from((5, 70, 130, 700, 4000))),
)


class Watched:
    """One person and their contact on this line; every turn is seen with what was sent before it."""

    def __init__(self, town: Town, beginning: str) -> None:
        number = next(_NUMBERS)
        self.town = town
        self.owner, self.contact = f"+1215{2000000 + number}", f"+1267{2000000 + number}"
        self.turns: list[Turn] = []
        town.line.on_turn = self.turns.append
        if beginning != "nobody":
            town.tick()
            town.text(self.owner, "check")
            town.text(self.owner, f"{self.contact[2:]} Sam")
            town.tick()
        if beginning not in ("nobody", "invited"):
            town.text(self.contact, "1")
            town.tick()
        if beginning in ("armed", "asked", "alarmed"):
            town.arm(owner=self.owner)
        if beginning in ("asked", "alarmed"):
            town.later(minutes=10, seconds=10 if beginning == "asked" else 150, every=15)
        self.awaiting = {self.owner: self.turns[-1].session.awaiting if self.turns else "", self.contact: ""}

    def does(self, kind: str, what: object) -> None:
        """The event has happened, and no act that lasts followed from anything but a plain answer."""
        if kind == "clock":
            self.town.later(seconds=float(str(what)), every=60)
            return
        if kind in ("call", "speech"):
            keys = [str(key) for key in what] if isinstance(what, list) else ["1", str(what)]
            self.turns.clear()
            self.town.call(self.owner, *keys)
            if kind == "speech":
                assert not [one for turn in self.turns for one in turn.effects if isinstance(one, LASTING)], what
            return
        sender = self.owner if kind == "text" else self.contact
        before = self.awaiting[sender]
        self.turns.clear()
        self.town.text(sender, str(what))
        for turn in self.turns:
            done = [one for one in turn.effects if isinstance(one, LASTING)]
            assert not done or what in PLAIN or before in ASKS_IN_WORDS, (what, before, done)
            self.awaiting[sender] = turn.session.awaiting


@_SETTINGS
@given(beginning=st.sampled_from(BEGINNINGS), events=st.lists(EVENTS, min_size=1, max_size=7))
def test_on_the_whole_line_nothing_lasting_happens_without_a_plain_answer(
    town: Town, beginning: str, events: list[tuple[str, object]]
) -> None:
    people = Watched(town, beginning)
    for kind, what in events:
        people.does(kind, what)


@_SETTINGS
@given(beginning=st.sampled_from(BEGINNINGS), said=st.lists(SPOKEN, min_size=1, max_size=5))
def test_on_the_whole_line_open_steps_come_next_whatever_else_runs(town: Town, beginning: str, said: list[str]) -> None:
    people = Watched(town, beginning)
    library = town.line.library()
    town.text(people.owner, "my friend is not breathing")
    for text in said:
        people.turns.clear()
        town.text(people.owner, text)
        if not people.turns:
            return  # the same message a third time is a machine's
        turn = people.turns[-1]
        answer = "\n".join(one.text for one in turn.effects if isinstance(one, Say))
        if turn.session.node not in library.open_steps:
            at_the_end = turn.session.node.partition(".")[0] in {name.partition(".")[0] for name in library.open_steps}
            assert at_the_end or _may_leave(library, text, turn.session), (text, turn.session.node, answer)
            return
        if not _thanks(library, text):
            assert FLOOR.search(answer), (text, answer)
            assert not LEFT.search(answer), (text, answer)
