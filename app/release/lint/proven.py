"""What the engine proved before need not be proved again: a node in the same neighbourhood behaves the same.

A proof of a node depends on the node and those it leads to with their texts, and on everything that every node shares: words,
speech, flows, the emergency steps, texts that no node says, this program. Only proofs that found nothing are remembered.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

import msgspec

from app.engine.release import Node
from app.release.lint.read_texts import Read, ReadTexts
from app.release.staff_files import program_id, write_whole

FILE = "proven"
_SIZE = 16
_MOST = 50_000
_MOST_ON_DISK = 8_000
SAYS = frozenset({"EMERGENCY_PROOF"})
"""Proofs that look at what is said, not only at where it leads."""
_FAR = 1
"""How many ways from a node its neighbourhood reaches, as far as one step goes; ways followed at once count as none."""
_MOST_READ = 500
_proven: OrderedDict[bytes, None] = OrderedDict()
_read: OrderedDict[bytes, frozenset[Read]] = OrderedDict()
"""The surroundings of a proof that looks at what is said -> the texts it read."""


class Neighbourhoods:
    """Marks of the surroundings of every node of one release.

    What a node says changes nothing of where words lead; only labels, and whether a text is there at all, do. That what is
    said is the emergency text whatever it is now, a few nodes of each kind prove for all (`for_all`).
    """

    def __init__(self, library: ReadTexts, emergency_keys: Iterable[str]) -> None:
        self._library, self._release = library, library.release
        self._said = frozenset(emergency_keys)
        self._own = {name: self._digest_of(node) for name, node in self._release.nodes.items()}
        self._flow_words = {name.partition(".")[0]: _digest(library.told_in(name)) for name in self._release.nodes}

    def mark(self, name: str, what: str) -> bytes:
        """Another mark when anything is different that this proof of the node may depend on."""
        whole = self._texts if what in SAYS and name in self.for_all else b""
        return _digest([self._around(name, what), whole])

    def mark_as_read(self, name: str, what: str) -> bytes:
        """The same, of texts with those alone that this proof read when it was made last; empty where that is not known."""
        around = self._around(name, what)
        read = _read.get(around)
        return b"" if read is None else _digest([around, sorted(read), self._library.said(read)])

    def proved(self, name: str, what: str, read: set[Read]) -> None:
        """This is proved from now on, in this process, while these texts are the same."""
        remember(self.mark(name, what))
        if what in SAYS and name in self.for_all:
            _read[self._around(name, what)] = frozenset(read)
            remember(self.mark_as_read(name, what))
            while len(_read) > _MOST_READ:
                _read.popitem(last=False)

    def is_proved(self, name: str, what: str) -> bool:
        """Whether nothing is different that this proof depends on since it was made."""
        if known(mark := self.mark(name, what)):
            return True
        if what not in SAYS or not known(self.mark_as_read(name, what)):
            return False
        remember(mark)
        return True

    def _around(self, name: str, what: str) -> bytes:
        near = b"".join(self._own[one] for one in sorted(self._near(name)))
        return _digest([what, name, self._shared, self._flow_words[name.partition(".")[0]], near])

    @cached_property
    def for_all(self) -> frozenset[str]:
        """The first node of each kind: with an action, with a next step, with choices, without either, of the steps."""
        kinds: dict[object, str] = {}
        for name, node in self._release.nodes.items():
            kind = (node.do, bool(node.next), bool(node.choices), bool(node.go), name in self._library.steps)
            kinds.setdefault(kind, name)
        return frozenset({*kinds.values(), self._release.entry})

    @cached_property
    def _texts(self) -> bytes:
        """Every emergency text and every text that no node says."""
        used = {key for node in self._release.nodes.values() for key in _keys(node)} - self._said
        return _digest(
            {
                language: {key: text for key, text in held.items() if key not in used}
                for language, held in self._release.texts.items()
            }
        )

    @cached_property
    def _shared(self) -> bytes:
        release, library = self._release, self._library
        used = {key for node in release.nodes.values() for key in _keys(node)}
        there = {language: sorted(held.keys() - used) for language, held in release.texts.items()}
        following = [held.get("line.next") for held in release.texts.values()]
        rest = msgspec.structs.replace(release, id="", nodes={}, texts={})
        steps = [self._own[name] for name in sorted(library.steps | library.emergency_flow)]
        finds = {service: self._own[name] for service, name in library.finds.items()}
        return _digest([program_id(), rest, there, following, steps, library.paced, finds])

    def _digest_of(self, node: Node) -> bytes:
        labels = [choice.label for choice in node.choices]
        texts = [
            ([held.get(key) for key in labels], [key in held for key in _keys(node)])
            for held in self._release.texts.values()
        ]
        return _digest([node, texts])

    def _near(self, name: str) -> set[str]:
        found, edge = {name}, {name}
        for _ in range(_FAR):
            edge = {far for one in edge for far in self._ways[one]} - found
            at_once = edge
            while at_once:
                at_once = {to for one in at_once if (to := self._release.nodes[one].go) in self._ways} - edge - found
                edge |= at_once
            found |= edge
        return found

    @cached_property
    def _ways(self) -> dict[str, set[str]]:
        nodes = self._release.nodes
        return {
            name: {
                way
                for way in (
                    node.next,
                    node.go,
                    node.otherwise,
                    *node.follow_ups.values(),
                    *(one.go for one in node.choices),
                )
                if way in nodes
            }
            for name, node in nodes.items()
        }


def _keys(node: Node) -> list[str]:
    return [key for key in (node.say, *node.stay, node.pace, *(one.label for one in node.choices)) if key]


def known(mark: bytes) -> bool:
    """Whether this was proved before."""
    if mark in _proven:
        _proven.move_to_end(mark)
        return True
    return False


def remember(mark: bytes) -> None:
    """This is proved from now on, in this process."""
    _proven[mark] = None
    while len(_proven) > _MOST:
        _proven.popitem(last=False)


def _digest(value: object) -> bytes:
    return hashlib.blake2b(msgspec.msgpack.encode(value, order="sorted"), digest_size=_SIZE).digest()


def take_up(cache: Path) -> None:
    """What was proved by processes before this one is known, where the cache folder has it."""
    try:
        data = (cache / FILE).read_bytes()
    except OSError:
        return
    for start in range(0, len(data) - _SIZE + 1, _SIZE):
        remember(data[start : start + _SIZE])


def keep(cache: Path) -> None:
    """What was proved is in the cache folder for processes after this one; the newest of it."""
    try:
        write_whole(cache / FILE, b"".join([*_proven][-_MOST_ON_DISK:]))
    except OSError:
        return


def forget() -> None:
    """Nothing is remembered."""
    _proven.clear()
    _read.clear()


def how_many() -> int:
    """How many proofs this process remembers."""
    return len(_proven)
