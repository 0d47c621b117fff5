"""Releases of the smallest line, on SQLite and PostgreSQL, without any folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.release.history.checking import Checker
from app.release.history.folder_door import FolderDoor
from app.release.history.importing import FirstRelease
from app.release.staff_files import Files
from app.store.database import Database

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SETTINGS = {"line_name": "Porchlight", "line_number": "", "peer_number": ""}
MakeReleases = Callable[..., FirstRelease]


@pytest.fixture
def staff_files(files: dict[str, str]) -> Files:
    """The smallest line as bytes."""
    return {path: text.encode() for path, text in files.items()}


def written(staff_files: Files, folder: Path) -> Path:
    """A folder with these files in it."""
    for path, data in staff_files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


@pytest.fixture
def make_releases(database: Database, tmp_path: Path) -> Iterator[MakeReleases]:
    """Makes services over one database; `folder` makes the folder win."""
    opened: list[FirstRelease] = []

    def make(*, production: bool = False, folder: Path | None = None) -> FirstRelease:
        made = FirstRelease(
            database,
            checker=Checker(settings=SETTINGS, production=production, cache=tmp_path / "cache"),
            production=production,
            folder=FolderDoor(folder) if folder else None,
            clock=lambda: NOW,
        )
        opened.append(made)
        return made

    yield make
    for one in opened:
        one.close()
