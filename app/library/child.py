"""Loads staff files in a process of its own and writes what they came to: see `app.library.live.load_in_child`."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec

from app.library.load import load


def main() -> None:
    """Reads [root, cache, settings] as JSON from standard input and writes a `Loaded` to standard output."""
    root, cache, settings = msgspec.json.decode(sys.stdin.buffer.read(), type=tuple[str, str, dict[str, str]])
    loaded = load(Path(root), settings=settings, cache=Path(cache))
    sys.stdout.buffer.write(msgspec.json.encode(loaded))


if __name__ == "__main__":
    main()
