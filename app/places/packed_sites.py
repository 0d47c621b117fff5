"""Many sites in little room: each as bytes, opened only when somebody is told of it."""

from __future__ import annotations

from array import array

import msgspec

from app.places.site import Site


class PackedSites:
    """Sites by number, a quarter of the memory that as many objects would take."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._ends = array("Q", [0])
        self._encode = msgspec.msgpack.Encoder()
        self._decode = msgspec.msgpack.Decoder(Site)

    def __len__(self) -> int:
        return len(self._ends) - 1

    def put(self, site: Site) -> int:
        """The site is on the shelf under the number returned."""
        self._bytes += self._encode.encode(site)
        self._ends.append(len(self._bytes))
        return len(self._ends) - 2

    def get(self, number: int) -> Site:
        """The site of this number."""
        return self._decode.decode(self._bytes[self._ends[number] : self._ends[number + 1]])
