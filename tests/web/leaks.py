"""Looks for canaries: known numbers and words, in every spelling in which they could lie about."""

from __future__ import annotations

import base64
import hashlib
import zlib
from collections.abc import Iterator, Mapping
from urllib.parse import quote, quote_plus


def spellings(canary: str) -> dict[str, bytes]:
    """The canary as it may have been written down: raw, digits only, dashed, quoted, encoded, or plainly hashed."""
    raw = canary.encode()
    found = {
        "raw": raw,
        "quoted": quote(canary, safe="").encode(),
        "plus-quoted": quote_plus(canary).encode(),
        "escaped": canary.encode("unicode_escape"),
        "utf-16": canary.encode("utf-16-le"),
        "hex": raw.hex().encode(),
        "reversed": raw[::-1],
        "sha256": hashlib.sha256(raw).hexdigest().encode(),
        "sha256 bytes": hashlib.sha256(raw).digest(),
        "sha1": hashlib.sha1(raw, usedforsecurity=False).hexdigest().encode(),
        "md5": hashlib.md5(raw, usedforsecurity=False).hexdigest().encode(),
    }
    # base64 of a longer text shows a canary at one of three offsets
    for offset in range(3):
        inner = base64.b64encode(b"x" * offset + raw)
        found[f"base64+{offset}"] = inner[(4 if offset else 0) : -4].rstrip(b"=")
    digits = "".join(character for character in canary if character.isdigit())
    if len(digits) >= 10:
        local = digits[-10:]
        found |= {
            "digits": digits.encode(),
            "local": local.encode(),
            "dashed": f"{local[:3]}-{local[3:6]}-{local[6:]}".encode(),
            "bracketed": f"({local[:3]}) {local[3:6]}-{local[6:]}".encode(),
        }
    return {name: spelling for name, spelling in found.items() if len(spelling) >= 8}


def leaks(places: Mapping[str, bytes], canaries: list[str]) -> list[str]:
    """Where a canary lies, and how it is written there; also looks inside deflated data."""
    wanted = [(canary, name, spelling) for canary in canaries for name, spelling in spellings(canary).items()]
    return [
        f"{where}: {canary!r} as {name}"
        for place, data in places.items()
        for where, content in _views(place, data)
        for canary, name, spelling in wanted
        if spelling in content
    ]


def _views(place: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    yield place, data
    if data.lower() != data:
        yield f"{place} (small letters)", data.lower()
    for start in (at for at in range(len(data)) if data[at : at + 1] == b"\x78"):
        try:
            inflated = zlib.decompressobj().decompress(data[start:], 1 << 20)
        except zlib.error:
            continue
        if len(inflated) > 8:
            yield f"{place} (inflated)", inflated
