"""The pages of the line, as one's own draft has them, or as callers get them."""

from __future__ import annotations

import msgspec
from starlette.responses import Response

from app.base.errors import PorchlightError
from app.console.editing.workbench import bench_of
from app.console.not_done import not_found
from app.console.page import page
from app.console.staff_request import StaffRequest
from app.console.staff_text import ReleasePages
from app.engine.compiled_release import CompiledRelease
from app.engine.release import Node
from app.release.history.views import DraftInfo


class SeenPages(msgspec.Struct, frozen=True):
    """Which pages are looked at."""

    pages: ReleasePages
    draft: DraftInfo | None
    """The draft they are of; None for what callers get."""
    other: DraftInfo | None = None
    """One's own draft, where what callers get is looked at all the same."""


class PageWay(msgspec.Struct, frozen=True):
    """One numbered way out of a page."""

    number: str
    words: str
    label: str
    goes: str


def seen(asked: StaffRequest) -> SeenPages:
    """What this person is to see: their own draft where they have changed something, unless they ask for what is live."""
    try:
        bench = bench_of(asked)
        draft = bench.draft()
    except PorchlightError:  # a console without a record of releases still shows what the files say
        draft = None
    if draft is not None and draft.changed and asked.query("in") != "live":
        found = bench.reading(bench.files())
        if found.library is not None:
            return SeenPages(ReleasePages(found.library), draft)
    return SeenPages(asked.services.text.refresh(), None, draft if draft and draft.changed else None)


def says(asked: StaffRequest) -> Response:
    """Every page the line has, and those that say what is looked for."""
    found = seen(asked)
    wanted = asked.query("q")
    return page(
        asked,
        "says.html",
        seen=found,
        asked=wanted,
        found=found.pages.search(wanted),
        outline=found.pages.outline(),
    )


def node(asked: StaffRequest) -> Response:
    """One page in every language, and where it leads."""
    found = seen(asked)
    library, name = found.pages.release, asked.part("node")
    if library is None or name not in library.nodes:
        raise not_found("/staff/says")
    one = library.nodes[name]
    written = [language for language in library.release.languages if one.say in library.release.texts.get(language, {})]
    return page(
        asked,
        "node.html",
        seen=found,
        node=one,
        bubbles=found.pages.bubbles(one),
        ways=ways(library, one),
        leads_here=found.pages.leads_here(name),
        written=written,
        names=sorted(library.nodes),
        room=len(one.choices) + bool(one.next) < 8,
    )


def ways(library: CompiledRelease, one: Node) -> list[PageWay]:
    """The numbered ways out of this page, in the words of the default language."""
    labels = library.release.texts.get(library.default, {})
    return [
        PageWay(way.key, labels[way.label].text if way.label in labels else way.go, way.label, way.go)
        for way in one.choices
    ]
