"""The line's own Valkey: quick, private, on no disk, and never left behind."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis.exceptions import RedisError

from app.store.redis_connection import connect
from app.store.valkey_server import ValkeyServer, find_binary


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="porchlight-") as made:
        yield Path(made)


def test_it_starts_answers_and_stops(folder: Path) -> None:
    server = ValkeyServer(folder / "v.sock")
    server.start()
    answered, mode = server.answers(), stat.S_IMODE((folder / "v.sock").stat().st_mode)
    server.stop()

    assert (True, 0o700, False) == (answered, mode, server.answers())
    assert [] == list(folder.iterdir())


def test_it_writes_nothing_to_disk(folder: Path) -> None:
    server = ValkeyServer(folder / "v.sock")
    server.start()
    with connect(server.url, timeout=2) as redis:
        redis.set("session", "canary")
        kept = {name: redis.config_get(name)[name] for name in ("save", "appendonly", "port")}
    server.stop()

    assert {"save": "", "appendonly": "no", "port": "0"} == kept
    assert [] == list(folder.iterdir())


def test_one_that_is_there_is_used_again(folder: Path) -> None:
    first, second = ValkeyServer(folder / "v.sock"), ValkeyServer(folder / "v.sock")
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


def test_a_dead_socket_is_in_nobodys_way(folder: Path) -> None:
    (folder / "v.sock").touch()
    server = ValkeyServer(folder / "v.sock")
    server.start()

    assert server.answers()
    server.stop()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere the next run finds it and goes on with it")
def test_it_ends_when_its_launcher_is_killed(folder: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from app.store.valkey_server import ValkeyServer;"
        "s = ValkeyServer(Path(sys.argv[1])); s.start(); print(s.process.pid, flush=True); time.sleep(60)"
    )
    launcher = subprocess.Popen([sys.executable, "-c", code, str(folder / "v.sock")], stdout=subprocess.PIPE, text=True)
    assert launcher.stdout is not None
    pid = int(launcher.stdout.readline())
    launcher.kill()
    launcher.wait()
    launcher.stdout.close()
    deadline = time.monotonic() + 5
    while Path(f"/proc/{pid}").exists() and time.monotonic() < deadline:
        time.sleep(0.05)

    assert not Path(f"/proc/{pid}").exists()


def test_the_wheels_own_server_is_found() -> None:
    assert find_binary().name == "valkey-server"
    assert os.access(find_binary(), os.X_OK)


def test_a_hung_redis_is_given_up_within_half_a_second(folder: Path) -> None:
    server = ValkeyServer(folder / "v.sock")
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
