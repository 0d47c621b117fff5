"""Staff files -> checked release: the one way in, for the web, the workers and the command line."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from app.engine.release import Release
from app.release.approvals import Approvals
from app.release.problems import Problem, in_order, keeping_out
from app.release.staff_files import Files, find_files, program_id, release_id, write_whole

if TYPE_CHECKING:
    from app.release.lint import Case


class Loaded(msgspec.Struct, frozen=True):
    """What staff files came to: a release when it may go live, and every problem found either way."""

    release: Release | None
    problems: tuple[Problem, ...] = ()
    marks: Mapping[str, str] = {}
    """The mark of every emergency text and step, for those who approve them."""
    approved: bool = False
    """Whether two people approved these emergency texts, as the lock file or the record of releases has it."""


def load(
    root: Path,
    *,
    settings: Mapping[str, str] | None = None,
    cache: Path | None = None,
    today: date | None = None,
    launch: bool = False,
    production: bool = False,
    approvals: Approvals | None = None,
) -> Loaded:
    """The release of the files below `root`, or None where a problem keeps it from going live; never raises.

    `settings` fill the blanks line_name, line_number and peer_number. With `cache`, files that were loaded
    before are not parsed again. `launch` asks for everything to be signed; `production`, for real callers, that two
    people approved the emergency texts, and leaves out a language that no translator has signed. With `approvals` a lock file
    among them says nothing.
    """
    try:
        files, problems = find_files(root)
        if not files:
            return Loaded(None, tuple(problems))
        if not problems and not any(path.startswith("flows/") for path in files):
            message = "There is no flow in flows/: the folder is empty, gone or has another name. Put it back."
            return Loaded(None, (Problem("flows", 0, 0, "FILE", message),))
        return load_files(
            files,
            settings=settings,
            cache=cache,
            today=today,
            launch=launch,
            production=production,
            problems=problems,
            approvals=approvals,
        )
    except Exception as error:
        message = f"The files could not be loaded ({type(error).__name__}). Please report this with your files."
        return Loaded(None, (Problem("flows", 0, 0, "CHECK", message),))


def load_files(
    files: Files,
    *,
    settings: Mapping[str, str] | None = None,
    cache: Path | None = None,
    today: date | None = None,
    launch: bool = False,
    production: bool = False,
    problems: list[Problem] | None = None,
    approvals: Approvals | None = None,
) -> Loaded:
    """The same for files in memory, as the console has them; with `approvals` the lock file among them says nothing."""
    today = today or _today()
    made_for = f"{'launch' if launch else ''} {'production' if production else ''} {_digest(approvals)}"
    kept = _Kept(cache, files, settings or {}, today, made_for) if cache and not problems else None
    if kept and (found := kept.read()):
        return found
    from app.release.lint import proven  # not at the top: what was kept needs none of it

    if cache:
        proven.take_up(cache)
    loaded = _load(
        files,
        settings or {},
        today,
        launch=launch,
        production=production,
        before=problems or [],
        approvals=approvals,
    )
    if kept:
        kept.write(loaded)
    if cache:
        proven.keep(cache)
    return loaded


def _digest(approvals: Approvals | None) -> str:
    return (
        "" if approvals is None else hashlib.sha256(msgspec.json.encode(approvals, order="deterministic")).hexdigest()
    )


def _load(
    files: Files,
    settings: Mapping[str, str],
    today: date,
    *,
    launch: bool,
    production: bool,
    before: list[Problem],
    approvals: Approvals | None,
) -> Loaded:
    # Not at the top: with a kept copy none of this is needed, and it takes most of the time.
    from app.release.compile import compile_release
    from app.release.languages import without_drafts
    from app.release.lint import Case, check_case
    from app.release.programme import applied
    from app.release.read_sources import read_sources

    sources, problems = read_sources(files)
    sources = applied(without_drafts(sources) if production else sources)
    release = compile_release(sources, settings, release=release_id(files))
    texts = _texts_mark(files, today, made_for=f"{launch} {production}")
    case = Case(
        sources, release, today=today, launch=launch, production=production, approvals=approvals, texts_mark=texts
    )
    found = in_order([*before, *problems, *check_case(case)])
    return Loaded(release if not keeping_out(found) else None, found, case.emergency_marks, _approved(case))


def _texts_mark(files: Files, today: date, *, made_for: str) -> bytes:
    digest = hashlib.sha256(f"{today} {made_for}".encode())
    for path in sorted(files):
        if path.startswith("content/"):
            digest.update(f"{path}\0{len(files[path])}\0".encode("utf-8", "surrogateescape") + files[path])
    return digest.digest()


_NOTHING = Release(
    id="", languages=(), flows={}, nodes={}, texts={}, words={}, blanks={}, entry="", emergency=""
)  # fmt: skip


def emergency_marks(files: Files) -> Mapping[str, str]:
    """The mark of every emergency text and step of these files, without checking any of them."""
    from app.release.lint import Case
    from app.release.read_sources import read_sources

    sources, _ = read_sources(files)
    return Case(sources, _NOTHING, today=_today()).emergency_marks  # of the sources alone


def _approved(case: Case) -> bool:
    """Whether two people approved exactly these emergency texts."""
    from app.release.signing import approved

    if case.approvals is not None:
        return case.approvals.enough(case.emergency_marks)
    signed = approved(case.sources.emergency_lock)
    return signed is not None and dict(signed.marks) == case.emergency_marks


def _today() -> date:
    from app.base.clock import now

    return now().date()


class _Kept:
    """One loaded set of files in the cache folder, found again by everything it was made of."""

    def __init__(self, folder: Path, files: Files, settings: Mapping[str, str], today: date, made_for: str) -> None:
        made_of = [program_id(), release_id(files), sorted(settings.items()), today, made_for]
        name = hashlib.sha256(msgspec.json.encode(made_of)).hexdigest()[:24]
        self.folder = folder
        self.file = folder / f"release-{name}.json"

    def read(self) -> Loaded | None:
        """What was kept, if it is there and this program can read it."""
        try:
            return msgspec.json.decode(self.file.read_bytes(), type=Loaded)
        except (OSError, ValueError, RecursionError):
            return None

    def write(self, loaded: Loaded) -> None:
        """Keep it and let older copies go; without a writable folder nothing is kept."""
        try:
            write_whole(self.file, msgspec.json.encode(loaded))
            for other in sorted(self.folder.glob("release-*.json"), key=lambda file: file.stat().st_mtime)[:-8]:
                other.unlink(missing_ok=True)
        except OSError:
            return
