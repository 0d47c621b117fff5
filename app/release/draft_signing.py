"""A translator signs a draft: one block at the end of its language.yaml, everything else as it was."""

from __future__ import annotations

import re
from datetime import date

from app.release.languages import texts_mark
from app.release.sources import Sources
from app.release.yaml_reader import read
from app.release.yaml_tree import plain

_SIGNED = re.compile(r"^signed:[^\n]*\n(?:[ \t]+[^\n]*\n)*", re.MULTILINE)


def signed_by(sources: Sources, data: bytes, *, language: str, name: str, today: date) -> bytes | None:
    """The file with this translator's name under what stands there now; None where it is no draft or would change otherwise."""
    source = sources.speech.get(language)
    if source is None or not source.file.draft or not name.strip():
        return None
    quoted = "'" + " ".join(name.split()).replace("'", "''") + "'"
    mark = texts_mark(sources, language)
    block = f'signed: {{by: {quoted}, on: {today.isoformat()}, texts: "{mark}"}}\n'
    text = _SIGNED.sub("", data.decode("utf-8"))
    changed = (text.rstrip("\n") + "\n" + block).encode()
    before, after = source.document.plain(), read(changed, source.document.path)
    if after.root is None or plain(after.root) != before | {
        "signed": {"by": " ".join(name.split()), "on": today.isoformat(), "texts": mark}
    }:
        return None
    return changed
