"""Two people's changes in one: different entries are both kept, the same entry is shown, nothing is lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from app.release.history.differences import cores
from app.release.history.entries import Unit, units

Side = Literal["mine", "live"]
Choices = Mapping[tuple[str, str], Side]
"""(path, entry) -> whose version is wanted."""


class EntryConflict(msgspec.Struct, frozen=True):
    """One entry that two people changed; the name is empty where the file cannot be taken apart."""

    path: str
    entry: str
    base: str | None
    mine: str | None
    live: str | None


class MergedFiles(msgspec.Struct, frozen=True):
    """All files with both sides' changes, and what somebody has to choose first."""

    files: dict[str, bytes]
    conflicts: tuple[EntryConflict, ...] = ()


def merge(
    base: Mapping[str, bytes], mine: Mapping[str, bytes], live: Mapping[str, bytes], *, choices: Choices | None = None
) -> MergedFiles:
    """What is live, with what `mine` changed of `base` put in; where both changed one entry, a conflict unless chosen."""
    files: dict[str, bytes] = {}
    conflicts: list[EntryConflict] = []
    for path in sorted({*mine, *live, *base}):
        data, found = merge_file(path, base.get(path), mine.get(path), live.get(path), choices or {})
        conflicts += found
        if data is not None:
            files[path] = data
    return MergedFiles(files, tuple(conflicts))


def merge_file(
    path: str, base: bytes | None, mine: bytes | None, live: bytes | None, choices: Choices
) -> tuple[bytes | None, list[EntryConflict]]:
    """The same for one file."""
    if mine in (base, live):
        return live, []
    if live == base:
        return mine, []
    if mine is not None and live is not None:
        was, own, now = units(base or b"", path), units(mine, path), units(live, path)
        if was is not None and own is not None and now is not None:
            taken = _by_entries(path, was, own, now, choices)
            if taken is not None:
                return taken
    chosen = choices.get((path, ""))
    if chosen is not None:
        return (mine if chosen == "mine" else live), []
    return live, [EntryConflict(path, "", _text(base), _text(mine), _text(live))]


def _by_entries(
    path: str, base: tuple[Unit, ...], mine: tuple[Unit, ...], live: tuple[Unit, ...], choices: Choices
) -> tuple[bytes, list[EntryConflict]] | None:
    """The entries of both, or None where what comes of them cannot be taken apart again as it should be."""
    was, own, now = (_named(side) for side in (base, mine, live))
    conflicts: list[EntryConflict] = []
    wanted: dict[str, str] = {}
    for name in dict.fromkeys([*now, *own, *was]):
        b, m, n = was.get(name), own.get(name), now.get(name)
        core = n if m in (b, n) else m
        if m not in (b, n) and n != b:
            core, found = _both(EntryConflict(path, name, b, m, n), choices)
            conflicts += found
        if core is not None:
            wanted[name] = core
    gaps = _gaps(base, mine, live)
    data = "".join(wanted[name] + gaps.get(name, "") for name in _order(base, mine, live) if name in wanted).encode()
    if cores(data, path) != {name: core for name, core in wanted.items() if core}:
        return None
    return data, conflicts


def _both(one: EntryConflict, choices: Choices) -> tuple[str | None, list[EntryConflict]]:
    """What stands where both changed one entry: what was chosen, both where it is a list of lines, else what is live."""
    chosen = choices.get((one.path, one.entry))
    if chosen is not None:
        return (one.mine if chosen == "mine" else one.live), []
    if one.path.endswith("phrases.yaml") and one.base and one.mine and one.live:
        joined = _lines(one.base, one.mine, one.live)
        if joined is not None:
            return joined, []
    return one.live, [one]


def _lines(base: str, mine: str, live: str) -> str | None:
    """A block of messages, one a line, with what either side added and without what either took out."""
    was, own, now = (side.splitlines(keepends=True) for side in (base, mine, live))
    if not was[0].rstrip().endswith("|") or not was[0] == own[0] == now[0]:
        return None
    if any(len(set(side)) != len(side) for side in (was, own, now)):
        return None
    gone = set(was) - set(own)
    kept = [line for line in now if line not in gone]
    for at, line in enumerate(own):
        if line not in was and line not in kept:
            before = next((one for one in reversed(own[:at]) if one in kept), kept[0])
            kept.insert(kept.index(before) + 1, line)
    return "".join(kept)


def _named(side: tuple[Unit, ...]) -> dict[str, str]:
    return {one.name: one.core if one.core.endswith("\n") or not one.core else f"{one.core}\n" for one in side}


def _gaps(base: tuple[Unit, ...], mine: tuple[Unit, ...], live: tuple[Unit, ...]) -> dict[str, str]:
    """Empty lines below each entry, of whichever side changed them."""
    was, own, now = ({one.name: one.gap for one in side} for side in (base, mine, live))
    return {
        name: own[name] if name in own and (name not in now or now[name] == was.get(name)) else now[name]
        for name in {**own, **now}
    }


def _order(base: tuple[Unit, ...], mine: tuple[Unit, ...], live: tuple[Unit, ...]) -> list[str]:
    """Names in the order of what is live, or of mine where only mine moved them; what is new after what it stood after."""
    was, own, now = ([one.name for one in side] for side in (base, mine, live))
    common = set(was) & set(own) & set(now)
    moved = [name for name in own if name in common] != [name for name in was if name in common]
    kept = [name for name in now if name in common] == [name for name in was if name in common]
    first, other = (own, now) if moved and kept else (now, own)
    order = list(first)
    for at, name in enumerate(other):
        if name not in order:
            before = next((one for one in reversed(other[:at]) if one in order), None)
            order.insert(order.index(before) + 1 if before is not None else 0, name)
    return order


def _text(data: bytes | None) -> str | None:
    return None if data is None else data.decode("utf-8", "replace")
