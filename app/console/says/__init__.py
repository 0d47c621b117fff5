"""What the line says: its flows, a search over all texts, and each page as a phone shows it."""

from __future__ import annotations

from starlette.responses import Response

from app.console.area import StaffArea, shows
from app.console.not_done import not_found
from app.console.page import page
from app.console.staff_request import StaffRequest


def says(asked: StaffRequest) -> Response:
    """Every page the line has, and those that say what is looked for."""
    text = asked.services.text.refresh()
    wanted = asked.query("q")
    return page(asked, "says.html", asked=wanted, found=text.search(wanted), outline=text.outline())


def node(asked: StaffRequest) -> Response:
    """One page in every language, and where it leads."""
    text = asked.services.text.refresh()
    name = asked.part("node")
    if text.release is None or name not in text.release.nodes:
        raise not_found("/staff/says")
    one = text.release.nodes[name]
    labels = text.release.release.texts.get(text.release.default, {})
    ways = [(way.key, labels[way.label].text if way.label in labels else way.go, way.go) for way in one.choices]
    return page(asked, "node.html", node=one, bubbles=text.bubbles(one), ways=ways, leads_here=text.leads_here(name))


AREA = StaffArea("says", "/says", (shows("/says", says), shows("/says/{node}", node)))
