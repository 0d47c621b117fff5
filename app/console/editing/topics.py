"""Something people ask about, in every language that answers questions: its page, its words and how it is asked for."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from app.console.editing.pages import marked, with_page, with_text
from app.console.editing.spans import EditError
from app.console.editing.texts import new_entry
from app.language.default import DEFAULT_LANGUAGE
from app.release.history.staff_set import read_folder, write_folder
from app.release.read_sources import read_sources
from app.release.scaffold import ScaffoldError, languages, new_topic
from app.release.sources import PENDING
from app.release.staff_files import FACTS, Files, flows_and_texts

_LOOK_AGAIN = timedelta(days=182)


class NewTopic(msgspec.Struct, frozen=True):
    """What somebody wrote down about a topic."""

    name: str
    flow: str
    page: str
    """A page that is there already, `flow.node`; empty for a new one."""
    texts: Mapping[str, str]
    """Language -> what the new page says."""
    source: str
    asked: Mapping[str, str]
    """Language -> words that ask about it, alternatives with | between them."""
    fact: str = ""
    """The fact it says, in one sentence, for the register."""
    subject: str = "health"
    """What the fact is about: this says how long it stands and who signs it."""
    like: str = ""
    """A page of the flow whose ways on the new one offers too."""


def asked_in(files: Mapping[str, bytes]) -> list[str]:
    """Languages in which questions are answered."""
    found = sorted(path.split("/")[1] for path in files if path.endswith("/questions_asked.yaml"))
    return sorted(found, key=lambda language: (language != DEFAULT_LANGUAGE, language))


def with_topic(files: Mapping[str, bytes], topic: NewTopic, today: date) -> Files:
    """The files that change where this topic is there; whatever its words still lack is for the check to say."""
    made: Files = {}
    page = topic.page
    if not page:
        page, made = _new_page(files, topic, today)
    with tempfile.TemporaryDirectory(prefix="porchlight-topic-") as folder:
        root = Path(folder)
        held = {
            path: data
            for path, data in (dict(files) | made).items()
            if path.startswith("flows/") or path.endswith("/questions_asked.yaml")
        }
        write_folder(root, {}, held)
        for language in languages(root):
            if not topic.asked.get(language, "").strip():
                raise EditError(f"Write the words people ask with in '{language}' too.")
        try:
            new_topic(root, topic.name, page=page, words=dict(topic.asked))
        except ScaffoldError as error:
            raise EditError(str(error)) from None
        after = read_folder(root)
    return made | {path: data for path, data in after.items() if held.get(path) != data}


def _new_page(files: Mapping[str, bytes], topic: NewTopic, today: date) -> tuple[str, Files]:
    key = f"{topic.flow}.{topic.name}"
    if not topic.source.startswith("https://"):
        raise EditError("Write where the facts come from: a web address that begins with https://")
    sources = read_sources(flows_and_texts(files))[0]
    like = sources.nodes.get(topic.like)
    ways = [
        f"{{label: {choice.label}, go: {choice.go}}}"
        for choice in (like.file.choices.values() if like else ())
        if choice
    ]
    made = with_page(files, topic.flow, topic.name, say=key, ways=ways)
    kin = like.file.say if like else ""
    default = sources.languages[0]
    if sources.claims:
        made |= _claim(files, topic, today)
        first = {default: topic.texts[default]}
        rest = {language: words for language, words in topic.texts.items() if language != default}
        made |= with_text(files, key, first, like=kin, flow=topic.flow, claims=[topic.name])
        made |= with_text(files, key, rest, like=kin, flow=topic.flow, of="-")
    else:
        made |= with_text(files, key, topic.texts, like=kin, flow=topic.flow, **_source(topic, today))
    return key, marked(dict(files) | made, made, key)


def _source(topic: NewTopic, today: date) -> dict[str, str]:
    """Where the facts come from, written beside the text itself."""
    return {
        "source": topic.source,
        "reviewed": today.isoformat(),
        "review_by": (today + _LOOK_AGAIN).isoformat(),
        "reviewed_by": PENDING,
    }


def _claim(files: Mapping[str, bytes], topic: NewTopic, today: date) -> Files:
    """The register with the fact the new page says."""
    fields = {
        "claim": topic.fact.strip() or topic.texts[min(topic.texts)],
        "subject": topic.subject,
        "quote": "pending",
        "source": urlsplit(topic.source).hostname or topic.source,
        "at": topic.source,
        "kind": "guideline",
        "checked": today.isoformat(),
        "by": "pending",
    }
    return {FACTS: new_entry(files[FACTS], FACTS, topic.name, fields)}
