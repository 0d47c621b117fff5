"""A TIGER/Line address-feature or roads archive of the Census Bureau: streets with the house numbers along them."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator

from app.places.area.gather import Gathered
from app.places.imports.rows import RefusedFileError
from app.places.local_places import Point

_POLYLINES = (3, 13, 23)
_LONGEST = 400 * 1024 * 1024


def is_tiger(data: bytes) -> bool:
    """True for a zip with a shape file in it."""
    try:
        return any(name.lower().endswith(".shp") for name in zipfile.ZipFile(io.BytesIO(data)).namelist())
    except zipfile.BadZipFile:
        return False


def gather(data: bytes, *, into: Gathered) -> None:
    """The streets of the archive are gathered. Raises RefusedFileError when it is none that can be read."""
    shapes, table = _members(data)
    found = 0
    for line, row in zip(_lines(shapes), _rows(table), strict=False):
        name = row.get("FULLNAME", "")
        if not line or not name:
            continue
        found += 1
        into.road(name, line)
        for first, last in (("LFROMHN", "LTOHN"), ("RFROMHN", "RTOHN"), ("LFROMADD", "LTOADD"), ("RFROMADD", "RTOADD")):
            low, high = row.get(first, ""), row.get(last, "")
            if low.isdigit() and high.isdigit():
                into.numbers_along(name, int(low), int(high), line)
    if not found:
        raise RefusedFileError(
            "TIGER", "No street with a FULLNAME is in this archive. Take the ADDRFEAT or ROADS file of a county."
        )


def _members(data: bytes) -> tuple[bytes, bytes]:
    archive = zipfile.ZipFile(io.BytesIO(data))
    found: dict[str, bytes] = {}
    for info in archive.infolist():
        ending = info.filename.lower()[-4:]
        if ending in (".shp", ".dbf"):
            if info.file_size > _LONGEST:
                raise RefusedFileError(
                    "TIGER", f"{info.filename} is larger than this can read. Take one county at a time."
                )
            found[ending] = archive.read(info)
    if len(found) < 2:
        raise RefusedFileError("TIGER", "The archive needs a .shp and a .dbf file. Download it again.")
    return found[".shp"], found[".dbf"]


def _lines(data: bytes) -> Iterator[list[Point]]:
    """The line of each shape, its parts one behind the other; empty for a shape that is no line."""
    at = 100
    while at + 12 <= len(data):
        words = struct.unpack(">i", data[at + 4 : at + 8])[0]
        shape = data[at + 8 : at + 8 + 2 * words]
        at += 8 + 2 * words
        if len(shape) < 44 or struct.unpack("<i", shape[:4])[0] not in _POLYLINES:
            yield []
            continue
        parts, count = struct.unpack("<ii", shape[36:44])
        start = 44 + 4 * parts
        flat = struct.unpack(f"<{2 * count}d", shape[start : start + 16 * count])
        yield [(round(flat[n + 1], 6), round(flat[n], 6)) for n in range(0, len(flat), 2)]


def _rows(data: bytes) -> Iterator[dict[str, str]]:
    """The rows of a dBase table, every value as text."""
    count, header, length = struct.unpack("<IHH", data[4:12])
    fields: list[tuple[str, int]] = []
    at = 32
    while at + 32 <= header and data[at] != 0x0D:
        fields.append((data[at : at + 11].split(b"\0")[0].decode("ascii", "replace"), data[at + 16]))
        at += 32
    for number in range(count):
        start = header + number * length + 1
        row: dict[str, str] = {}
        for name, size in fields:
            row[name] = data[start : start + size].decode("utf-8", "replace").strip()
            start += size
        yield row
