"""The list of files, and one of them with its mistakes."""

from __future__ import annotations

from starlette.responses import Response

from app.console.editing.first_look import looked_at
from app.console.editing.wording import word_changes
from app.console.editing.workbench import bench_of
from app.console.files.verdict import verdict_of
from app.console.not_done import NotDone, not_found
from app.console.page import fragment, page
from app.console.staff_request import StaffRequest
from app.release.history import sha_of
from app.release.history.staff_set import is_staff_path
from app.release.staff_files import LOCK
from app.release.yaml_tree import MOST_BYTES

MOST_TEXT = 3_000_000
MOST_SHOWN = 500_000
"""Bytes of a file that an old laptop still shows and changes in a browser."""
_MOST_LIVE = MOST_BYTES
"""Larger files are checked when they are saved, not as somebody types."""


def listing(asked: StaffRequest) -> Response:
    """Every file, by folder."""
    bench = bench_of(asked)
    draft = bench.draft()
    folders: dict[str, list[str]] = {}
    for path in sorted(bench.files()):
        if path != LOCK:
            folders.setdefault(path.rsplit("/", 1)[0], []).append(path)
    return page(asked, "files.html", folders=folders, changed=draft.changed if draft else (), draft=draft)


def path_of(asked: StaffRequest) -> str:
    """The file that is asked for. Raises NotDone where no release may hold one of that name."""
    path = asked.part("path")
    if not is_staff_path(path) or path == LOCK:
        raise not_found("/staff/files")
    return path


def typed_in(asked: StaffRequest) -> str:
    """What the form holds, its lines ended as in our files."""
    return asked.form.text("file", most=MOST_TEXT)


def show(asked: StaffRequest) -> Response:
    """One file."""
    return file_page(asked)


def file_page(
    asked: StaffRequest, *, typed: str | None = None, theirs: str | None = None, notice: str = "", status: int = 200
) -> Response:
    """The page of a file, with what was typed where it is not saved."""
    path, bench = path_of(asked), bench_of(asked)
    files = bench.files()
    held = files.get(path)
    if held is None and typed is None:
        raise not_found("/staff/files")
    if len(held or b"") > MOST_SHOWN:
        raise NotDone("too_large", status=413, to="/staff/files", size=len(held or b"") // 1024)
    try:
        text = typed if typed is not None else (held or b"").decode("utf-8")
    except UnicodeDecodeError:
        raise NotDone("not_text", status=422, to="/staff/files") from None
    late = typed is None and asked.has_script and not looked_at(files)  # shown at once, judged right after
    verdict = None if late else verdict_of(path, as_bytes(text, held), files, bench.blanks)
    return page(
        asked,
        "file.html",
        status=status,
        file_path=path,
        text=text,
        lines=range(1, text.count("\n") + 2),
        seen=sha_of(held) if held is not None else "",
        verdict=verdict,
        clash=word_changes(theirs, text) if theirs is not None else (),
        notice=notice,
        live_path="" if len(text) > _MOST_LIVE else f"/staff/file/look/{path}",
        draft=bench.draft(),
    )


def as_bytes(text: str, held: bytes | None) -> bytes:
    """The text as the file has it: with its own line ends and its mark at the beginning, as they were."""
    if held is not None and b"\r\n" in held:
        text = text.replace("\r\n", "\n").replace("\n", "\r\n")
    if held is not None and held.startswith(b"\xef\xbb\xbf") and not text.startswith("\ufeff"):
        text = f"\ufeff{text}"
    return text.encode()


def look(asked: StaffRequest) -> Response:
    """What the check says of what was typed."""
    path, bench = path_of(asked), bench_of(asked)
    files = bench.files()
    verdict = verdict_of(path, as_bytes(typed_in(asked), files.get(path)), files, bench.blanks)
    return fragment(asked, "verdict.html", verdict=verdict, file_path=path)
