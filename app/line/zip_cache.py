"""The map of ZIP codes and cities, kept ready in the cache folder: `python -m app.line.zip_cache FILE` makes it.

Made in a process of its own: the package it comes from would stay in memory with 40 MB.
"""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from app.base import log
from app.places.gazetteer import Gazetteer, united_states
from app.places.packed_gazetteer import packed, unpacked
from app.release.staff_files import write_whole

MAKING_SECONDS = 60

logger = log.get("places")


def load_zip_cache(cache: Path) -> Gazetteer:
    """The map from the cache folder, made there the first time; worked out in this process where nothing can be kept."""
    file = cache / f"map-{version('zipcodes')}.msgpack"
    found = _read(file)
    if found is None:
        command = [sys.executable, "-m", "app.line.zip_cache", str(file)]
        home = Path(__file__).resolve().parents[2]
        try:
            subprocess.run(command, cwd=home, check=False, timeout=MAKING_SECONDS, stdout=subprocess.DEVNULL)
        except (OSError, subprocess.TimeoutExpired):
            logger.warning("places.map_not_made")
        found = _read(file)
    return found or united_states()


def _read(file: Path) -> Gazetteer | None:
    try:
        return unpacked(file.read_bytes())
    except OSError:
        return None


def make(file: Path) -> None:
    """The map is in this file, whole; without a writable folder nothing is kept."""
    try:
        write_whole(file, packed(united_states()))
    except OSError:
        logger.warning("places.map_not_kept", error="cache")


if __name__ == "__main__":
    make(Path(sys.argv[1]))
