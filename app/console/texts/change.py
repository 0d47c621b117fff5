"""What is done to a text: each change goes into the draft of whoever makes it, and can be undone."""

from __future__ import annotations

from starlette.responses import Response

from app.console.drafts.undo import undo_of
from app.console.editing.texts import named, renamed, taken_out
from app.console.editing.translations import with_translations
from app.console.editing.uses import uses_of
from app.console.editing.workbench import bench_of
from app.console.not_done import NotDone
from app.console.page import go
from app.console.staff_request import StaffRequest
from app.console.texts.form import TextForm, refuse_empty, text_form
from app.console.texts.show import shown
from app.release.read_sources import read_sources
from app.release.sources import Sources, mark_of
from app.release.staff_files import FACTS, Files, flows_and_texts


def save(asked: StaffRequest) -> Response:
    """What was typed is in the draft of whoever typed it."""
    bench, key = bench_of(asked), asked.part("key")
    held = read_sources(flows_and_texts(bench.files()))[0]
    typed = text_form(asked.form, held, key)
    here = f"/staff/texts/{key}"
    refuse_empty(typed, here)
    fits = _fits(held, key, typed)
    if not typed.changed and not fits and not typed.missing:
        return go(asked, here, "nothing_changed")
    clashes, saved = bench.put_words(key, typed.changed, fits)
    if clashes:
        return shown(asked, typed=typed, clashes=clashes, status=409)
    if typed.missing:
        saved |= bench.put(lambda files: with_translations(files, key, typed.missing), name=key)
    return go(asked, here, "saved_plain" if typed.mended else "saved", undo=undo_of(bench.ready(), saved, here))


def _fits(held: Sources, key: str, typed: TextForm) -> set[str]:
    """Languages whose text fits the first one's from now on: said so, or changed together with what it fitted before."""
    if not held.languages:
        return set()
    first = held.entries.get(held.languages[0], {}).get(key)
    found = {one for one in typed.fits if one in held.languages[1:]}
    for language in held.languages[1:]:
        entry = held.entries.get(language, {}).get(key)
        touched = any(one.language == language for one in typed.changed)
        if entry and first and touched and entry.file.of == mark_of(first.file.whole, first.file.voice):
            found.add(language)
    return found


def rename(asked: StaffRequest) -> Response:
    """The text has another name, everywhere at once."""
    bench, key = bench_of(asked), asked.part("key")
    name = asked.form.text("name", most=120).strip()
    named(name)
    saved = bench.put(lambda files: renamed(_of_texts(files), key, name), name=key)
    to = f"/staff/texts/{name}"
    return go(asked, to, "renamed", undo=undo_of(bench.ready(), saved, f"/staff/texts/{key}"), name=name)


def take_out(asked: StaffRequest) -> Response:
    """The text is in no language any more; refused while something says it."""
    bench, key = bench_of(asked), asked.part("key")

    def make(files: Files) -> Files:
        sources = read_sources(flows_and_texts(files))[0]
        if uses_of(sources, key).needed:
            raise NotDone("still_used", status=409, to=f"/staff/texts/{key}")
        paths = {
            entry.document.path
            for entries in sources.entries.values()
            for name, entry in entries.items()
            if name == key
        }
        if FACTS in files and key in sources.facts:
            paths.add(FACTS)
        return {path: taken_out(files[path], path, key) for path in paths}

    saved = bench.put(make, name=key)
    return go(asked, "/staff/says", "taken_out", undo=undo_of(bench.ready(), saved, f"/staff/texts/{key}"), name=key)


def _of_texts(files: Files) -> Files:
    return flows_and_texts(files)
