"""Something people ask about, in every language that answers questions: its page, its words and how it is asked for."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import msgspec

from app.console.editing.new_pages import NewPage, with_new_page
from app.console.editing.spans import EditError
from app.language.default import DEFAULT_LANGUAGE
from app.release.history.staff_set import read_folder, write_folder
from app.release.scaffold import ScaffoldError, languages, new_topic
from app.release.staff_files import Files


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
    page = NewPage(
        flow=topic.flow, name=topic.name, texts=topic.texts, source=topic.source, fact=topic.fact,
        subject=topic.subject, like=topic.like,
    )  # fmt: skip
    return f"{topic.flow}.{topic.name}", with_new_page(files, page, today)
