"""Pages added, renamed and taken out, in the draft of whoever does it; what points there is shown first, and each can be undone."""

from __future__ import annotations

import msgspec
from starlette.responses import Response

from app.console.drafts.undo import undo_of
from app.console.editing.new_pages import NewPage, with_new_page
from app.console.editing.page_leads import leading
from app.console.editing.page_life import renamed_page, without_page
from app.console.editing.topics import asked_in
from app.console.editing.values import EditError
from app.console.editing.wording import as_typed, cleaned
from app.console.editing.workbench import bench_of
from app.console.not_done import not_found
from app.console.page import go, page
from app.console.says.typed import name_of, of_languages
from app.console.staff_request import StaffRequest
from app.release.claim_schema import SUBJECTS
from app.release.read_sources import read_sources
from app.release.staff_files import flows_and_texts


class PageForm(NewPage, frozen=True, kw_only=True):
    """What was typed of a page."""

    part: str = ""
    """The name of a flow that is not there yet."""


def page_form(asked: StaffRequest) -> Response:
    """An empty form; with the page somebody came from as the one that leads there."""
    here = asked.query("from", most=90)
    return _form(asked, PageForm(name="", texts={}, led_from=here, flow=here.partition(".")[0]))


def _form(asked: StaffRequest, typed: PageForm, *, wrong: str = "", status: int = 200) -> Response:
    files = bench_of(asked).files()
    sources = read_sources(flows_and_texts(files))[0]
    flows = {name: flow.file.about for name, flow in sources.flows.items()}
    names = {code: one.file.name or code for code, one in sources.speech.items()}
    return page(
        asked, "page_new.html", status=status, typed=typed, wrong=wrong, flows=flows, pages=sorted(sources.nodes),
        wanted=asked_in(files), subjects=tuple(SUBJECTS), names=names,
    )  # fmt: skip


def add_page(asked: StaffRequest) -> Response:
    """The page is in the draft, with its texts and the choice that leads there."""
    typed = _typed(asked)
    bench = bench_of(asked)
    wanted = asked_in(bench.files())
    lacking = [one for one in wanted if not typed.texts.get(one) or (typed.led_from and not typed.labels.get(one))]
    flow = typed.part or typed.flow
    if lacking or not typed.name or not flow:
        return _form(asked, typed, wrong=asked.words["page_not_whole"], status=422)
    made = msgspec.structs.replace(
        typed, flow=flow, texts={one: typed.texts[one] for one in wanted},
        word={one: typed.word[one] for one in wanted if typed.word.get(one)},
    )  # fmt: skip
    today = asked.services.now().date()
    try:
        saved = bench.put(lambda files: with_new_page(files, made, today), name=f"{flow}.{typed.name}")
    except EditError as error:
        return _form(asked, typed, wrong=str(error), status=422)
    to = f"/staff/says/{flow}.{typed.name}"
    return go(asked, to, "page_added", undo=undo_of(bench.ready(), saved, "/staff/says"), name=f"{flow}.{typed.name}")


def _typed(asked: StaffRequest) -> PageForm:
    form = asked.form
    subject = form.text("subject", most=40)
    return PageForm(
        name=name_of(form.text("name", most=60)), flow=form.text("flow", most=60),
        part=name_of(form.text("part", most=60)), about=cleaned(as_typed(form.text("about", most=200))),
        source=form.text("source", most=500).strip(), fact=cleaned(as_typed(form.text("fact", most=300))),
        subject=subject if subject in SUBJECTS else "health", plain=form.ticked("plain"),
        like=form.text("like", most=90).strip(), led_from=form.text("led_from", most=90).strip(),
        texts=of_languages(form, "text"), labels=of_languages(form, "label"), word=of_languages(form, "word"),
    )  # fmt: skip


def change_form(asked: StaffRequest) -> Response:
    """What leads to a page, and the two things that may be done with it."""
    return _change(asked)


def _change(asked: StaffRequest, *, wrong: str = "", status: int = 200) -> Response:
    name, files = asked.part("node"), bench_of(asked).files()
    nodes = read_sources(flows_and_texts(files))[0].nodes
    if name not in nodes:
        raise not_found("/staff/says")
    leads = leading(files, name)
    return page(
        asked, "page_change.html", status=status, name=name, short=name.partition(".")[2], leads=leads, wrong=wrong,
        pages=[one for one in sorted(nodes) if one != name], only_choices=all(one.kind == "choice" for one in leads),
    )  # fmt: skip


def rename_page(asked: StaffRequest) -> Response:
    """The page has another name, wherever it is named."""
    name, new = asked.part("node"), name_of(asked.form.text("name", most=60))
    bench = bench_of(asked)
    try:
        saved = bench.put(lambda files: renamed_page(files, name, new), name=name)
    except EditError as error:
        return _change(asked, wrong=str(error), status=422)
    called = f"{name.partition('.')[0]}.{new}"
    undo = undo_of(bench.ready(), saved, f"/staff/says/{name}")
    return go(asked, f"/staff/says/{called}", "page_renamed", undo=undo, name=called)


def take_page_out(asked: StaffRequest) -> Response:
    """The page is gone, and what led there leads to the page that was chosen, or is gone as well."""
    name, instead = asked.part("node"), asked.form.text("instead", most=90).strip()
    bench = bench_of(asked)
    try:
        saved = bench.put(lambda files: without_page(files, name, instead=instead), name=name)
    except EditError as error:
        return _change(asked, wrong=str(error), status=422)
    to = f"/staff/says/{instead}" if instead else "/staff/says"
    return go(asked, to, "page_taken_out", undo=undo_of(bench.ready(), saved, f"/staff/says/{name}"), name=name)
