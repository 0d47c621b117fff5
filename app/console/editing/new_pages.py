"""A page that is added: its place in a flow or a flow of its own, its texts, the fact it says, and how people come there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from urllib.parse import urlsplit

import msgspec

from app.console.editing.pages import marked, page_name, with_choice, with_page, with_text
from app.console.editing.spans import EditError
from app.console.editing.texts import new_entry
from app.console.editing.values import added
from app.release.read_sources import read_sources
from app.release.sources import PENDING, NodeSource, Sources
from app.release.staff_files import FACTS, Files, flows_and_texts

_LOOK_AGAIN = timedelta(days=182)
_HEAD = "# yaml-language-server: $schema=../docs/flow.schema.json\n"


class NewPage(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody wrote down about a page."""

    flow: str
    name: str
    texts: Mapping[str, str]
    """Language -> what it says."""
    about: str = ""
    """Of a flow that is not there yet: what it is for."""
    word: Mapping[str, str] = {}
    """Of such a flow: language -> the word that opens it."""
    source: str = ""
    fact: str = ""
    """The fact it says, in one sentence, for the register."""
    subject: str = "health"
    plain: bool = False
    """Words of the line itself: it says no fact."""
    like: str = ""
    """A page whose ways on the new one offers too."""
    led_from: str = ""
    """The page that gets a choice which leads there."""
    labels: Mapping[str, str] = {}
    """Language -> what stands behind the number there."""


def with_new_page(files: Mapping[str, bytes], page: NewPage, today: date) -> Files:
    """The files that change where this page is there."""
    page_name(page.name)
    key = f"{page.flow}.{page.name}"
    if not page.plain and not page.source.startswith("https://"):
        raise EditError("Write where the facts come from: a web address that begins with https://")
    sources = read_sources(flows_and_texts(files))[0]
    like = sources.nodes.get(page.like)
    ways = _ways(like, page.flow) if like else []
    fresh = page.flow not in sources.flows
    made = _new_flow(page, ways) if fresh else with_page(files, page.flow, page.name, say=key, ways=ways)
    kin = like.file.say if like and like.flow.name == page.flow else ""
    made |= _texts(dict(files) | made, sources, page, kin, today)
    made = marked(dict(files) | made, made, key)
    if page.led_from:
        made |= with_choice(dict(files) | made, page.led_from, goes=key, label=page.labels)
    return made


def _ways(like: NodeSource, flow: str) -> list[str]:
    """The numbered ways of this page, as a page of that flow would lead there."""
    short = like.flow.name == flow
    return [f"{{label: {one.label}, go: {one.go if short else like.to(one.go)}}}" for one in like.file.choices.values()]


def _new_flow(page: NewPage, ways: list[str]) -> Files:
    """A flow of this one page."""
    page_name(page.flow)
    if not page.about.strip():
        raise EditError("Say in one line what this new part of the line is for.")
    path = f"flows/{page.flow}.yaml"
    on = "".join(f"      {number}: {way}\n" for number, way in enumerate(ways, 1))
    text = f"{_HEAD}flow: {page.flow}\nstart: {page.name}\n\nnodes:\n  {page.name}:\n    say: {page.flow}.{page.name}\n"
    data = (text + (f"    choices:\n{on}" if on else "    done: yes\n")).encode()
    for language, word in page.word.items():
        data = _with_word(data, path, language, word)
    return {path: added(data, path, ("about",), page.about.strip(), after="flow")}


def _with_word(data: bytes, path: str, language: str, word: str) -> bytes:
    if not word.isalnum():
        raise EditError(f"'{word}' cannot open it: one word of letters, like HEAT.")
    if b"\nword:" not in data:
        return data.replace(b"\nstart:", f"\nword: {{{language}: {word.upper()}}}\nstart:".encode(), 1)
    return added(data, path, ("word", language), word.upper())


def _texts(files: Files, sources: Sources, page: NewPage, kin: str, today: date) -> Files:
    default, key = sources.languages[0], f"{page.flow}.{page.name}"
    if page.plain:
        return with_text(files, key, page.texts, like=kin, flow=page.flow, plain="yes")
    if not sources.claims:
        return with_text(files, key, page.texts, like=kin, flow=page.flow, **_source(page, today))
    claim = page.name if page.name not in sources.claims else f"{page.flow}_{page.name}"
    first = {default: page.texts[default]}
    rest = {language: words for language, words in page.texts.items() if language != default}
    made = _claim(files, page, claim, page.texts[default], today)
    made |= with_text(files, key, first, like=kin, flow=page.flow, claims=[claim])
    return made | with_text(files, key, rest, like=kin, flow=page.flow, of="-")


def _source(page: NewPage, today: date) -> dict[str, str]:
    """Where the facts come from, written beside the text itself."""
    return {
        "source": page.source,
        "reviewed": today.isoformat(),
        "review_by": (today + _LOOK_AGAIN).isoformat(),
        "reviewed_by": PENDING,
    }


def _claim(files: Mapping[str, bytes], page: NewPage, claim: str, text: str, today: date) -> Files:
    """The register with the fact the new page says."""
    fields = {
        "claim": page.fact.strip() or text,
        "subject": page.subject,
        "quote": "pending",
        "source": urlsplit(page.source).hostname or page.source,
        "at": page.source,
        "kind": "guideline",
        "checked": today.isoformat(),
        "by": "pending",
    }
    return {FACTS: new_entry(files[FACTS], FACTS, claim, fields)}
