"""OpenStreetMap files, XML and PBF: named nodes, and ways by their middle."""

from __future__ import annotations

import bz2
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.places.imports.archive import MOST_UNPACKED
from app.places.imports.osm import row_of
from app.places.imports.rows import RefusedFileError, Row, Sheet

_USEFUL = ("amenity", "healthcare", "social_facility", "office", "shop", "vending", "harm_reduction")
"""Of a whole region only what may be a place to go to is read: a named street is none."""


def elements(data: bytes, *, name: str = "area.osm") -> Iterator[Any]:
    """Every node, way and relation of the file, ways with the points of their nodes; refuses what is not such a file."""
    # The reader is compiled and wants a file on disk; only imports of this form need it.
    import osmium

    data = _unpacked(data)
    suffix = ".pbf" if name.lower().endswith(".pbf") else ".osm"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"area{suffix}"
        file.write_bytes(data)
        try:
            yield from osmium.FileProcessor(str(file)).with_locations()
        except RuntimeError as problem:
            raise RefusedFileError(
                "OSM", f"The file is not OpenStreetMap data that can be read ({problem}). Download it again."
            ) from None


def _unpacked(data: bytes) -> bytes:
    """The XML in a file packed by gzip or bzip2; refuses one that swells, and one that holds something else."""
    if data[:2] == b"\x1f\x8b":
        packer: Any = zlib.decompressobj(wbits=31)
    elif data[:3] == b"BZh":
        packer = bz2.BZ2Decompressor()
    else:
        return data
    try:
        start = packer.decompress(data, 200)
        if b"<" not in start:
            raise RefusedFileError("OSM", "What is packed in this file is no OpenStreetMap data. Download it again.")
        rest = packer.unconsumed_tail if isinstance(packer, type(zlib.decompressobj())) else b""
        unpacked: bytes = start + packer.decompress(rest, MOST_UNPACKED)
    except (OSError, ValueError, EOFError, zlib.error):
        raise RefusedFileError("OSM", "The packed file cannot be opened. Download it again.") from None
    if len(unpacked) >= MOST_UNPACKED:
        raise RefusedFileError(
            "OSM_SIZE", f"The file unpacks to more than {MOST_UNPACKED // 2**20} MB. Cut it to your county."
        )
    return unpacked


def read(data: bytes, *, name: str = "area.osm") -> Sheet:
    """The elements with a name or a known use as rows; refuses what is not such a file."""
    rows: list[Row] = []
    for element in elements(data, name=name):
        found = _element(element)
        if found is not None:
            rows.append(row_of(found, len(rows) + 1))
    if not rows:
        raise RefusedFileError(
            "OSM", "No place is in this file: nothing has a name and a use such as amenity=pharmacy."
        )
    return Sheet(
        format="osm", columns=tuple(dict.fromkeys(n for row in rows for n in row.values)), rows=rows, known=True
    )


def _element(element: Any) -> dict[str, Any] | None:
    """A node or way as the Overpass service would answer it; None for what is no place."""
    tags = {tag.k: tag.v for tag in element.tags}
    if not tags or not ("name" in tags or "operator" in tags) or not any(name in tags for name in _USEFUL):
        return None
    if element.is_node():
        return {"type": "node", "id": element.id, "lat": element.lat, "lon": element.lon, "tags": tags}
    if not element.is_way():
        return None
    points = {(node.lat, node.lon) for node in element.nodes if node.location.valid()}
    if not points:
        return None
    middle = {"lat": sum(p[0] for p in points) / len(points), "lon": sum(p[1] for p in points) / len(points)}
    return {"type": "way", "id": element.id, "center": middle, "tags": tags}
