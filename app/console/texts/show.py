"""The page of one text, and what it would come to as somebody types."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from starlette.responses import Response

from app.console.editing.looks import OneTextCase, TextLook, looked_up, looked_up_or_found, read_case
from app.console.editing.texts import with_words
from app.console.editing.uses import TextUses, uses_of
from app.console.editing.values import EditError
from app.console.editing.wording import WordChange, word_changes
from app.console.editing.workbench import TextClash, Workbench, bench_of, path_of
from app.console.not_done import not_found
from app.console.page import fragment, page
from app.console.staff_request import StaffRequest
from app.console.texts.form import TextForm, text_form, was_in
from app.release.claims.register import claims_of
from app.release.history.views import DraftInfo
from app.release.problems import Problem
from app.release.read_sources import read_sources
from app.release.sources import EntrySource, Sources
from app.release.staff_files import Files, flows_and_texts


class TextColumn(msgspec.Struct, frozen=True):
    """One language of the page."""

    language: str
    name: str
    path: str
    line: int
    text: str
    was_text: str
    voice: str
    was_voice: str
    sentences: tuple[tuple[str, str, str], ...]
    """(condition, words, as they were) of sentences said only where something holds."""
    look: TextLook | None
    """What it comes to; None where that is fetched after the page is seen."""
    changes: tuple[WordChange, ...]
    """Against what callers get now; empty where nothing differs."""
    live: str
    call_behind: bool
    """Whether the text is another one than callers get, and a call still says what it said."""
    label: bool
    sources: tuple[str, ...]
    reviewed: str
    claims: tuple[tuple[str, str], ...]
    """(fact, where it stands) of each fact it says."""


class TextPage(msgspec.Struct, frozen=True):
    """Everything the page shows."""

    key: str
    columns: tuple[TextColumn, ...]
    uses: TextUses
    problems: tuple[tuple[str, Problem], ...]
    blanks: tuple[tuple[str, str], ...]
    draft: DraftInfo | None
    late: bool
    """Whether what the check says comes after the page."""
    missing: tuple[str, ...]
    """Languages in which it is not written."""


def show(asked: StaffRequest) -> Response:
    """The page of a text."""
    return shown(asked)


def shown(
    asked: StaffRequest, *, typed: TextForm | None = None, clashes: tuple[TextClash, ...] = (), status: int = 200
) -> Response:
    """The page, with what somebody typed where it was not saved."""
    bench, key = bench_of(asked), asked.part("key")
    files = bench.files()
    held = _sources(files)
    if not any(key in entries for entries in held.entries.values()):
        raise not_found("/staff/says")
    was = was_in(held, key)
    if clashes:  # the next save goes over what is there now, with open eyes
        was |= {(one.language, one.field): one.theirs for one in clashes}
    late = typed is None and asked.has_script and not looked_up(files, key)
    made = text_page(bench, files, key, typed, was, late=late)
    return page(asked, "text.html", status=status, text=made, clashes=clashes)


def look(asked: StaffRequest) -> Response:
    """What the text would come to with what was typed."""
    bench, key = bench_of(asked), asked.part("key")
    files = bench.files()
    held = _sources(files)
    typed = text_form(asked.form, held, key)
    try:
        made = text_page(bench, files, key, typed, was_in(held, key))
    except EditError as error:
        return fragment(asked, "unread.html", said=str(error))
    return fragment(asked, "looks.html", text=made)


def _sources(files: Files) -> Sources:
    return read_sources(flows_and_texts(files))[0]


def text_page(
    bench: Workbench, files: Files, key: str, typed: TextForm | None, was: Mapping[tuple[str, str], str],
    *, late: bool = False,
) -> TextPage:  # fmt: skip
    """The page of this text, with these words typed where there are any; `late`, without what the check says."""
    held = _sources(files)
    if typed is not None:
        files = with_typed(files, held, key, typed)
    case = read_case(files, key, bench.blanks)
    found = {} if late else looked_up_or_found(files, case, key)
    live = _sources(bench.live())
    columns = tuple(
        _column(case, case.sources.entries[language][key], found.get(language), live, was)
        for language in case.sources.languages
        if key in case.sources.entries.get(language, {})
    )
    first = columns[0] if columns else None
    return TextPage(
        key=key,
        columns=columns,
        uses=uses_of(case.sources, key),
        problems=tuple(
            (one.language, problem) for one in columns for problem in (one.look.problems if one.look else ())
        ),
        late=late,
        blanks=tuple((name, value) for name, value in sorted(case.release.blanks.items()) if name != "peer_number"),
        draft=bench.draft(),
        missing=tuple(
            language
            for language in case.sources.languages
            if first is not None and key not in case.sources.entries.get(language, {})
        ),
    )


def with_typed(files: Files, sources: Sources, key: str, typed: TextForm) -> Files:
    """The files as they would be with what was typed."""
    made = dict(files)
    for one in typed.changed:
        path = path_of(sources, one.language, key)
        made[path] = with_words(made[path], path, key, one.field, one.words)
    return made


def _column(
    case: OneTextCase, entry: EntrySource, found: TextLook | None, live: Sources, was: Mapping[tuple[str, str], str]
) -> TextColumn:
    language, file = entry.language, entry.file
    before = live.entries.get(language, {}).get(entry.key)
    text = before.file.text if before else ""
    voice = before.file.voice if before else ""
    changes = word_changes(text, file.text) if text != file.text else ()
    if not changes and voice != file.voice:
        changes = word_changes(voice, file.voice)
    speech = case.sources.speech.get(language)
    return TextColumn(
        language=language,
        name=(speech.file.name if speech else "") or language,
        path=entry.document.path,
        line=entry.document.where(entry.key, key=True)[0],
        text=file.text,
        was_text=was.get((language, "text"), file.text),
        voice=file.voice,
        was_voice=was.get((language, "voice"), file.voice),
        sentences=tuple(
            (condition, words, was.get((language, f"only_if/{condition}"), words))
            for condition, words in file.only_if.items()
        ),
        look=found,
        changes=changes,
        live=text,
        call_behind=before is not None and text != file.text and bool(voice) and voice == file.voice,
        label=entry.label,
        sources=_addresses(case.sources, entry),
        reviewed=_looked_at(case.sources, entry),
        claims=tuple((one.file.claim, one.file.at) for one in claims_of(case.sources, entry.key)),
    )


def _addresses(sources: Sources, entry: EntrySource) -> tuple[str, ...]:
    """Where it is from: the pages of the facts it says, or its own."""
    said = claims_of(sources, entry.key)
    return tuple(dict.fromkeys(one.file.at for one in said)) or tuple(entry.file.source)


def _looked_at(sources: Sources, entry: EntrySource) -> str:
    """When and by whom it was compared with its source; of several facts the one that has waited longest."""
    said = sorted(claims_of(sources, entry.key), key=lambda one: one.file.checked)
    if said:
        return f"{said[0].file.checked} {said[0].file.by}"
    return f"{entry.file.reviewed or ''} {entry.file.reviewed_by}".strip()
