"""`make run`: one command starts everything, Ctrl-C ends everything, and being killed leaves nothing in the way."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.config.settings import Settings
from app.run.run_file import command_of
from app.store.valkey_server import ValkeyServer

ROOT = Path(__file__).parents[2]
LAUNCH = [sys.executable, "-m", "app.run"]
START_SECONDS = 40.0


class Place:
    """A folder, a port and an environment for one line."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.port = free_port()
        self.started: list[subprocess.Popen[str]] = []
        self.said: list[str] = []
        self.environment = {
            name: value for name, value in os.environ.items() if name.lower() not in Settings.model_fields
        }
        self.environment |= {"PORCHLIGHT_VAR": str(var), "PORT": str(self.port), "MAKEFLAGS": ""}

    def start(self, command: list[str], **changes: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=self.environment | changes,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.started.append(process)
        return process

    def pids(self) -> list[int]:
        try:
            found: list[int] = json.loads((self.var / "run.json").read_text())["pids"]
        except (OSError, ValueError):
            return []
        return found

    def valkey(self) -> ValkeyServer:
        return ValkeyServer(Settings(porchlight_var=self.var).valkey_socket)

    def get(self, path: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=3)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        except OSError:
            return 0, ""
        finally:
            connection.close()

    def clear(self) -> None:
        for process in self.started:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
        for pid in self.pids():
            if "run-" in command_of(pid):
                os.kill(pid, signal.SIGKILL)
        self.valkey().stop()


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    made = Place(tmp_path / "var")
    yield made
    made.clear()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(done: Callable[[], Any], *, seconds: float = START_SECONDS) -> None:
    deadline = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def answers(place: Place) -> bool:
    return place.get("/health/live")[0] == 200 and len(place.pids()) == 3


def gone(pids: list[int]) -> bool:
    return not any("run-" in command_of(pid) for pid in pids)


def up(place: Place, command: list[str]) -> subprocess.Popen[str]:
    """A line that has said that it answers."""
    process = place.start(command)
    assert process.stdout is not None
    for line in process.stdout:
        place.said.append(line)
        if "Ctrl-C stops everything" in line:
            return process
    raise AssertionError("".join(place.said))


def test_everything_starts_and_ctrl_c_leaves_nothing(place: Place) -> None:
    line = up(place, LAUNCH)
    pids = place.pids()
    wait_for(lambda: json.loads(place.get("/health/ready")[1])["degraded"] == [])
    mode = (place.var / "porchlight.db").stat().st_mode & 0o777
    second = place.start(LAUNCH)
    refused, _ = second.communicate(timeout=20)
    line.send_signal(signal.SIGINT)
    line.wait(20)

    assert "already running here" in refused
    assert (0, 2) == (line.returncode, second.returncode)
    assert gone(pids)
    assert not place.valkey().answers()
    assert not (place.var / "run.json").exists()
    assert 0o600 == mode
    base = f"http://localhost:{place.port}"
    expected = [f"{base}/demo", f"{base}/twilio/sms", f"{base}/twilio/voice", f"{base}/twilio/status", "PUBLIC_URL"]
    assert [] == [words for words in expected if words not in "".join(place.said)]


def test_killing_any_of_it_leaves_nothing_in_the_way(place: Place) -> None:
    make = up(place, ["make", "-s", "run"])
    pids = place.pids()
    make.kill()

    # make is gone; what it started notices, and the next one waits for it.
    launcher = up(place, LAUNCH)
    assert gone(pids)
    pids = place.pids()
    launcher.kill()

    # The launcher itself is gone: its children end by themselves or are ended by the next one.
    launcher = up(place, LAUNCH)
    assert gone(pids)
    web, worker, _ticker = place.pids()
    os.kill(web, signal.SIGKILL)
    os.kill(worker, signal.SIGKILL)

    # Single processes are gone: they are started again.
    wait_for(lambda: answers(place) and not {web, worker} & set(place.pids()))
    pids = place.pids()
    launcher.kill()

    # Nobody starts it again: its children still do not stay.
    wait_for(lambda: gone(pids), seconds=15)


def test_a_busy_port_gets_one_clear_line(place: Place) -> None:
    with socket.create_server(("127.0.0.1", place.port)):
        line = place.start(LAUNCH)
        said, _ = line.communicate(timeout=20)

    assert 2 == line.returncode
    assert f"PORT {place.port} cannot be used" in said
    assert f"PORT={place.port + 1} make run" in said
    assert 2 == len(said.splitlines())


def test_bad_settings_are_named_one_a_line(place: Place) -> None:
    line = place.start(LAUNCH, PORCHLIGHT_ENV="production", PORCHLIGHT_KEY="c2hvcnQ=")
    said, _ = line.communicate(timeout=20)

    assert 2 == line.returncode
    assert ["PORCHLIGHT_KEY", "TWILIO_AUTH_TOKEN", "TWILIO_ACCOUNT_SID", "PUBLIC_URL"] == [
        problem.split()[0] for problem in said.splitlines()[1:]
    ]


def test_a_database_that_is_away_gets_one_clear_line(place: Place) -> None:
    line = place.start(LAUNCH, DATABASE_URL=f"postgresql://nobody:hunter22@127.0.0.1:{free_port()}/none")
    said, _ = line.communicate(timeout=30)

    assert 2 == line.returncode
    assert "Check DATABASE_URL" in said
    assert "hunter22" not in said
    assert not place.valkey().answers()
