"""The list of drafts, and one of them."""

from __future__ import annotations

from collections.abc import Set

import msgspec
from starlette.responses import Response

from app.console.editing.mending import MendingPlace, mending
from app.console.editing.wording import WordChange, word_changes
from app.console.page import page
from app.console.roles import Role
from app.console.staff_request import StaffRequest
from app.release.history.differences import FileChange
from app.release.history.merging import EntryConflict
from app.release.history.views import DraftInfo
from app.release.problems import Problem, keeping_out
from app.release.yaml_reader import read


class ChangedPart(msgspec.Struct, frozen=True):
    """One field of an entry, or all of it as it is written."""

    name: str
    changes: tuple[WordChange, ...]


class ChangedEntry(msgspec.Struct, frozen=True):
    """One entry of a file as it was and as it is, word by word."""

    path: str
    entry: str
    text: str
    """Address of the text or page it is; empty for anything else."""
    kind: str
    parts: tuple[ChangedPart, ...]


def listing(asked: StaffRequest) -> Response:
    """Drafts that are open: one's own first."""
    releases = asked.services.releases
    releases.take_up_folder()
    found = releases.drafts()
    mine = [one for one in found if one.owner == asked.staff.name]
    return page(asked, "drafts.html", mine=mine, others=[one for one in found if one not in mine])


def one(asked: StaffRequest) -> Response:
    """One draft: what is in its way first, then what it changes."""
    return draft_page(asked, asked.number("number"))


def draft_page(
    asked: StaffRequest, number: int, *, conflicts: tuple[EntryConflict, ...] = (), status: int = 200
) -> Response:
    """The page of a draft, with what has to be chosen where others changed the same."""
    releases = asked.services.releases
    draft = releases.draft(number)
    if draft.state != "open":
        return page(asked, "closed.html", draft=draft)
    verdict = releases.check(number)
    files = releases.files(draft=number)
    found = mending(verdict.problems, files)
    held = [one for one in found if one.problem in keeping_out(verdict.problems)]
    known = {(one.code, one.path, one.message) for one in asked.services.text.refresh().problems}
    here = [one for one in found if one not in held and _by_it(one.problem, draft, known)]
    return page(
        asked,
        "draft.html",
        status=status,
        draft=draft,
        held=held,
        to_mend=here,
        elsewhere=[one for one in found if one not in held and one not in here],
        approvals=verdict.approvals,
        sound=verdict.sound,
        changed=entries(releases.diff(draft=number)),
        conflicts=conflicts,
        mine=may_change(asked, draft),
        approver=asked.staff.may(Role.APPROVER),
    )


def _by_it(problem: Problem, draft: DraftInfo, known: Set[tuple[str, str, str]]) -> bool:
    """Whether it comes of this draft: it stands in a file that was changed, or nobody had it before."""
    return problem.path in draft.changed or (problem.code, problem.path, problem.message) not in known


def may_change(asked: StaffRequest, draft: DraftInfo) -> bool:
    """Whether they may drop or undo in it: whose it is, or a keeper."""
    return asked.staff.may(Role.EDITOR) and (draft.owner == asked.staff.name or asked.staff.may(Role.KEEPER))


def entries(changes: tuple[FileChange, ...]) -> list[ChangedEntry]:
    """Every entry that is different, word by word."""
    found = []
    for file in changes:
        for entry in file.entries:
            kind = "added" if entry.before is None else "removed" if entry.after is None else "changed"
            parts = _parts(file.path, entry.before, entry.after)
            found.append(ChangedEntry(file.path, entry.entry, _address(file.path, entry.entry), kind, parts))
    return found


def _parts(path: str, before: str | None, after: str | None) -> tuple[ChangedPart, ...]:
    """The fields that differ, as they are meant and however their lines are broken; else all of it as it is written."""
    was, now = _fields(path, before), _fields(path, after)
    if was is None or now is None or was == now:
        return (ChangedPart("", word_changes(before or "", after or "")),)
    names = [name for name in dict.fromkeys([*now, *was]) if was.get(name) != now.get(name)]
    return tuple(ChangedPart(name, word_changes(was.get(name, ""), now.get(name, ""))) for name in names)


def _fields(path: str, written: str | None) -> dict[str, str] | None:
    """The words of each field of one text; None where it is no text."""
    if written is None:
        return {}
    if path.count("/") != 2:
        return None
    held = list(read(written.encode(), path).plain().values())
    if len(held) != 1 or not isinstance(held[0], str | dict):
        return None
    fields = {"text": held[0]} if isinstance(held[0], str) else held[0]
    return {name: words for name, words in fields.items() if isinstance(words, str)}


def _address(path: str, entry: str) -> str:
    if path.startswith("flows/") and entry.startswith("nodes."):
        return f"/staff/says/{path.removeprefix('flows/').removesuffix('.yaml')}.{entry.removeprefix('nodes.')}"
    return f"/staff/texts/{entry}" if path.count("/") == 2 and "." in entry else ""


__all__ = ["ChangedEntry", "MendingPlace", "draft_page", "entries", "listing", "may_change", "one"]
