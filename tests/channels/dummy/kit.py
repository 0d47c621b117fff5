"""Recorded exchanges of the dummy."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

from tests.channels.dummy.provider import CARRIER, DummyProvider, sign
from tests.channels.kits import ANNA, Kit, Post, Shown
from tests.conftest import MakeSettings

CALL = {"id": "dummy-call0001", "from": ANNA, "to": "+12025550100"}


def post(path: str, query: str = "", **fields: str) -> Post:
    """What the dummy posts."""
    return Post(f"/dummy/{path}", json.dumps(fields).encode(), query)


def show(answer: bytes) -> Shown:
    """What a phone of the dummy's does with an answer."""
    read = json.loads(answer)
    if isinstance(read, dict):
        return Shown(read["texts"])
    return Shown(
        said=[step["say"] for step in read if "say" in step],
        then=next((step["listen"] for step in read if "listen" in step), ""),
        dialled=next((step["dial"] for step in read if "dial" in step), ""),
        over=any("end" in step for step in read),
    )


@contextmanager
def open_kit(make_settings: MakeSettings) -> Iterator[Kit]:
    """The dummy, that has carried nothing yet."""
    CARRIER.clear()
    yield Kit(
        provider=DummyProvider(),
        sign=lambda url, body: (b"x-dummy", sign(url, body).encode()),
        show=show,
        text=post("texts", id="dummy-00000001", **{"from": ANNA, "words": "naloxone 19104"}),
        id="dummy-00000001",
        call=post("calls", **CALL, what="start"),
        call_id=CALL["id"],
        hidden=post("calls", **(CALL | {"from": ""}), what="start"),
        key=post("calls", "n=3", **CALL, keys="2"),
        speech=post("calls", "n=4", **CALL, words="he is not breathing"),
        silence=post("calls", "n=5", **CALL),
        back=post("calls", "n=6", **CALL, what="back", answered="True"),
        check=post("keys", "check&c=c1&l=en", keys="5"),
        alarm=post("keys", "alarm&c=c1&w=first&l=en", keys="1"),
        delivered=post("reports", "ours=oAbc12345678", id="dummy-00000002", what="there"),
        failed=post("reports", "ours=oAbc12345678", id="dummy-00000002", what="lost", why="7"),
        hung_up=post("reports", **CALL, what="hung-up"),
        odd_reports=[post("reports"), post("reports", "ours=", id="?", what="?"), post("reports", "what", why="x")],
        bad=[
            post("texts", words="hi"),
            post("texts", id="dummy-1"),
            post("texts", id="SM1", **{"from": ANNA}),
            Post("/dummy/texts", b"[]"),
            Post("/dummy/texts", b"{"),
        ],
        stopped=7,
        foreign_ids=["SM" + "1" * 32, "CA" + "1" * 32, ""],
        sent=lambda: [(taken.letter.to, taken.letter.body) for taken in CARRIER.taken],
        refuse=CARRIER.answers.append,
        kept=lambda: len(CARRIER.copies),
    )
