"""Steps a second on one core: our engine, `transitions` and `python-statemachine` doing the same conversation.

Each does the same job: twenty messages, a menu of five, the session written to bytes and read back between messages,
and every answer compared with what it must be. Run: `python -m tests.bench.engine`.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import msgspec
from statemachine import State, StateMachine
from transitions import Machine

from app.engine.builtin import BUILTIN
from app.engine.compiled_release import CompiledRelease
from app.engine.effects import Say
from app.engine.events import Texted
from app.engine.release import Choice, Node, Text
from app.engine.session import pack, unpack
from app.engine.step import step
from app.release.compiled import compiled

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
LEAVES = ("a", "b", "c", "d", "e")
MESSAGES = ["hi"] + [word for n in range(1, 6) for word in (str(n), "back")] + ["2", "back", "5", "back", "1", "back", "3", "back", "4"]  # fmt: skip
ROUNDS = 9
SESSIONS = 150


def _library() -> CompiledRelease:
    choices = tuple(Choice(str(n), f"main.label.{leaf}", f"leaf.{leaf}") for n, leaf in enumerate(LEAVES, 1))
    nodes = {"main.menu": Node(name="main.menu", say="main.menu", choices=choices, mark=5)}
    nodes |= {f"leaf.{leaf}": Node(name=f"leaf.{leaf}", say=f"leaf.{leaf}", done=True) for leaf in LEAVES}
    nodes |= {"overdose.start": BUILTIN.nodes["overdose.start"]}
    texts = {
        "en": BUILTIN.texts["en"]
        | {f"leaf.{leaf}": Text(f"This is {leaf}.") for leaf in LEAVES}
        | {f"main.label.{leaf}": Text(f"Go to {leaf}") for leaf in LEAVES}
    }
    return compiled(msgspec.structs.replace(BUILTIN, languages=("en",), nodes=nodes, texts=texts, flows={}))


LIBRARY = _library()
EVENTS = [Texted(message) for message in MESSAGES]


def _texts() -> list[str]:
    """What must be answered, worked out once by hand's rule: the menu, a leaf, the menu again."""
    menu = LIBRARY.shown(LIBRARY.nodes["main.menu"], "en").text
    expected = []
    for message in MESSAGES:
        leaf = LEAVES[int(message) - 1] if message.isdigit() else ""
        expected.append(LIBRARY.shown(LIBRARY.nodes[f"leaf.{leaf}"], "en").text if leaf else menu)
    return expected


EXPECTED = _texts()


def ours() -> None:
    """One conversation through `step`."""
    kept: bytes | None = None
    for event, expected in zip(EVENTS, EXPECTED, strict=True):
        turn = step(LIBRARY, unpack(kept), event, NOW)
        kept = pack(turn.session)
        said = turn.effects[-1]
        assert isinstance(said, Say)
        assert said.text == expected


class _Model:
    """What `transitions` moves about."""

    state = "menu"


_TRIGGERS = [[f"k{n}", "menu", leaf] for n, leaf in enumerate(LEAVES, 1)] + [["back", "*", "menu"], ["hi", "*", "menu"]]
_MODEL: Any = _Model()
_MACHINE = Machine(model=_MODEL, states=["menu", *LEAVES], transitions=_TRIGGERS, initial="menu", send_event=False)
_SAID = {"menu": EXPECTED[0]} | {leaf: EXPECTED[1 + 2 * n] for n, leaf in enumerate(LEAVES)}


def with_transitions() -> None:
    """The same conversation as a `transitions` machine."""
    kept = json.dumps({"state": "menu"})
    for message, expected in zip(MESSAGES, EXPECTED, strict=True):
        _MACHINE.set_state(json.loads(kept)["state"], _MODEL)  # one model restored: making one a message is far slower
        _MODEL.trigger(f"k{message}" if message.isdigit() else message)
        kept = json.dumps({"state": _MODEL.state})
        assert _SAID[_MODEL.state] == expected


class _Talk(StateMachine):
    """The same conversation for `python-statemachine`."""

    menu = State(initial=True)
    a = State()
    b = State()
    c = State()
    d = State()
    e = State()
    k1 = menu.to(a)
    k2 = menu.to(b)
    k3 = menu.to(c)
    k4 = menu.to(d)
    k5 = menu.to(e)
    back = a.to(menu) | b.to(menu) | c.to(menu) | d.to(menu) | e.to(menu) | menu.to.itself()  # type: ignore[no-untyped-call]  # its builder has no types
    hi = menu.to.itself()  # type: ignore[no-untyped-call]  # as above


_TALK: Any = _Talk()


def with_statemachine() -> None:
    """The same conversation as a `python-statemachine`."""
    kept = json.dumps({"state": "menu"})
    for message, expected in zip(MESSAGES, EXPECTED, strict=True):
        _TALK.current_state_value = json.loads(kept)["state"]
        _TALK.send(f"k{message}" if message.isdigit() else message)
        kept = json.dumps({"state": _TALK.current_state_value})
        assert _SAID[_TALK.current_state_value] == expected


def rate(work: Callable[[], None], sessions: int) -> float:
    """Messages a second over this many conversations."""
    began = time.perf_counter()
    for _ in range(sessions):
        work()
    return sessions * len(MESSAGES) / (time.perf_counter() - began)


def main() -> None:
    """Prints medians over interleaved rounds, and the ratios."""
    ways = {"porchlight": (ours, SESSIONS), "transitions": (with_transitions, 40), "python-statemachine": (with_statemachine, 10)}  # fmt: skip
    rates: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, (work, sessions) in ways.items():
            rates[name].append(rate(work, sessions))
    medians = {name: statistics.median(found) for name, found in rates.items()}
    for name, median in medians.items():
        print(f"{name:22} {median:>10,.0f} steps/s   porchlight is {medians['porchlight'] / median:6.1f} times this")


if __name__ == "__main__":
    main()
