"""Real processes: killed while they publish (`kill -9`), and three that answer from what one publishes."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.base.failpoints import RELEASE_POINTS, VARIABLE
from app.release.history.folder_door import FolderDoor
from app.release.history.importing import FirstRelease
from app.release.staff_files import Files, half_written
from app.release.watch import ReleaseWatch
from app.store.database import open_database
from tests.outbox.processes import environment
from tests.processes import PYTHON, Running, free_port, logged, wait_for
from tests.release.history.conftest import written
from tests.release.history.publisher import PATHS, SETTINGS, service

SECONDS = 3.0
"""How long a release may take from publishing until every process answers from it."""


def publish(url: str, word: str, folder: str = "", *, var: Path, kill_at: str = "") -> int:
    """Exit status of a person who publishes this word, killed where the test says."""
    env = environment(var, **({VARIABLE: kill_at} if kill_at else {}))
    ran = Running(*PYTHON, "tests.release.history.publisher", url, word, folder, env=env, log=var / "publisher.log")
    return ran.ended(seconds=60)


def words(files: Files) -> list[set[str]]:
    """What was published, as each of the two files has it."""
    return [{line for line in files[path].decode().splitlines() if line.startswith("# w")} for path in PATHS]


def test_killed_at_any_point_one_whole_release_is_live(
    database_url: str, staff_files: Files, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    releases = service(database_url)
    request.addfinalizer(releases.close)
    releases.begin(staff_files, by="Ana")
    found = []
    for number, point in enumerate(RELEASE_POINTS[:4]):
        status = publish(database_url, f"w{number}", var=tmp_path, kill_at=point)
        first, second = words(releases.files())
        found.append((status, f"# w{number}" in first))

        assert first == second, logged()
        assert releases.broken_trail() is None
    after = publish(database_url, "w9", var=tmp_path)
    numbers = [one.number for one in releases.releases()]

    assert [(-9, False), (-9, False), (-9, False), (-9, True)] == found
    assert 0 == after
    assert [3, 2, 1] == numbers


@pytest.mark.parametrize("point", RELEASE_POINTS)
def test_killed_while_a_folder_is_written_the_line_answers_from_one_whole_release(
    sqlite_url: str, staff_files: Files, tmp_path: Path, point: str
) -> None:
    folder = written(staff_files, tmp_path / "home")
    watch = ReleaseWatch(folder, cache=tmp_path / "cache", settings=SETTINGS, sleep=lambda seconds: None)
    before = watch.release
    status = publish(sqlite_url, "w1", str(folder), var=tmp_path, kill_at=point)
    torn = half_written(folder)
    watch.refresh()
    kept = watch.release
    _finish(sqlite_url, folder)
    again = ReleaseWatch(folder, cache=tmp_path / "cache2", settings=SETTINGS, sleep=lambda seconds: None)
    first, second = words({path: (folder / path).read_bytes() for path in PATHS})

    assert -9 == status, logged()
    assert (before == kept) or not torn
    assert first == second
    assert "files" == again.origin
    assert not half_written(folder)


def _finish(url: str, folder: Path) -> None:
    note = folder / "content/.publishing"
    if note.exists():
        long_ago = time.time() - 60
        os.utime(note, (long_ago, long_ago))
    database = open_database(url)
    FolderDoor(folder).finish(database)
    database.close()


def test_three_processes_have_what_is_published_within_three_seconds(
    database_url: str, redis_url: str, staff_files: Files, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    releases = service(database_url)
    request.addfinalizer(releases.close)
    releases.begin(staff_files, by="Ana")
    ports = [free_port() for _ in range(3)]
    for number, port in enumerate(ports):
        env = environment(
            tmp_path / f"machine{number}",
            PORCHLIGHT_HOME=str(written(staff_files, tmp_path / f"home{number}")),
            PORCHLIGHT_RELEASES="store",
            DATABASE_URL=database_url,
            REDIS_URL=redis_url,
            PORT=str(port),
        )
        Running(*PYTHON, "app.web.serve", env=env, log=tmp_path / f"web{number}.log")
    wait_for(lambda: all(_have(port) == "3 of 3 have it" for port in ports), seconds=90)
    took = []
    for word in ("w1", "w2"):
        assert 0 == publish(database_url, word, var=tmp_path), logged()
        began = time.monotonic()
        wait_for(lambda: _all_have(releases), seconds=20)
        took.append(time.monotonic() - began)
    began = time.monotonic()
    back = releases.rollback(1, by="Bo")
    wait_for(lambda: _all_have(releases), seconds=20)
    took.append(time.monotonic() - began)

    assert back.release is not None
    assert max(took) <= SECONDS, f"{took}{logged()}"
    assert staff_files[PATHS[0]] == (tmp_path / "home0" / PATHS[0]).read_bytes()
    assert not (tmp_path / "home0" / PATHS[0]).stat().st_mode & 0o200


def _all_have(releases: FirstRelease) -> bool:
    live, readers = releases.live(), releases.readers()
    return live is not None and 3 == sum(one.ok and one.number == live.number for one in readers)


def _have(port: int) -> str:
    try:
        body: dict[str, Any] = json.loads(httpx.get(f"http://127.0.0.1:{port}/health/ready", timeout=2).content)
    except (httpx.HTTPError, ValueError):
        return ""
    return str(body["parts"]["releases"].get("have", ""))
