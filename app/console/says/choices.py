"""Choices of a page: one more, or one less, in the draft of whoever does it."""

from __future__ import annotations

from starlette.responses import Response

from app.console.drafts.undo import undo_of
from app.console.editing.pages import with_choice, without_choice
from app.console.editing.wording import as_typed, cleaned
from app.console.editing.workbench import bench_of
from app.console.not_done import NotDone
from app.console.page import go
from app.console.staff_request import StaffRequest


def add_choice(asked: StaffRequest) -> Response:
    """The page offers one more way, with words for it in each language."""
    name = asked.part("node")
    here = f"/staff/says/{name}"
    words = {
        field.removeprefix("label-"): cleaned(as_typed(value))
        for field, value in asked.form.fields
        if field.startswith("label-")
    }
    goes = asked.form.text("goes", most=90).strip()
    if not words or not all(words.values()) or not goes:
        raise NotDone("choice_not_whole", status=422, to=here)
    bench = bench_of(asked)
    saved = bench.put(lambda files: with_choice(files, name, goes=goes, label=words), name=name)
    return go(asked, here, "choice_added", undo=undo_of(bench.ready(), saved, here))


def take_choice_out(asked: StaffRequest) -> Response:
    """The page does not offer this way any more."""
    name, number = asked.part("node"), asked.part("number")
    here = f"/staff/says/{name}"
    bench = bench_of(asked)
    saved = bench.put(lambda files: without_choice(files, name, number), name=name)
    return go(asked, here, "choice_taken_out", undo=undo_of(bench.ready(), saved, here))
