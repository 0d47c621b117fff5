"""One person who publishes, as a process that a test may kill: `python -m tests.release.history.publisher URL WORD [FOLDER]`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from app.release.history.checking import Checker
from app.release.history.folder_door import FolderDoor
from app.release.history.importing import FirstRelease
from app.store.database import open_database

EN = "content/en/main.yaml"
PATHS = (EN, "content/es/main.yaml")
SETTINGS = {"line_name": "Porchlight", "line_number": "", "peer_number": ""}


def service(url: str, folder: str = "") -> FirstRelease:
    """Releases over this database, of a demo; the folder wins where one is named."""
    return FirstRelease(
        open_database(url, statement_seconds=20),
        checker=Checker(
            settings=SETTINGS, production=False, cache=Path(tempfile.gettempdir()) / "porchlight-publisher"
        ),
        production=False,
        folder=FolderDoor(Path(folder)) if folder else None,
    )


def main(url: str, word: str, folder: str = "") -> int:
    """The word stands in two files of one release."""
    releases = service(url, folder)
    draft = releases.open_draft("Ana", name=word)
    for path in PATHS:
        data = releases.file(path, draft=draft.id) or b""
        releases.put(draft.id, path, data + f"# {word}\n".encode(), by="Ana")
    done = releases.publish(draft.id, by="Ana", note=word)
    print("published" if done.release else done)
    return 0 if done.release else 1


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
