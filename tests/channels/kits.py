"""What the conformance test asks of every provider: recorded exchanges in its own wire format, and its own other side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from app.channels.base import Provider, Request
from tests.conftest import MakeSettings

ANNA = "+13125550123"
BASE = "https://line.test"


class Post(NamedTuple):
    """One webhook as it was recorded."""

    path: str
    body: bytes
    query: str = ""


class Shown(NamedTuple):
    """What a phone gets from one answer."""

    said: Sequence[str]
    then: str = ""
    """The address that the next key is posted to."""
    dialled: str = ""
    over: bool = False


@dataclass(kw_only=True)
class Kit:
    """One provider with its recorded exchanges."""

    provider: Provider
    sign: Callable[[str, bytes], tuple[bytes, bytes]]
    """The header that signs a body for this address."""
    show: Callable[[bytes], Shown]
    """What the phone does with an answer."""
    text: Post
    """ANNA's "naloxone 19104", with `id`."""
    id: str
    call: Post
    """The beginning of a call of hers, with `call_id`."""
    call_id: str
    hidden: Post
    """The beginning of a call whose number is withheld."""
    key: Post
    """The key 2, for step 3 of her call."""
    speech: Post
    """"he is not breathing", for step 4 of it."""
    silence: Post
    back: Post
    """Her call comes back from the peer line, which answered."""
    check: Post
    """The key 5 for `check?c=c1&l=en`."""
    alarm: Post
    """The key 1 for `alarm?c=c1&w=first&l=en`."""
    delivered: Post
    """A report that our row oAbc12345678 arrived."""
    failed: Post
    """One that it did not, with the code `stopped`."""
    hung_up: Post
    """Her call is over."""
    odd_reports: Sequence[Post]
    bad: Sequence[Post]
    """Signed webhooks without a sender or an id, or with two."""
    stopped: int
    """The code that means: this person said STOP to the provider."""
    foreign_ids: Sequence[str]
    sent: Callable[[], Sequence[tuple[str, str]]]
    """(number, words) of everything that the other side took; for a call, the document's words."""
    refuse: Callable[[int], None]
    """The other side refuses the next letter with this code."""
    kept: Callable[[], int]
    """How many copies the other side still has."""

    def request(self, post: Post, *, base: str = BASE) -> Request:
        """The webhook, signed."""
        url = f"{base}{post.path}" + (f"?{post.query}" if post.query else "")
        return Request(url, post.path, post.query, [(b"host", b"elsewhere"), self.sign(url, post.body)], post.body)


OpenKit = Callable[[MakeSettings], AbstractContextManager[Kit]]


def all_kits() -> Iterator[tuple[str, OpenKit]]:
    """Every folder beside this file that has a kit: a new provider is covered by having one."""
    for found in sorted(Path(__file__).parent.glob("*/kit.py")):
        name = found.parent.name
        yield name, import_module(f"tests.channels.{name}.kit").open_kit
