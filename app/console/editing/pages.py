"""Pages of a flow: a choice added to a menu or taken out, and a new page at the end of its flow."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from app.console.editing.spans import EditError
from app.console.editing.texts import Field, new_text, taken_out
from app.console.editing.uses import uses_of
from app.console.editing.values import YamlText, renamed_key, without
from app.release.read_sources import read_sources
from app.release.sources import NodeSource, Sources
from app.release.staff_files import Files, flows_and_texts
from app.release.translation_marks import stamp

MOST_CHOICES = 8
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")


def with_choice(files: Mapping[str, bytes], page: str, *, goes: str, label: Mapping[str, str]) -> Files:
    """The files that change where this page offers one more way, with these few words for it in each language."""
    sources = read_sources(flows_and_texts(files))[0]
    node = page_of(sources, page)
    if goes not in sources.nodes:
        raise EditError(f"There is no page '{goes}'. Choose one from the list.")
    if any(to == goes for steps, to in node.leads() if steps[0] == "choices"):
        raise EditError("This page leads there already.")
    number = next_number(node)
    key = label_key(sources, node, goes)
    short = goes.removeprefix(f"{node.flow.name}.")
    path = node.flow.document.path
    made: Files = {path: _with_line(files[path], path, node, f"{number}: {{label: {key}, go: {short}}}")}
    made |= with_text(dict(files) | made, key, label, like=_kin(node), flow=node.flow.name)
    return marked(dict(files) | made, made, key)


def next_number(node: NodeSource) -> str:
    """The number a new choice gets. Raises EditError where the list is full."""
    first = 2 if node.file.next else 1
    number = max([first - 1, *map(int, node.file.choices)]) + 1
    if number > MOST_CHOICES:
        raise EditError(f"This page has {MOST_CHOICES} choices, as many as a page can have. Take one out first.")
    return str(number)


def page_of(sources: Sources, page: str) -> NodeSource:
    """The page of this name. Raises EditError where it is gone."""
    found = sources.nodes.get(page)
    if found is None:
        raise EditError(f"There is no page '{page}' any more. Somebody took it out or renamed it.")
    return found


def _kin(node: NodeSource) -> str:
    """The label of a choice that stands there already, which a new one is written beside; else nothing."""
    return next((choice.label for choice in node.file.choices.values()), "")


def label_key(sources: Sources, node: NodeSource, goes: str) -> str:
    """A name for the words of a new choice that nothing has yet."""
    kin = _kin(node)
    prefix = kin.rpartition(".")[0] if kin.startswith((f"{node.flow.name}.", "asked.")) else f"{node.flow.name}.label"
    known = {key for entries in sources.entries.values() for key in entries}
    flow, _, short = goes.partition(".")
    name = short if short not in ("start", "menu") else flow
    return next(key for key in _numbered(f"{prefix}.{name}") if key not in known)


def _numbered(name: str) -> Sequence[str]:
    return [name, *(f"{name}_{number}" for number in range(2, 100))]


def _with_line(data: bytes, path: str, node: NodeSource, line: str) -> bytes:
    """The flow with this line below the choices of the page; with a list of them where it had none."""
    file = YamlText(data, path)
    held = file.span("nodes", node.short, "choices")
    page = file.needed("nodes", node.short)
    if page.braces or (held is not None and held.braces):
        raise EditError("The choices of this page stand between { and }. Open it as a file to add one.")
    column = page.start - (file.text.rfind("\n", 0, page.start) + 1)
    span = held or file.needed("nodes", node.short, *(["say"] if node.file.say else []))
    at = file.text.find("\n", span.start + len(file.text[span.start : span.end].rstrip()))
    at = len(file.text) if at < 0 else at - (file.text[at - 1] == "\r")
    inner = column + 2
    if held is not None:
        inner = held.start - (file.text.rfind("\n", 0, held.start) + 1)
    lines = ["", *([] if held is not None else [" " * column + "choices:"]), " " * inner + line]
    made = file.with_parts([(at, at, file.newline.join(lines))])
    YamlText(made, path)
    return made


def with_text(
    files: Mapping[str, bytes], key: str, words: Mapping[str, str], *, like: str, flow: str, **fields: Field
) -> Files:
    """The files of each language with a new text of this name, beside one like it; only those that change."""
    sources = read_sources(flows_and_texts(files))[0]
    made: Files = {}
    for language, said in words.items():
        kin = sources.entries.get(language, {}).get(like)
        path = kin.document.path if kin else f"content/{language}/{flow}.yaml"
        head = b"# yaml-language-server: $schema=../../docs/content.schema.json\n"
        made[path] = new_text(files.get(path, head), path, key, {"text": said, **fields})
    return made


def marked(files: Mapping[str, bytes], made: Files, *keys: str) -> Files:
    """The changed files, with the translations of these texts marked as fitting what they were made from."""
    sources = read_sources(flows_and_texts(files))[0]
    done = stamp(sources, dict(files), keys=keys)
    return made | done.files


def without_choice(files: Mapping[str, bytes], page: str, number: str) -> Files:
    """The files that change where this page does not offer this way any more; the numbers below it move up."""
    sources = read_sources(flows_and_texts(files))[0]
    node = page_of(sources, page)
    choice = node.file.choices.get(number)
    if choice is None:
        raise EditError("This page has no such choice any more.")
    path = node.flow.document.path
    steps = ("nodes", node.short, "choices")
    data = without(files[path], path, steps if len(node.file.choices) == 1 else (*steps, number))
    for later in sorted(int(one) for one in node.file.choices if int(one) > int(number)):
        data = renamed_key(data, path, (*steps, str(later)), str(later - 1))
    made: Files = {path: data}
    after = read_sources(flows_and_texts(dict(files) | made))[0]
    if not uses_of(after, choice.label).needed:
        for entries in after.entries.values():
            if (entry := entries.get(choice.label)) is not None:
                where = entry.document.path
                made[where] = taken_out(made.get(where, files[where]), where, choice.label)
    return made


def with_page(files: Mapping[str, bytes], flow: str, name: str, *, say: str, ways: Sequence[str] = ()) -> Files:
    """The flow with one more page at its end, which says this text and offers these ways (numbered lines)."""
    path = f"flows/{flow}.yaml"
    page_name(name)
    if path not in files:
        raise EditError(f"There is no flow '{PurePosixPath(path).stem}'.")
    file = YamlText(files[path], path)
    if file.span("nodes", name) is not None:
        raise EditError(f"There is a page '{flow}.{name}' already. Choose another name.")
    nodes = file.needed("nodes")
    last = file.text[nodes.start : nodes.end].rstrip()
    column = nodes.start - (file.text.rfind("\n", 0, nodes.start) + 1)
    at = file.text.find("\n", nodes.start + len(last))
    at = len(file.text) if at < 0 else at - (file.text[at - 1] == "\r")
    lines = [f"{name}:", f"  say: {say}"]
    lines += (
        ["  choices:", *(f"    {number}: {way}" for number, way in enumerate(ways, 1))] if ways else ["  done: yes"]
    )
    written = "".join(f"{file.newline}{' ' * column}{line}" for line in lines)
    made = file.with_parts([(at, at, written)])
    YamlText(made, path)
    return {path: made}


def page_name(name: str) -> None:
    """A page may be called so. Raises EditError."""
    if not _NAME.match(name):
        raise EditError(f"'{name}' cannot be a name here: small letters a-z, digits and _, starting with a letter.")
