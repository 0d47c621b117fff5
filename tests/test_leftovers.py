"""A failed test shows what its processes said, and takes everything that it opened with it."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

from tests.processes import PYTHON, ROOT, InVain, Running, end_all, exists, logged, members, wait_for

STUBBORN = """
import os, signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
if os.fork() == 0:
    os.setpgrp()  # as RQ does for a job
print("said by", os.getpid(), flush=True)
time.sleep(600)
"""

SAMPLE = f"""
import gc, os, sys
from app.store.database import open_database
from tests.processes import Running, wait_for

KEPT = []

def test_that_fails(tmp_path):
    Running(sys.executable, "-c", {STUBBORN!r}, env=os.environ, log=tmp_path / "stubborn.log")
    KEPT.append(open_database(os.environ["SAMPLE_DATABASE"]).engine.connect())
    wait_for(lambda: (tmp_path / "stubborn.log").read_text().count("said") > 2, seconds=1)

def test_that_comes_next():
    KEPT.clear()
    gc.collect()

def test_that_says_why_itself(tmp_path):
    running = Running(sys.executable, "-c", "print('ended early')", env=os.environ, log=tmp_path / "early.log")
    assert 1 == running.ended(seconds=20)
"""


def start_stubborn(folder: Path) -> Running:
    running = Running(sys.executable, "-c", STUBBORN, env=os.environ, log=folder / "stubborn.log")
    wait_for(lambda: running.said().count("said by") == 2, seconds=20)
    return running


def test_what_is_waited_for_in_vain_is_told_with_the_logs(tmp_path: Path) -> None:
    running = start_stubborn(tmp_path)
    with pytest.raises(InVain, match=rf"in vain(.|\n)*running(.|\n)*said by {running.process.pid}"):
        wait_for(lambda: False, seconds=0.1)
    with pytest.raises(InVain, match=r"did not end within(.|\n)*said by"):
        running.stop(seconds=0.1)


def test_nobody_is_left_who_was_forked_from_a_process_that_is_gone(tmp_path: Path) -> None:
    running = start_stubborn(tmp_path)
    (fork,) = running.forked()
    running.kill()

    assert [fork] == running.forked()
    end_all()
    wait_for(lambda: not exists(fork), seconds=5)
    assert "" == logged()


def test_a_failed_test_fails_no_other_and_leaves_nothing_running(tmp_path: Path, postgres_url: str) -> None:
    (tmp_path / "test_sample.py").write_text(SAMPLE)
    options = ["-p", "tests.conftest", "-p", "no:cacheprovider", "-c", str(ROOT / "pyproject.toml")]
    options += [f"--rootdir={tmp_path}", f"--basetemp={tmp_path / 'inner'}", str(tmp_path)]
    inner = Running(
        *PYTHON, "pytest", *options, env=os.environ | {"SAMPLE_DATABASE": postgres_url},
        log=tmp_path / "inner.log",
    )  # fmt: skip
    inner.ended(seconds=60)
    said = inner.said()
    stubborn = re.search(r"\((\d+), running\)", said)

    assert "2 failed, 1 passed" in said
    assert stubborn is not None
    assert [] == members(int(stubborn[1]))
    assert "Logs of the processes of this test" in said
    assert "\nended early\n" in said
