"""Two people sign the emergency texts: the lock file names what they read, and any change needs both again."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

import msgspec

from app.release.sources import NodeSource, Sources, mark_of

Marks = Mapping[str, str]
"""`language/key` or `flow/name of a node` -> mark of what stands there."""

_HEAD = """\
# What two people have read and signed. Written by: porchlight emergency sign NAME
# Do not edit by hand: change the text, then let two people sign again.
"""


def marks(sources: Sources, nodes: Mapping[str, NodeSource], keys: Collection[str]) -> dict[str, str]:
    """The mark of every emergency text in every language, and of every emergency node."""
    found: dict[str, str] = {}
    for language in sources.languages:
        entries = sources.entries.get(language, {})
        for key in sorted(keys):
            if key in entries:
                file = entries[key].file
                found[f"{language}/{key}"] = mark_of(file.text, "\n".join([file.voice, *file.also]))
    for name, node in sorted(nodes.items()):
        written = msgspec.json.encode([list(node.leads()), list(node.content_keys()), node.file.do, node.file.done])
        found[f"flow/{name}"] = hashlib.sha256(written).hexdigest()[:8]
    return found


def lock_of(lock: Mapping[str, Any]) -> dict[str, str]:
    """The marks a lock file holds."""
    held = lock.get("marks")
    return {str(name): str(mark) for name, mark in held.items()} if isinstance(held, dict) else {}


def signers(lock: Mapping[str, Any]) -> tuple[str, ...]:
    """Who signed what the lock file holds, each person once."""
    held = lock.get("signed")
    names = held.keys() if isinstance(held, dict) else ()
    return tuple({str(name).strip().casefold(): str(name) for name in names}.values())


def changed(signed: Marks, now: Marks) -> tuple[str, ...]:
    """Names of what was changed, added or taken out since it was signed."""
    return tuple(sorted(name for name in {*signed, *now} if signed.get(name) != now.get(name)))


def sign(lock: Mapping[str, Any] | None, now: Marks, *, name: str, today: date) -> str:
    """The text of the lock file after this person signed: with those who signed the very same texts before them."""
    before = lock if lock is not None and lock_of(lock) == dict(now) else {}
    held = before.get("signed")
    names = {str(one): str(day) for one, day in held.items()} if isinstance(held, dict) else {}
    names = {one: day for one, day in names.items() if one.casefold() != name.strip().casefold()}
    names[name.strip()] = today.isoformat()
    lines = ["signed:", *(f"  {_quoted(one)}: {day}" for one, day in names.items()), "marks:"]
    lines += [f'  {what}: "{mark}"' for what, mark in sorted(now.items())]
    return _HEAD + "\n".join(lines) + "\n"


def _quoted(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"
