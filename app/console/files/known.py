"""What the editor offers as somebody types: the names of pages, of texts, and of what fills a blank."""

from __future__ import annotations

from starlette.responses import Response

from app.console.editing.workbench import bench_of
from app.console.page import data
from app.console.staff_request import StaffRequest
from app.release.read_sources import read_sources
from app.release.staff_files import flows_and_texts


def known(asked: StaffRequest) -> Response:
    """The names, as the draft of whoever asks has them: pages also without their flow, as a file of that flow calls them."""
    sources = read_sources(flows_and_texts(bench_of(asked).files()))[0]
    texts = {key for entries in sources.entries.values() for key in entries}
    pages = {one for name in sources.nodes for one in (name, name.partition(".")[2])}
    blanks = {f"phone.{name}" for name in sources.numbers} | {"line_name", "line_number"}
    return data({"pages": sorted(pages), "texts": sorted(texts), "blanks": sorted(blanks)})
