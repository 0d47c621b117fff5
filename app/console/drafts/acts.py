"""What is done to a draft; nothing here reaches callers."""

from __future__ import annotations

import msgspec
from starlette.responses import Response

from app.console.drafts.show import draft_page, may_change
from app.console.editing.workbench import bench_of
from app.console.flash import Undo
from app.console.not_done import NotDone, needs
from app.console.page import go
from app.console.roles import Role
from app.console.staff_request import StaffRequest
from app.release.history import sha_of
from app.release.history.merging import Choices, Side


def begin(asked: StaffRequest) -> Response:
    """A draft of one's own of what is live."""
    draft = asked.services.releases.open_draft(asked.staff.name, name=asked.form.text("name", most=80).strip())
    return go(asked, f"/staff/drafts/{draft.id}", "begun")


def undo(asked: StaffRequest) -> Response:
    """What was saved last stands as before; nothing is undone where somebody saved on top of it."""
    number, back = asked.number("number"), asked.form.text("back", most=300)
    _own(asked, number)
    try:
        saved = msgspec.json.decode(asked.form.text("saved"), type=dict[str, str])
    except msgspec.DecodeError:
        raise NotDone("form_not_whole") from None
    done = bench_of(asked).undo(number, saved)
    return go(asked, back, "undone" if done else "saved_since", well=done)


def put_back(asked: StaffRequest) -> Response:
    """One file of the draft is as it is in what the draft was made of."""
    number, path = asked.number("number"), asked.form.text("path", most=200)
    _own(asked, number)
    releases = asked.services.releases
    draft = releases.draft(number)
    now, was = releases.file(path, draft=number), releases.file(path, release=draft.base)
    if was is None:
        releases.take_out(number, path, by=asked.staff.name)
        saved = {}
    else:
        saved = {
            path: releases.put(number, path, was, by=asked.staff.name, seen=sha_of(now) if now is not None else "")
        }
    again = Undo(
        f"/staff/drafts/{number}/undo",
        {"saved": msgspec.json.encode(saved).decode(), "back": f"/staff/drafts/{number}"},
    )
    return go(asked, f"/staff/drafts/{number}", "put_back", undo=again if saved else None, path=path)


def bring_up_to_date(asked: StaffRequest) -> Response:
    """What others published is in the draft; where both changed one entry, one of the two is chosen first."""
    number = asked.number("number")
    _own(asked, number)
    merged, _ = asked.services.releases.bring_up_to_date(number, by=asked.staff.name, choices=_choices(asked))
    if merged.conflicts:
        return draft_page(asked, number, conflicts=merged.conflicts, status=409)
    return go(asked, f"/staff/drafts/{number}", "up_to_date")


def _choices(asked: StaffRequest) -> Choices:
    """`choice` fields come as path, entry and side, a line each."""
    found: dict[tuple[str, str], Side] = {}
    for field, value in asked.form.fields:
        if field.startswith("choice ") and value in ("mine", "live"):
            _, path, entry = [*field.split(" ", 2), ""][:3]
            found[path, entry] = "mine" if value == "mine" else "live"
    return found


def drop(asked: StaffRequest) -> Response:
    """The draft is closed; its files stay on record, so it can be begun again from them."""
    number = asked.number("number")
    _own(asked, number)
    asked.services.releases.drop(number, by=asked.staff.name)
    return go(asked, "/staff/drafts", "dropped", number=number)


def _own(asked: StaffRequest, number: int) -> None:
    """They may change this draft. Raises NotDone."""
    if not may_change(asked, asked.services.releases.draft(number)):
        raise (
            NotDone("not_yours", status=403, to=f"/staff/drafts/{number}")
            if asked.staff.may(Role.EDITOR)
            else needs(Role.EDITOR)
        )
