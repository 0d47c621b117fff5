"""Two people sign the emergency texts: the lock file names what they read, and any change needs both again.

Until the second has signed a change, the file keeps what two signed before: one person alone never replaces it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

import msgspec

from app.release.approvals import PEOPLE, Marks, person
from app.release.languages import is_draft
from app.release.sources import NodeSource, Sources, mark_of

_HEAD = """\
# What two people have read and signed. Written by: porchlight emergency sign NAME
# Do not edit by hand: change the text, then let two people sign again.
"""


def marks(
    sources: Sources, nodes: Mapping[str, NodeSource], keys: Collection[str], flows: Collection[str] = ()
) -> dict[str, str]:
    """The mark of every emergency text in every language, of every emergency node, and of what leads into these flows."""
    found: dict[str, str] = {}
    for language in (code for code in sources.languages if not is_draft(sources, code)):
        entries = sources.entries.get(language, {})
        for key in sorted(keys):
            if key in entries:
                file = entries[key].file
                found[f"{language}/{key}"] = mark_of(file.text, "\n".join([file.voice, *file.also]))
    for name, node in sorted(nodes.items()):
        written = msgspec.json.encode([list(node.leads()), list(node.content_keys()), node.file.do, node.file.done])
        found[f"flow/{name}"] = hashlib.sha256(written).hexdigest()[:8]
    for name in sorted(flows):
        into = sources.flows[name].file
        ways = [into.start, into.answers, into.topics, into.hears, into.follow_ups]
        found[f"flow/{name}"] = hashlib.sha256(msgspec.json.encode(ways, order="sorted")).hexdigest()[:8]
    return found


class Signed(msgspec.Struct, frozen=True):
    """One set of emergency texts, and who signed exactly these."""

    marks: Marks = {}
    names: Mapping[str, str] = {}
    """Name as written -> day."""

    @property
    def people(self) -> tuple[str, ...]:
        """Each person once, however the name was typed."""
        return tuple({person(name): name for name in self.names}.values())

    @property
    def approved(self) -> bool:
        """Whether two people signed."""
        return len(self.people) >= PEOPLE


def newest(lock: Mapping[str, Any] | None) -> Signed:
    """What was signed last, by one person or more."""
    return _signed(lock or {})


def approved(lock: Mapping[str, Any] | None) -> Signed | None:
    """What two people signed last, or None where that has never been."""
    for one in (newest(lock), _signed((lock or {}).get("before"))):
        if one.approved:
            return one
    return None


def _signed(held: object) -> Signed:
    if not isinstance(held, dict):
        return Signed()
    marks, names = held.get("marks"), held.get("signed")
    return Signed(
        {str(name): str(mark) for name, mark in marks.items()} if isinstance(marks, dict) else {},
        {str(name): str(day) for name, day in names.items() if person(str(name))} if isinstance(names, dict) else {},
    )


def changed(signed: Marks, now: Marks) -> tuple[str, ...]:
    """Names of what was changed, added or taken out since it was signed."""
    return tuple(sorted(name for name in {*signed, *now} if signed.get(name) != now.get(name)))


def sign(lock: Mapping[str, Any] | None, now: Marks, *, name: str, today: date) -> str:
    """The text of the lock file after this person signed: with those who signed the very same texts before them."""
    last = newest(lock)
    names = dict(last.names) if last.marks == dict(now) else {}
    names = {one: day for one, day in names.items() if person(one) != person(name)} | {name.strip(): today.isoformat()}
    signed = Signed(dict(now), names)
    before = None if signed.approved else approved(lock)
    lines = _written(signed, "")
    if before is not None:
        lines += ["before:", *_written(before, "  ")]
    return _HEAD + "\n".join(lines) + "\n"


def lock_text(marks: Marks, names: Mapping[str, str]) -> str:
    """The text of the lock file of what these people, name -> day, approved."""
    return _HEAD + "\n".join(_written(Signed(marks, names), "")) + "\n"


def _written(signed: Signed, indent: str) -> list[str]:
    return [
        f"{indent}signed:",
        *(f"{indent}  {_quoted(name)}: {day}" for name, day in signed.names.items()),
        f"{indent}marks:",
        *(f'{indent}  {what}: "{mark}"' for what, mark in sorted(signed.marks.items())),
    ]


def _quoted(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"
