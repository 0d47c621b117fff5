"""What is done to a file: saved in the draft, mended, or left as somebody else saved it."""

from __future__ import annotations

from starlette.responses import Response

from app.console.drafts.undo import undo_of
from app.console.editing.workbench import bench_of
from app.console.files.show import as_bytes, file_page, path_of, typed_in
from app.console.files.verdict import fixed
from app.console.page import go
from app.console.staff_request import StaffRequest
from app.release.history import sha_of
from app.release.history.past_rows import ChangedMeanwhileError
from app.release.pasted import mended


def save(asked: StaffRequest) -> Response:
    """The file stands so in the draft, unless somebody saved another since it was opened."""
    path, bench = path_of(asked), bench_of(asked)
    text, seen = typed_in(asked), asked.form.text("seen", most=64)
    held = bench.files().get(path)
    if (sha_of(held) if held is not None else "") != seen:
        return _clash(asked, text, held)
    data = as_bytes(text, held)
    if data == held:
        return go(asked, f"/staff/files/{path}", "nothing_changed")
    draft = bench.ready(path)
    try:
        sha = bench.releases.put(draft.id, path, data, by=asked.staff.name, seen=seen)
    except ChangedMeanwhileError:
        return _clash(asked, text, bench.files().get(path))
    return go(asked, f"/staff/files/{path}", "saved", undo=undo_of(draft, {path: sha}, f"/staff/files/{path}"))


def _clash(asked: StaffRequest, text: str, held: bytes | None) -> Response:
    """Both versions; the next save goes over the other with open eyes."""
    return file_page(asked, typed=text, theirs=(held or b"").decode("utf-8", "replace"), status=409)


def mend(asked: StaffRequest) -> Response:
    """What was typed with one mistake mended, or with everything that was pasted in made plain; not saved yet."""
    text, fix = typed_in(asked), asked.form.text("fix", most=400)
    made = fixed(text, fix) if fix else mended(text.encode()).decode("utf-8", "replace")
    return file_page(asked, typed=made, notice="mended" if made != text else "not_mended")
