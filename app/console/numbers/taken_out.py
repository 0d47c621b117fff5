"""A wrong number: every text that says it, with what it could say instead, into a draft in one go."""

from __future__ import annotations

import msgspec
from starlette.responses import Response

from app.console.drafts.undo import undo_of
from app.console.editing.own_bench import own_bench
from app.console.editing.wording import as_typed, cleaned
from app.console.not_done import NotDone
from app.console.numbers.call_sheet import NumberToCall, Saying
from app.console.numbers.changes import NumberError, out_of_use, proposal
from app.console.numbers.show import one_of
from app.console.page import go, page
from app.console.staff_request import StaffRequest


class ProposedWords(msgspec.Struct, frozen=True):
    """One wording that says the number, and what it would say without."""

    saying: Saying
    words: str
    whole: bool
    """Whether the number could not be cut out by itself, so that somebody has to write it."""


def propose(asked: StaffRequest) -> Response:
    """What each text would say."""
    one = one_of(asked)
    return _shown(asked, one, [_proposed(saying, one.name) for saying in one.says])


def _proposed(saying: Saying, name: str) -> ProposedWords:
    words = proposal(saying, name)
    return ProposedWords(saying, words, whole=words == saying.words)


def out(asked: StaffRequest) -> Response:
    """Texts and number are changed in the draft, together or not at all."""
    one, bench = one_of(asked), own_bench(asked)
    typed = tuple(cleaned(as_typed(words)) for words in asked.form.texts("words"))
    was = asked.form.texts("was")
    if len(typed) != len(one.says) or len(was) != len(one.says):
        raise NotDone("texts_changed", status=409, to=f"/staff/numbers/{one.name}/out")
    if any(as_typed(held) != as_typed(saying.words) for held, saying in zip(was, one.says, strict=True)):
        raise NotDone("texts_changed", status=409, to=f"/staff/numbers/{one.name}/out")
    wordings = tuple(zip(one.says, typed, strict=True))
    try:
        saved = bench.put(lambda files: out_of_use(files, one.name, wordings), name=one.called)
    except NumberError as refused:
        again = [ProposedWords(saying, words, f"{{phone.{one.name}}}" in words) for saying, words in wordings]
        return _shown(asked, one, again, wrong=refused.said, status=422)
    draft = bench.ready()
    return go(
        asked, f"/staff/drafts/{draft.id}", "taken_out", undo=undo_of(draft, saved, f"/staff/numbers/{one.name}"),
        name=one.called, n=len(one.keys),
    )  # fmt: skip


def _shown(
    asked: StaffRequest, one: NumberToCall, proposed: list[ProposedWords], *, wrong: str = "", status: int = 200
) -> Response:
    return page(asked, "out.html", status=status, one=one, proposed=proposed, wrong=wrong)
