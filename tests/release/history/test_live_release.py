"""What each process of a line says it answers from, where the files of a folder win."""

from __future__ import annotations

from pathlib import Path

from app.base.clock import now
from app.line.live_release import LiveRelease
from app.line.release_state import release_state
from app.release.staff_files import Files
from app.store.database import Database
from tests.conftest import MakeSettings
from tests.release.history.conftest import written


def test_in_folder_mode_every_process_says_which_release_it_has(
    database: Database, make_settings: MakeSettings, staff_files: Files, tmp_path: Path
) -> None:
    folder = written(staff_files, tmp_path / "home")
    settings = make_settings(porchlight_home=folder)
    parts = [LiveRelease(settings, lambda: database, part=part, pid=pid) for pid, part in enumerate(["ticker", "web"])]

    def have() -> str:
        for one in parts * 2:
            one.refresh()
            one.look_at_record()
        return str(release_state(database, now()))

    first = have()
    text = folder / next(path for path in staff_files if path.startswith("content/en/"))
    text.write_bytes(text.read_bytes() + b"# A remark.\n")

    assert ("2 of 2 have it", "2 of 2 have it") == (first, have())
