"""A process ends when a part of it stands still, and is begun again when it is silent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.base.pulse import VARIABLE
from app.base.watchdog import STATUS, Watchdog
from app.run import children
from app.run.children import Children
from tests.processes import ROOT, wait_for


class Watched:
    def __init__(self) -> None:
        self.now, self.told = 100.0, 0
        self.dog = Watchdog(clock=lambda: self.now, tell=self._tell)

    def _tell(self) -> None:
        self.told += 1

    def later(self, seconds: float) -> str:
        self.now += seconds
        return self.dog.look()


@pytest.fixture
def watched() -> Watched:
    return Watched()


def test_a_part_that_stands_still_for_20_seconds_is_named_and_nobody_is_told_that_all_moves(watched: Watched) -> None:
    watched.dog.beat("loop")
    watched.dog.beat("record")

    assert "" == watched.later(20)
    watched.dog.beat("loop")
    assert "record" == watched.later(1)
    assert 1 == watched.told


def test_a_part_that_rests_or_was_never_heard_of_is_not_waited_for(watched: Watched) -> None:
    watched.dog.beat("sending")
    watched.dog.rest("sending")

    assert "" == watched.later(1000)


def test_a_process_that_was_asked_to_end_is_gone_in_time(watched: Watched) -> None:
    watched.dog.ending(seconds=10)

    assert ["", "ending"] == [watched.later(9), watched.later(2)]


@pytest.mark.parametrize(
    "hang",
    ["import time; time.sleep(60)", "import re; re.match(r'(a+)+$', 'a' * 60 + 'b')"],
    ids=["asleep", "holding the interpreter"],
)
def test_a_process_that_hangs_ends_itself(hang: str, tmp_path: Path) -> None:
    code = (
        "from app.base import watchdog; watchdog.SECONDS = 1.5; watchdog.Watchdog.__init__.__kwdefaults__['seconds'] = 1.5\n"
        f"watchdog.begin().beat('loop')\nimport time; time.sleep(1.2)\n{hang}"
    )
    began = time.monotonic()
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, timeout=30, check=False)

    assert ended.returncode in (1, STATUS)
    assert time.monotonic() - began < 15


def test_the_launcher_ends_and_begins_again_what_is_silent(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    speaks = f"import os, time\nwhile True:\n    os.write(int(os.environ['{VARIABLE}']), b'.'); time.sleep(0.1)"
    monkeypatch.setattr(children, "COMMANDS", {"ticker": ("-c", speaks)})
    monkeypatch.setattr(children, "SILENT_SECONDS", 1.0)
    started = Children("run-test")
    started.start("ticker")
    first = started.pids()[0]

    def speaking() -> bool:
        started.start_fallen()
        return started._children["ticker"].spoke

    wait_for(speaking, seconds=10)
    os.kill(first, signal.SIGSTOP)
    wait_for(lambda: started.start_fallen() and started.pids()[0] != first, seconds=10)
    wait_for(speaking, seconds=10)
    time.sleep(1.5)
    started.start_fallen()

    assert started.pids()[0] not in (first, 0)
    started.stop()
