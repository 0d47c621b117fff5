"""Real processes for the tests of sending: a pretend provider, workers and tickers, each ended by its own id."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx

from tests.conftest import TEST_KEY, TEST_TOKEN

ROOT = Path(__file__).resolve().parents[2]
ACCOUNT = "AC" + "0a1b2c3d" * 4


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def environment(var: Path, **changes: str) -> dict[str, str]:
    """What a process of the line is started with; nothing of this machine's own settings but the path."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "TMPDIR")}
    return (
        kept
        | {
            "PORCHLIGHT_VAR": str(var),
            "PORCHLIGHT_KEY": TEST_KEY,
            "TWILIO_ACCOUNT_SID": ACCOUNT,
            "TWILIO_AUTH_TOKEN": TEST_TOKEN,
            "TWILIO_FROM": "+12025550100",
            "TWILIO_RATE": "1000",
            "PUBLIC_URL": "http://127.0.0.1:9",
        }
        | changes
    )


class Running:
    """One process; `kill` is kill -9."""

    def __init__(self, *arguments: str, env: Mapping[str, str], log: Path) -> None:
        self.log = log
        with log.open("ab") as file:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *arguments], env=dict(env), cwd=ROOT, stdout=file, stderr=file
            )

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)

    def stop(self, *, seconds: float = 30) -> int:
        """Its exit status after SIGTERM."""
        if self.process.poll() is None:
            self.process.terminate()
        return self.process.wait(seconds)


class RunningProvider(Running):
    """The pretend provider as a process."""

    def __init__(self, folder: Path, *, line: str = "http://127.0.0.1:9", at_once: int = 10_000, **plan: Any) -> None:
        self.port = free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        given = [
            "--port",
            str(self.port),
            "--line",
            line,
            "--account",
            ACCOUNT,
            "--token",
            TEST_TOKEN,
            "--at-once",
            str(at_once),
        ]
        plan = {"statuses": []} | plan
        super().__init__(
            "app.simulator.provider_app",
            *given,
            "--plan",
            json.dumps(plan),
            env=os.environ,
            log=folder / "provider.log",
        )
        wait_for(self._answers, seconds=30)

    def taken(self) -> list[dict[str, Any]]:
        """What it took, oldest first."""
        return list(httpx.get(f"{self.base}/taken", timeout=20).json())

    def plan(self, **plan: Any) -> None:
        httpx.post(f"{self.base}/plan", json=plan, timeout=5).raise_for_status()

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.base}/taken", timeout=1).status_code == 200
        except httpx.HTTPError:
            return False


def wait_for(what: Any, *, seconds: float) -> None:
    """`what` answered yes; raises AssertionError when it did not in time."""
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.05)
