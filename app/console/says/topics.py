"""Something people ask about that the line has no page for yet: written in each language that answers questions."""

from __future__ import annotations

import msgspec
from starlette.responses import Response

from app.console.drafts.undo import undo_of
from app.console.editing.topics import NewTopic, asked_in, with_topic
from app.console.editing.values import EditError
from app.console.editing.wording import as_typed, cleaned
from app.console.editing.workbench import bench_of
from app.console.page import go, page
from app.console.says.typed import name_of, of_languages
from app.console.staff_request import Form, StaffRequest
from app.release.claim_schema import SUBJECTS
from app.release.read_sources import read_sources
from app.release.staff_files import flows_and_texts


class TopicForm(msgspec.Struct, frozen=True):
    """What was typed."""

    name: str = ""
    flow: str = ""
    page: str = ""
    like: str = ""
    source: str = ""
    fact: str = ""
    subject: str = "health"
    texts: dict[str, str] = {}
    asked: dict[str, str] = {}


def topic_form(asked: StaffRequest) -> Response:
    """An empty form."""
    return _form(asked, TopicForm())


def _form(asked: StaffRequest, typed: TopicForm, *, wrong: str = "", status: int = 200) -> Response:
    files = bench_of(asked).files()
    sources = read_sources(flows_and_texts(files))[0]
    flows = {name: flow.file.about for name, flow in sources.flows.items() if flow.file.topics}
    return page(
        asked, "topic.html", status=status, typed=typed, wrong=wrong, flows=flows, pages=sorted(sources.nodes),
        wanted=asked_in(files), subjects=tuple(SUBJECTS), names={code: one.file.name or code for code, one in sources.speech.items()},
    )  # fmt: skip


def add_topic(asked: StaffRequest) -> Response:
    """The topic is in the draft: its page, its texts, and the words by which people ask."""
    typed = _typed(asked.form)
    bench = bench_of(asked)
    wanted = asked_in(bench.files())
    lacking = [one for one in wanted if not typed.asked.get(one) or not (typed.page or typed.texts.get(one))]
    if lacking or not typed.name:
        return _form(asked, typed, wrong=asked.words["topic_not_whole"], status=422)
    topic = NewTopic(
        typed.name, typed.flow, typed.page, {one: typed.texts.get(one, "") for one in wanted}, typed.source,
        {one: typed.asked[one] for one in wanted}, typed.fact, typed.subject, typed.like,
    )  # fmt: skip
    today = asked.services.now().date()
    try:
        saved = bench.put(lambda files: with_topic(files, topic, today), name=typed.name)
    except EditError as error:
        return _form(asked, typed, wrong=str(error), status=422)
    to = f"/staff/says/{typed.page or f'{typed.flow}.{typed.name}'}"
    return go(asked, to, "topic_added", undo=undo_of(bench.ready(), saved, "/staff/says"))


def _typed(form: Form) -> TopicForm:
    phrases = {
        language: "|".join(line.strip() for line in said.replace("|", "\n").lower().split("\n") if line.strip())
        for language, said in of_languages(form, "asked").items()
    }
    return TopicForm(
        name_of(form.text("name", most=60)), form.text("flow", most=60), form.text("page", most=90).strip(),
        form.text("like", most=90).strip(), form.text("source", most=500).strip(),
        cleaned(as_typed(form.text("fact", most=300))),
        subject if (subject := form.text("subject", most=40)) in SUBJECTS else "health",
        of_languages(form, "text"), phrases,
    )  # fmt: skip
