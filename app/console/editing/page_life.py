"""A page renamed everywhere at once, or taken out with what would be left over: nothing keeps pointing at what is gone."""

from __future__ import annotations

from collections.abc import Mapping

from app.console.editing.page_leads import PageLead, leading, led_to
from app.console.editing.pages import page_name, page_of, without_choice
from app.console.editing.spans import EditError
from app.console.editing.texts import taken_out
from app.console.editing.uses import uses_of
from app.console.editing.values import YamlText, renamed_key, without
from app.release.read_sources import read_sources
from app.release.sources import NodeSource
from app.release.staff_files import FACTS, Files, flows_and_texts

Changed = dict[str, bytes | None]
"""Path -> the bytes of a file that changes; None for one that goes."""


def renamed_page(files: Mapping[str, bytes], page: str, name: str) -> Files:
    """The files that change where this page is called so, whoever leads to it."""
    flow, _, short = page.partition(".")
    page_name(name)
    sources = read_sources(flows_and_texts(files))[0]
    node = page_of(sources, page)
    if name == short:
        return {}
    if f"{flow}.{name}" in sources.nodes:
        raise EditError(f"There is a page '{flow}.{name}' already. Choose another name.")
    path = node.flow.document.path
    leads = (*leading(files, page), *_own(files, page))
    made = led_to(files, leads, f"{flow}.{name}")
    return made | {path: renamed_key(made.get(path, files[path]), path, ("nodes", short), name)}


def _own(files: Mapping[str, bytes], page: str) -> tuple[PageLead, ...]:
    """Where the page leads to itself."""
    flow, _, short = page.partition(".")
    path = f"flows/{flow}.yaml"
    found = []
    for steps, span in YamlText(files[path], path).spans.items():
        if steps[:2] == ("nodes", short) and steps[-1] in ("go", "next", "otherwise") and span.value in (short, page):
            found.append(PageLead(path, steps, "own", page))
    return tuple(found)


def without_page(files: Mapping[str, bytes], page: str, *, instead: str = "") -> Changed:
    """The files that change where this page is gone: choices that led there are taken out, or lead to another page.

    Raises EditError where more than choices leads there and no other page is named.
    """
    node = page_of(read_sources(flows_and_texts(files))[0], page)
    path, last = node.flow.document.path, len(node.flow.file.nodes) == 1
    leads = tuple(one for one in leading(files, page) if not (last and one.path == path))
    made = _led_elsewhere(files, page, leads, instead) if instead else _let_go(files, leads)
    if last:
        return _tidy(files, {**made, path: None}, node)
    data = without(made.get(path, files[path]), path, ("nodes", node.short))
    return _tidy(files, {**made, path: data}, node)


def _let_go(files: Mapping[str, bytes], leads: tuple[PageLead, ...]) -> Files:
    """Pages that offered it as a choice do not any more."""
    if others := [one for one in leads if one.kind != "choice"]:
        more = ", ".join(sorted({one.page or one.what for one in others})[:4])
        raise EditError(f"More than choices leads here ({more}). Say which page they lead to from now on.")
    made: Files = {}
    for one in sorted(leads, key=lambda lead: (lead.page, -int(lead.what))):
        made |= without_choice(dict(files) | made, one.page, one.what)
    return made


def _led_elsewhere(files: Mapping[str, bytes], page: str, leads: tuple[PageLead, ...], instead: str) -> Files:
    nodes = read_sources(flows_and_texts(files))[0].nodes
    if instead == page or instead not in nodes:
        raise EditError(f"There is no page '{instead}'. Choose one from the list.")
    own = instead.partition(".")[0] == page.partition(".")[0]
    if any(one.kind == "start" for one in leads) and not own:
        raise EditError("This is the first page of its part of the line. Choose a page of the same part instead.")
    if any(one.page == instead and one.kind != "choice" for one in leads):
        raise EditError(f"'{instead}' itself leads on to this page. Choose another one.")
    twice = [one for one in leads if one.kind == "choice" and _offers(nodes[one.page], instead)]
    kept = tuple(one for one in leads if one not in twice)
    made = led_to(files, kept, instead)
    return made | _let_go(dict(files) | made, tuple(twice))


def _offers(node: NodeSource, page: str) -> bool:
    """Whether this page leads there already, or is that page."""
    return node.name == page or any(to == page for steps, to in node.leads() if steps[0] == "choices")


def _tidy(files: Mapping[str, bytes], made: Changed, node: NodeSource) -> Changed:
    """The changed files without the texts that nothing says any more; a file with nothing left in it goes."""
    after = {path: data for path, data in {**files, **made}.items() if data is not None}
    sources = read_sources(flows_and_texts(after))[0]
    for key in dict.fromkeys(key for _, key in node.content_keys()):
        if uses_of(sources, key).needed:
            continue
        paths = [entries[key].document.path for entries in sources.entries.values() if key in entries]
        paths += [FACTS] if FACTS in after and key in sources.facts else []
        for path in paths:
            after[path] = taken_out(after[path], path, key)
    rest = {path: data for path, data in after.items() if files.get(path) != data}
    return made | {path: data if _holds(data, path) else None for path, data in rest.items()}


def _holds(data: bytes, path: str) -> bool:
    """Whether anything but remarks stands in it."""
    lines = (line.strip() for line in data.splitlines())
    return not path.startswith("content/") or any(line and not line.startswith(b"#") for line in lines)
