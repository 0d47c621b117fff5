"""What a process of the line loads is what it uses."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("numpy", "rapidfuzz", "rich", "rq", "holidays", "twilio")


def test_what_sends_loads_nothing_that_understands_or_finds() -> None:
    says = f"import sys, workers.ticker; print(sorted(name for name in {HEAVY} if name in sys.modules))"
    said = subprocess.run([sys.executable, "-c", says], capture_output=True, text=True, check=True)

    assert said.stdout == "[]\n"
