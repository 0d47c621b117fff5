"""What the launcher becomes once the line answers: small, and still the one that looks after everything."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.run.adopted import Adopted
from app.run.run_file import command_of
from tests.processes import exists, wait_for
from tests.run.test_launch import LAUNCH, START_SECONDS, Place, answers, gone, up

SMALL_MB = 15.0


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    made = Place(tmp_path / "var")
    yield made
    made.clear()


def valkey_of(place: Place) -> int:
    """The process that listens on the line's own socket."""
    socket = str(place.valkey().socket)
    return next(int(one.name) for one in Path("/proc").glob("[0-9]*") if socket in command_of(int(one.name)))


def pss_mb(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="only Linux tells what a process holds")
def test_it_is_small_and_starts_again_what_falls_and_ends_all(place: Place) -> None:
    line = up(place, *LAUNCH)
    wait_for(lambda: "app.run.watch" in command_of(line.process.pid), seconds=10)
    wait_for(lambda: answers(place), seconds=START_SECONDS)
    web, sender = place.pids()
    valkey = valkey_of(place)
    small = pss_mb(line.process.pid)

    os.kill(web, signal.SIGKILL)
    os.kill(valkey, signal.SIGKILL)
    wait_for(lambda: answers(place) and web not in place.pids() and place.valkey().answers(), seconds=START_SECONDS)
    again = place.pids()
    line.send(signal.SIGTERM)

    assert small < SMALL_MB
    assert sender in again
    assert 0 == line.ended(seconds=20)
    assert gone(again)
    assert not place.valkey().answers()
    assert not (place.var / "run.json").exists()


def test_when_it_is_killed_nothing_stays_and_the_next_one_starts(place: Place) -> None:
    line = up(place, *LAUNCH)
    wait_for(lambda: "app.run.watch" in command_of(line.process.pid), seconds=10)
    pids, valkey = place.pids(), valkey_of(place)
    second = place.start(*LAUNCH)
    refused = second.ended(seconds=20)
    line.kill()
    wait_for(lambda: gone(pids) and not exists(valkey), seconds=15)
    again = up(place, *LAUNCH)
    again.send(signal.SIGINT)

    assert 2 == refused
    assert "already running here" in second.said()
    assert 0 == again.ended(seconds=20)


def test_one_machine_needs_no_worker_and_says_nothing_is_missing(place: Place) -> None:
    line = up(place, *LAUNCH)
    wait_for(lambda: json.loads(place.get("/health/ready")[1])["degraded"] == [], seconds=2 * START_SECONDS)
    commands = [command_of(pid) for pid in place.pids()]
    line.send(signal.SIGINT)

    assert 0 == line.ended(seconds=20)
    assert ["app.web.serve", "workers sender"] == [" ".join(one.split()[2:4]).partition(" run-")[0] for one in commands]


def test_a_child_that_another_program_started_is_handled_as_ones_own() -> None:
    started = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    adopted = Adopted(started.pid)
    before = adopted.poll()
    with pytest.raises(subprocess.TimeoutExpired):
        adopted.wait(0.1)
    adopted.terminate()

    assert before is None
    assert -signal.SIGTERM == adopted.wait(10) == adopted.poll()
    adopted.kill()
    started.returncode = adopted.poll()
