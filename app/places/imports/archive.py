"""A .zip as people publish it: a folder of tables, one list, or a map; read no further than a limit."""

from __future__ import annotations

import io
import zipfile

from app.places.imports.rows import RefusedFileError

MOST_UNPACKED = 256 * 1024 * 1024
_TABLES = (".csv", ".tsv")
_SINGLE = (".geojson", ".json", ".xlsx", ".xls", ".ods", ".osm", ".kml")


def kind_of(data: bytes) -> str:
    """`kml`, `xlsx` or `zip`: what an archive is, from the names in it. Refuses one that cannot be opened."""
    names = [name.lower() for name in _names(data)]
    if any(name.endswith(".kml") for name in names):
        return "kml"
    if "[content_types].xml" in names or "content.xml" in names:
        return "xlsx"
    return "zip"


def files_of(data: bytes) -> dict[str, bytes]:
    """The tables in an archive, or the one list in it. Refuses an archive that holds neither or swells."""
    names = [name for name in _names(data) if not name.startswith("__MACOSX") and not name.endswith("/")]
    chosen = [name for name in names if name.lower().endswith(_TABLES)]
    if not chosen:
        chosen = [name for name in names if name.lower().endswith(_SINGLE) and "datapackage" not in name.lower()][:1]
    if not chosen:
        raise RefusedFileError("ZIP", "There is no CSV, Excel, JSON or KML file in this archive. Unpack it and look.")
    found: dict[str, bytes] = {}
    room = MOST_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in chosen:
                with archive.open(name) as packed:
                    found[name.rpartition("/")[2]] = packed.read(room + 1)
                room -= len(found[name.rpartition("/")[2]])
                if room < 0:
                    raise RefusedFileError("ZIP_SIZE", f"The archive unpacks to more than {MOST_UNPACKED // 2**20} MB.")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as problem:
        raise _unreadable(problem) from None
    return found


def _names(data: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as problem:
        raise _unreadable(problem) from None


def _unreadable(problem: Exception) -> RefusedFileError:
    return RefusedFileError("ZIP", f"The archive cannot be opened ({type(problem).__name__}). Download it again.")
