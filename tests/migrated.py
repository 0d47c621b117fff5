"""Tables at the newest version for tests: a new SQLite file is written as the first of this process came out."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from app.store.migrate import migrate

_SQLITE = "sqlite:///"


def migrated(url: str) -> str:
    """The same address, whose tables are at the newest version.

    What migrations do has tests of its own; a new file's would cost 0.1 s of every test that has one.
    """
    file = Path(url.removeprefix(_SQLITE))
    if url.startswith(_SQLITE) and not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(_new_file())
    else:
        migrate(url)
    return url


@cache
def _new_file() -> bytes:
    with tempfile.TemporaryDirectory(prefix="porchlight-") as folder:
        file = Path(folder) / "new.db"
        migrate(f"{_SQLITE}{file}")
        return file.read_bytes()
