"""Emergency texts, large and as they are said, for two people who read every one of them aloud."""

from __future__ import annotations

import msgspec
from starlette.responses import Response

from app.base.clock import now
from app.console.editing.wording import WordChange, word_changes
from app.console.not_done import NotDone
from app.console.page import go, page
from app.console.proof import fresh_proof
from app.console.publishing.one_person import LASTS, MOST_LINES, counts_as, let_in
from app.console.roles import Role
from app.console.staff_request import StaffRequest
from app.release.approvals import person
from app.release.compile import compile_release
from app.release.lint import Case
from app.release.programme import applied
from app.release.read_sources import read_sources
from app.release.sources import Sources
from app.release.staff_files import Files, flows_and_texts


class ReadAloud(msgspec.Struct, frozen=True):
    """One emergency text in one language."""

    language: str
    key: str
    text: str
    spoken: str
    changed: bool
    """Whether it is another than two people approved last."""
    words: tuple[WordChange, ...]
    """Against what callers get now."""


def emergency_texts(files: Files, live: Files, changed: tuple[str, ...]) -> list[ReadAloud]:
    """Every emergency text in every language, in the order of the steps, those that differ from what callers get first."""
    case, before = _case(files), _case(live).sources
    keys = list(dict.fromkeys(key for node in case.emergency_nodes.values() for _, key in node.content_keys()))
    keys += sorted(case.emergency_keys - set(keys))
    found = [
        one
        for language in case.sources.languages
        for key in keys
        if (one := _one(case.sources, before, language, key, changed)) is not None
    ]
    return sorted(found, key=lambda one: (not one.words, not one.changed))


def _case(files: Files) -> Case:
    sources = applied(read_sources(flows_and_texts(files))[0])
    return Case(sources, compile_release(sources, {}, release="draft"), today=now().date())


def _one(sources: Sources, before: Sources, language: str, key: str, changed: tuple[str, ...]) -> ReadAloud | None:
    entry, was = sources.entries.get(language, {}).get(key), before.entries.get(language, {}).get(key)
    if entry is None:
        return None
    text, old = entry.file.text, was.file.text if was else ""
    words = word_changes(old, text) if old and old != text else ()
    return ReadAloud(language, key, text, entry.spoken, f"{language}/{key}" in changed, words)


def aloud(asked: StaffRequest) -> Response:
    """The page on which somebody reads them."""
    number, releases = asked.number("number"), asked.services.releases
    draft = releases.draft(number)
    state = releases.approvals(number)
    texts = emergency_texts(releases.files(draft=number), releases.files(), state.changed)
    name = person(asked.staff.name)
    never = _never_approved(asked)
    return page(
        asked,
        "emergency.html",
        draft=draft,
        state=state,
        texts=texts,
        never=never,
        flows=[] if never else [one for one in state.changed if one.startswith("flow/")],
        barred=name in state.barred,
        same=same_hands(asked, state.people),
        done=name in {person(one) for one in state.people},
        approver=asked.staff.may(Role.APPROVER),
        proof_about=signing(state.mark),
    )


def _never_approved(asked: StaffRequest) -> bool:
    return not any(one.approved for one in asked.services.releases.releases(most=500))


def same_hands(asked: StaffRequest, approvers: tuple[str, ...]) -> tuple[str, ...]:
    """Those who approved and whose account was lately in the same hands as that of whoever asks."""
    access, now = asked.services.access, asked.services.now()
    accounts = {person(one.name) for one in access.people.every()}
    made = let_in(access.log.newest(MOST_LINES), now)
    by = {name: makers & accounts for name, makers in made.items()}
    return tuple(one for one in approvers if counts_as(asked.staff.name, one, by))


def signing(mark: str) -> str:
    """What a proof for these emergency texts is about: them as they are, and nothing else."""
    return f"emergency {mark}"


def approve(asked: StaffRequest) -> Response:
    """This person has read all of them, as they are, and approves."""
    number, releases = asked.number("number"), asked.services.releases
    here = f"/staff/drafts/{number}/emergency"
    if not asked.form.ticked("read"):
        raise NotDone("not_read", status=422, to=here)
    mark = asked.form.text("mark", most=100)
    same = same_hands(asked, releases.approvals(number).people)
    if same and not _never_approved(asked):
        raise NotDone("one_hand", status=409, to=here, names=", ".join(same), days=LASTS.days)
    credential = fresh_proof(asked, about=signing(mark))
    state = releases.approve(number, by=asked.staff.name, credential=credential, mark=mark)
    if state.needed:
        return go(asked, here, "approved_one")
    return go(asked, f"/staff/drafts/{number}/publish", "approved_all")
