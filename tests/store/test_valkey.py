"""The line's own Valkey: quick, private, on no disk, and never left behind."""

from __future__ import annotations

import os
import signal
import stat
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from redis.exceptions import RedisError

from app.store.redis_connection import connect
from app.store.valkey_server import ValkeyServer, find_binary
from tests.processes import Running, exists, wait_for

MakeServer = Callable[[], ValkeyServer]


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="porchlight-") as made:
        yield Path(made)


@pytest.fixture
def make_server(folder: Path) -> Iterator[MakeServer]:
    """Makes servers on this folder's socket; each has stopped when the test ends, however it ends."""
    made: list[ValkeyServer] = []

    def make() -> ValkeyServer:
        made.append(ValkeyServer(folder / "v.sock"))
        return made[-1]

    yield make
    for server in made:
        if server.process is not None:
            server.process.send_signal(signal.SIGCONT)  # one that was stopped hears nothing else
        server.stop()


def test_it_starts_answers_and_stops(folder: Path, make_server: MakeServer) -> None:
    server = make_server()
    server.start()
    answered, mode = server.answers(), stat.S_IMODE((folder / "v.sock").stat().st_mode)
    server.stop()

    assert (True, 0o700, False) == (answered, mode, server.answers())
    assert [] == list(folder.iterdir())


def test_it_writes_nothing_to_disk(folder: Path, make_server: MakeServer) -> None:
    server = make_server()
    server.start()
    with connect(server.url, timeout=2) as redis:
        redis.set("session", "canary")
        kept = {name: redis.config_get(name)[name] for name in ("save", "appendonly", "port")}
    server.stop()

    assert {"save": "", "appendonly": "no", "port": "0"} == kept
    assert [] == list(folder.iterdir())


def test_one_that_is_there_is_used_again(make_server: MakeServer) -> None:
    first, second = make_server(), make_server()
    first.start()
    second.start()
    with connect(first.url, timeout=2) as redis:
        redis.set("a", "1")
    with connect(second.url, timeout=2) as redis:
        kept = redis.get("a")
    second.stop()

    assert (b"1", None) == (kept, second.process)
    assert not first.answers()
    first.stop()


def test_a_dead_socket_is_in_nobodys_way(folder: Path, make_server: MakeServer) -> None:
    (folder / "v.sock").touch()
    server = make_server()
    server.start()

    assert server.answers()
    server.stop()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere the next run finds it and goes on with it")
def test_it_ends_when_its_launcher_is_killed(folder: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from app.store.valkey_server import ValkeyServer;"
        "s = ValkeyServer(Path(sys.argv[1])); s.start(); print(s.process.pid, flush=True); time.sleep(60)"
    )
    launcher = Running(sys.executable, "-c", code, str(folder / "v.sock"), env=os.environ, log=folder / "launcher.log")
    wait_for(lambda: "\n" in launcher.said(), seconds=20)
    pid = int(launcher.said())
    launcher.kill()

    wait_for(lambda: not exists(pid), seconds=5)


def test_the_wheels_own_server_is_found() -> None:
    assert find_binary().name == "valkey-server"
    assert os.access(find_binary(), os.X_OK)


def test_a_hung_redis_is_given_up_within_half_a_second(make_server: MakeServer) -> None:
    server = make_server()
    server.start()
    assert server.process is not None
    server.process.send_signal(signal.SIGSTOP)
    began = time.monotonic()
    with pytest.raises(RedisError), connect(server.url) as redis:
        redis.ping()
    waited = time.monotonic() - began
    server.process.send_signal(signal.SIGCONT)
    server.stop()

    assert waited < 0.5
