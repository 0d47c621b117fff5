"""What leads to a page: choices, next steps, what people ask, drugs; so that staff see it before they rename it or take it out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

import msgspec

from app.console.editing.spans import EditError, Path
from app.console.editing.values import YamlText, changed
from app.release.staff_files import Files

DRUGS = "content/drugs.yaml"
_OF_FLOW = {"answers": "answer", "topics": "topic", "hears": "report", "follow_ups": "follow_up"}
_ON = ("next", "go", "otherwise")


class PageLead(msgspec.Struct, frozen=True):
    """One place in the files that names a page."""

    path: str
    steps: Path
    kind: str
    """`choice`, `next`, `go`, `otherwise`, `follow_up`, `topic`, `answer`, `report`, `start` or `drug`."""
    page: str = ""
    """The page that leads on; empty where what people write does."""
    what: str = ""
    """The number of a choice, the name of a topic, of a drug ..."""


def leading(files: Mapping[str, bytes], page: str) -> tuple[PageLead, ...]:
    """Everything that names this page, itself left out."""
    short = page.partition(".")[2].encode()
    return tuple(
        lead
        for path, data in files.items()
        if _may_name(path) and short in data
        for lead in _in(YamlText(data, path), page)
        if lead.page != page
    )


def _may_name(path: str) -> bool:
    return path == DRUGS or (path.startswith("flows/") and path.endswith(".yaml"))


def _in(file: YamlText, page: str) -> Iterator[PageLead]:
    flow = PurePosixPath(file.path).stem
    for steps, span in file.spans.items():
        if span.kind == "scalar" and full(span.value, flow) == page and (lead := _lead(file.path, flow, steps)):
            yield lead


def full(target: str, flow: str) -> str:
    """The whole name of a page that a flow names its own way."""
    return target if "." in target else f"{flow}.{target}"


def _lead(path: str, flow: str, steps: Path) -> PageLead | None:
    """What stands at this place, where it is a way to a page."""
    match steps:
        case (drug, "page") if path == DRUGS:
            return PageLead(path, steps, "drug", what=str(drug))
        case (_, drug, "page") if path == DRUGS:
            return PageLead(path, steps, "drug", what=str(drug))
        case ("start",):
            return PageLead(path, steps, "start", what=flow)
        case (kind, name) if kind in _OF_FLOW:
            return PageLead(path, steps, _OF_FLOW[str(kind)], what=str(name))
        case ("nodes", node, way) if way in _ON:
            return PageLead(path, steps, str(way), f"{flow}.{node}")
        case ("nodes", node, "follow_ups", name):
            return PageLead(path, steps, "follow_up", f"{flow}.{node}", str(name))
        case ("nodes", node, "choices", number, "go"):
            return PageLead(path, steps, "choice", f"{flow}.{node}", str(number))
    return None


def led_to(files: Mapping[str, bytes], leads: tuple[PageLead, ...], page: str) -> Files:
    """The files that change where all these lead to this page."""
    made: Files = {}
    for path in dict.fromkeys(one.path for one in leads):
        file = YamlText(files[path], path)
        parts, wanted = [], dict[str, Any](file.plain)
        for one in (one for one in leads if one.path == path):
            span = file.needed(*one.steps)
            target = _named_here(page, path)
            parts.append((span.start, span.end, target))
            wanted = changed(wanted, one.steps, target)
        made[path] = file.with_parts(parts)
        if not file.sound(made[path], wanted):
            raise EditError("This cannot be changed here without touching something else. Open it as a file.")
    return made


def _named_here(page: str, path: str) -> str:
    flow, _, short = page.partition(".")
    return short if path == f"flows/{flow}.yaml" else page
