"""`make run`: one command starts everything, Ctrl-C ends everything, and being killed leaves nothing in the way."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.config.settings import Settings
from app.run.run_file import command_of
from app.store.valkey_server import ValkeyServer
from tests.learnt import take_learnt
from tests.processes import PYTHON, Running, free_port, wait_for

LAUNCH = (*PYTHON, "app.run")
START_SECONDS = 40.0


class Place:
    """A folder, a port and an environment for one line."""

    def __init__(self, var: Path) -> None:
        self.var = var
        take_learnt(var / "cache")  # a line that learns is not whole for half a minute, longer beside other tests
        self.port = free_port()
        self.started: list[Running] = []
        self.environment = {
            name: value for name, value in os.environ.items() if name.lower() not in Settings.model_fields
        }
        self.environment |= {"PORCHLIGHT_VAR": str(var), "PORT": str(self.port), "MAKEFLAGS": ""}

    def start(self, *command: str, **changes: str) -> Running:
        log = self.var.with_name(f"launched-{len(self.started)}.log")
        self.started.append(Running(*command, env=self.environment | changes, log=log))
        return self.started[-1]

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
        for one in self.started:
            one.kill()
        for pid in self.pids():
            if "run-" in command_of(pid):
                os.kill(pid, signal.SIGKILL)
        self.valkey().stop()


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    made = Place(tmp_path / "var")
    yield made
    made.clear()


def answers(place: Place) -> bool:
    return place.get("/health/live")[0] == 200 and len(place.pids()) == 2


def gone(pids: list[int]) -> bool:
    return not any("run-" in command_of(pid) for pid in pids)


def up(place: Place, *command: str) -> Running:
    """A line that has said that it answers."""
    line = place.start(*command)
    wait_for(lambda: "Ctrl-C stops everything" in line.said(), seconds=START_SECONDS)
    return line


def test_everything_starts_and_ctrl_c_leaves_nothing(place: Place) -> None:
    line = up(place, *LAUNCH)
    pids = place.pids()
    wait_for(lambda: json.loads(place.get("/health/ready")[1])["degraded"] == [], seconds=START_SECONDS)
    mode = (place.var / "porchlight.db").stat().st_mode & 0o777
    second = place.start(*LAUNCH)
    refused = second.ended(seconds=20)
    line.send(signal.SIGINT)

    assert (0, 2) == (line.ended(seconds=20), refused)
    assert "already running here" in second.said()
    assert gone(pids)
    assert not place.valkey().answers()
    assert not (place.var / "run.json").exists()
    assert 0o600 == mode
    base = f"http://localhost:{place.port}"
    expected = [f"{base}/demo", f"{base}/twilio/sms", f"{base}/twilio/voice", f"{base}/twilio/status", "PUBLIC_URL"]
    assert [] == [words for words in expected if words not in line.said()]


def test_killing_any_of_it_leaves_nothing_in_the_way(place: Place) -> None:
    make = up(place, "make", "-s", "run")
    pids = place.pids()
    make.kill()

    # make is gone; what it started notices, and the next one waits for it.
    launcher = up(place, *LAUNCH)
    assert gone(pids)
    pids = place.pids()
    launcher.kill()

    # The launcher itself is gone: its children end by themselves or are ended by the next one.
    launcher = up(place, *LAUNCH)
    assert gone(pids)
    web, sender = place.pids()
    os.kill(web, signal.SIGKILL)
    os.kill(sender, signal.SIGKILL)

    # Single processes are gone: they are started again.
    wait_for(lambda: answers(place) and not {web, sender} & set(place.pids()), seconds=START_SECONDS)
    pids = place.pids()
    launcher.kill()

    # Nobody starts it again: its children still do not stay.
    wait_for(lambda: gone(pids), seconds=15)


def test_a_busy_port_gets_one_clear_line(place: Place) -> None:
    with socket.create_server(("127.0.0.1", place.port)):
        line = place.start(*LAUNCH)
        ended, said = line.ended(seconds=20), line.said()

    assert 2 == ended
    assert f"PORT {place.port} cannot be used" in said
    assert f"PORT={place.port + 1} make run" in said
    assert 2 == len(said.splitlines())


def test_bad_settings_are_named_one_a_line(place: Place) -> None:
    line = place.start(*LAUNCH, PORCHLIGHT_ENV="production", PORCHLIGHT_KEY="c2hvcnQ=")
    ended, said = line.ended(seconds=20), line.said()

    assert 2 == ended
    assert ["PORCHLIGHT_KEY", "TWILIO_AUTH_TOKEN", "TWILIO_ACCOUNT_SID", "PUBLIC_URL"] == [
        problem.split()[0] for problem in said.splitlines()[1:]
    ]


def test_a_database_that_is_away_gets_one_clear_line(place: Place) -> None:
    line = place.start(*LAUNCH, DATABASE_URL=f"postgresql://nobody:hunter22@127.0.0.1:{free_port()}/none")
    ended, said = line.ended(seconds=30), line.said()

    assert 2 == ended
    assert "Check DATABASE_URL" in said
    assert "hunter22" not in said
    assert not place.valkey().answers()
