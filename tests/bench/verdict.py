"""How long after an edit a draft of 500 nodes has its verdict: `python tests/bench/verdict.py`.

Edits are of all kinds that staff make: a text, a label, a way, a word of the flow; the files around them are this line's own.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app.release.history.checking import Checker
from app.release.history.staff_set import read_folder
from app.release.staff_files import Files

ROOT = Path(__file__).resolve().parents[2]
WANTED = 500
EDITS = 80
LIMIT = 0.5
"""Seconds, 95 of 100 edits."""


def grown(files: Files) -> Files:
    """The line's own files, with flows of its own kind beside them until there are 500 nodes."""
    found = dict(files)
    sources = [path for path in files if path.startswith("flows/safer") or path == "flows/rights.yaml"]
    nodes, number = sum(data.count(b"\n    say:") for path, data in files.items() if path.startswith("flows/")), 0
    while nodes < WANTED:
        path = sources[number % len(sources)]
        name = f"{Path(path).stem}{number}"
        lines = files[path].decode().split("nodes:\n", 1)[1]
        found[f"flows/{name}.yaml"] = (
            f"flow: {name}\nabout: Grown.\nword: {{en: GROWN{number}}}\nstart: {lines.split(':')[0].strip()}\nnodes:\n{lines}".encode()
        )
        nodes, number = nodes + lines.count("\n    say:"), number + 1
    return found


def edited(files: Files, choose: random.Random) -> Files:
    """The same with one more word in one text of one flow or language, or a choice led elsewhere."""
    kind = choose.choice(("text", "text", "text", "choice"))
    if kind == "choice":
        path = choose.choice([path for path, data in files.items() if path.startswith("flows/") and b", go: " in data])
        parts = files[path].split(b", go: ")
        at = choose.randrange(1, len(parts))
        parts[at] = b"main.menu}" + parts[at].split(b"}", 1)[1] if b"}" in parts[at] else parts[at]
        return {**files, path: b", go: ".join(parts)}
    path = choose.choice(
        [path for path, data in files.items() if path.startswith("content/e") and b"text: >-\n" in data]
    )
    parts = files[path].split(b"text: >-\n    ")
    at = choose.randrange(1, len(parts))
    parts[at] = b"Now. " + parts[at]
    return {**files, path: b"text: >-\n    ".join(parts)}


def main() -> int:
    files = grown(read_folder(ROOT))
    choose = random.Random(4)
    with tempfile.TemporaryDirectory() as folder:
        checker = Checker(settings={}, production=False, cache=Path(folder))
        began = time.perf_counter()
        checker.verdict(files, None)
        print(f"first verdict {time.perf_counter() - began:.2f} s")
        took = []
        for _ in range(EDITS):
            draft = edited(files, choose)
            began = time.perf_counter()
            checker.verdict(draft, None)
            took.append(time.perf_counter() - began)
        checker.close()
    took.sort()
    p95 = took[int(len(took) * 0.95)]
    print(
        f"after an edit: median {statistics.median(took) * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms, most {took[-1] * 1000:.0f} ms"
    )
    return 0 if p95 <= LIMIT else 1


if __name__ == "__main__":
    raise SystemExit(main())
