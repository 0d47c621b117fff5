"""Processes of the line for the tests of sending, and a pretend provider for them."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import httpx

from tests.conftest import TEST_KEY, TEST_TOKEN
from tests.processes import PYTHON, Running, free_port, wait_for

ACCOUNT = "AC" + "0a1b2c3d" * 4


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


class RunningProvider(Running):
    """The pretend provider as a process."""

    def __init__(self, folder: Path, *, line: str = "http://127.0.0.1:9", at_once: int = 10_000, **plan: Any) -> None:
        self.port = free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        given = {"port": self.port, "line": line, "account": ACCOUNT, "token": TEST_TOKEN, "at-once": at_once}
        given |= {"plan": json.dumps({"statuses": []} | plan)}
        options = [f"--{name}={value}" for name, value in given.items()]
        log = folder / "provider.log"
        super().__init__(*PYTHON, "app.simulator.provider_app", *options, env=os.environ, log=log)
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
