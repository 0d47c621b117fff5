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

from app.engine.compiled_release import CompiledRelease
from app.engine.release import Node
from app.release.staff_files import program_id, write_whole

FILE = "proven"
_SIZE = 16
_MOST = 50_000
_MOST_ON_DISK = 8_000
_FAR = 2
"""How many ways from a node its neighbourhood reaches; ways that are followed at once count as none."""
_proven: OrderedDict[bytes, None] = OrderedDict()


class Neighbourhoods:
    """Marks of the surroundings of every node of one release."""

    def __init__(self, library: CompiledRelease, emergency_keys: Iterable[str]) -> None:
        self._library, self._release = library, library.release
        self._emergency_keys = frozenset(emergency_keys)
        self._keys = {name: self._said(node) for name, node in self._release.nodes.items()}

    def mark(self, name: str, what: str) -> bytes:
        """Another mark when anything is different that this proof of the node may depend on."""
        near = sorted(self._near(name))
        keys = sorted({key for one in near for key in self._keys[one]})
        texts = {
            language: {key: held[key] for key in keys if key in held} for language, held in self._release.texts.items()
        }
        nodes = [self._release.nodes[one] for one in near]
        told = self._library.told_in(name)
        return _digest([what, self._shared, nodes, texts, told])

    @cached_property
    def _shared(self) -> str:
        release, local = self._release, self._local_keys
        emergency = [release.nodes[name] for name in sorted(self._library.steps | self._library.emergency_flow)]
        texts = {
            language: {key: text for key, text in held.items() if key not in local}
            for language, held in release.texts.items()
        }
        rest = msgspec.structs.replace(release, id="", nodes={}, texts=texts)
        finds = {service: release.nodes[name] for service, name in self._library.finds.items()}
        return _digest([program_id(), rest, emergency, self._library.paced, finds]).hex()

    @cached_property
    def _local_keys(self) -> frozenset[str]:
        """Keys that nodes say, so that a change of them concerns those nodes; emergency texts concern all."""
        shared = {key for name in self._library.steps | self._library.emergency_flow for key in self._keys[name]}
        used = {key for keys in self._keys.values() for key in keys}
        return frozenset(used - shared - self._emergency_keys - {"line.next"})

    def _near(self, name: str) -> set[str]:
        found, edge = {name}, {name}
        for _ in range(_FAR):
            edge = {far for one in edge for far in self._ways(one)} - found
            at_once = edge
            while at_once:
                at_once = (
                    {to for one in at_once if (to := self._release.nodes[one].go) in self._release.nodes} - edge - found
                )
                edge |= at_once
            found |= edge
        return found

    def _ways(self, name: str) -> set[str]:
        node = self._release.nodes[name]
        ways = {node.next, node.go, node.otherwise, *node.follow_ups.values(), *(one.go for one in node.choices)}
        return {way for way in ways if way in self._release.nodes}

    def _said(self, node: Node) -> tuple[str, ...]:
        return tuple({key for key in (node.say, node.stay, *(one.label for one in node.choices)) if key} | _paced(node))


def _paced(node: Node) -> set[str]:
    return {node.pace} if isinstance(node.pace, str) and node.pace else set()


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
