"""How many of the faults that `make mutants` put into the code were noticed, file by file; fails under 90 %."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from mutmut.stats import status_by_exit_code

LEAST = 90.0
NOTICED = {"killed", "timeout", "segfault", "caught by type check"}
AT_IMPORT = ("app.outbox.key_rotation.x__own__",)
"""Functions that only run while their file is imported, which is before mutmut puts the fault in."""


def main() -> int:
    """0 if enough was noticed in every file."""
    low = False
    for file in sorted(Path("mutants/app").rglob("*.py.meta")):
        found: dict[str, int | None] = json.loads(file.read_text())["exit_code_by_key"]
        faults = {name: status_by_exit_code[code] for name, code in found.items() if not name.startswith(AT_IMPORT)}
        if not faults:
            continue
        left = [f"{name}: {status}" for name, status in faults.items() if status not in NOTICED]
        score = 100 * (1 - len(left) / len(faults))
        low |= score < LEAST
        print(f"{score:5.1f} % of {len(faults):4}  {file.relative_to('mutants').with_suffix('')}")
        print("".join(f"                 {line}\n" for line in left), end="")
    return int(low)


if __name__ == "__main__":
    sys.exit(main())
