"""What a draft changes for callers, and the press that makes it live."""

from __future__ import annotations

from starlette.responses import Response

from app.console.editing.conversations import changes
from app.console.editing.mending import mending
from app.console.editing.workbench import bench_of
from app.console.flash import Undo
from app.console.not_done import NotDone
from app.console.page import fragment, go, page
from app.console.phone.lines import LINES
from app.console.publishing.replayed import Replayed, replayed
from app.console.roles import Role
from app.console.staff_request import StaffRequest
from app.release.problems import keeping_out

MOST_SHOWN = 80


def whole(asked: StaffRequest) -> Response:
    """Everything somebody has to see before the press."""
    number, releases = asked.number("number"), asked.services.releases
    releases.take_up_folder()
    draft = releases.draft(number)
    if draft.state != "open":
        raise NotDone("closed", status=404, to="/staff/drafts")
    verdict = releases.check(number)
    files = releases.files(draft=number)
    held = mending(keeping_out(verdict.problems), files)
    bench = bench_of(asked)
    now_live = releases.files()
    before, after = bench.reading(now_live), bench.reading(files)
    found = changes(before, after)
    live = releases.live()
    return page(
        asked,
        "publish.html",
        draft=draft,
        held=held,
        approvals=verdict.approvals,
        found=found[:MOST_SHOWN],
        more=max(0, len(found) - MOST_SHOWN),
        unread=after.library is None,
        live=live,
        played=_replayed(asked, draft.id) if found and asked.query("play") else None,
        ready=not held and not verdict.approvals.needed and not draft.behind and bool(draft.changed),
        approver=asked.staff.may(Role.APPROVER),
    )


def played(asked: StaffRequest) -> Response:
    """The conversations that are written down, with this draft; for the script of the page, since they take a moment."""
    return fragment(asked, "played.html", played=_replayed(asked, asked.number("number")))


def _replayed(asked: StaffRequest, number: int) -> Replayed | None:
    bench, releases = bench_of(asked), asked.services.releases
    lines = [
        LINES.of(bench.reading(files), files, bench.cache) for files in (releases.files(), releases.files(draft=number))
    ]
    return replayed(asked.services.home, lines[0], lines[1]) if lines[0] and lines[1] else None


def publish(asked: StaffRequest) -> Response:
    """The draft is what callers get; or nothing changed, and the next page says why."""
    number, releases = asked.number("number"), asked.services.releases
    before = releases.live()
    note = asked.form.text("note", most=300).strip() or releases.draft(number).name
    done = releases.publish(number, by=asked.staff.name, note=note)
    here = f"/staff/drafts/{number}"
    if done.release is not None:
        undo = Undo(f"/staff/releases/{before.number}/rollback", {}) if before else None
        return go(asked, f"/staff/releases/{done.release.number}", "published", undo=undo, number=done.release.number)
    if done.conflicts:
        return go(asked, here, "conflicts", well=False)
    if done.approvals.needed:
        return go(asked, f"{here}/emergency", "needs_two", well=False)
    return go(asked, here, "held_back", well=False)
