"""A text in a language that has not got it yet, beside its kin of that language."""

from __future__ import annotations

from collections.abc import Mapping

from app.console.editing.pages import marked
from app.console.editing.spans import EditError
from app.console.editing.texts import new_text
from app.release.read_sources import read_sources
from app.release.sources import PENDING, EntrySource
from app.release.staff_files import Files, flows_and_texts

_HEAD = b"# yaml-language-server: $schema=../../docs/content.schema.json\n"


def with_translations(files: Mapping[str, bytes], key: str, words: Mapping[str, str]) -> Files:
    """The files that change where this text says these words in these languages, as a translation of the first one."""
    sources = read_sources(flows_and_texts(files))[0]
    first = sources.entries.get(sources.languages[0], {}).get(key) if sources.languages else None
    if first is None:
        raise EditError(f"'{key}' is not written in the first language. Write it there first.")
    made: Files = {}
    for language, said in words.items():
        path = first.document.path.replace(f"content/{first.language}/", f"content/{language}/", 1)
        made[path] = new_text(files.get(path, _HEAD), path, key, {"text": said, **_carried(first)})
    return marked(dict(files) | made, made, key)


def _carried(first: EntrySource) -> dict[str, str]:
    """What a translation takes over of where its facts come from; who compared it with that is still to come."""
    file = first.file
    if first.label:
        return {}
    if file.claims:  # named in the first language alone
        return {"of": "-"}
    if file.plain or not file.source:
        return {"plain": "yes"}
    days = {"reviewed": file.reviewed, "review_by": file.review_by}
    return {
        "source": file.source[0],
        **{name: day.isoformat() for name, day in days.items() if day},
        "reviewed_by": PENDING,
    }
