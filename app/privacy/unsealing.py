"""Opens what `app.privacy.sealing` closed. Only the sender imports this, in the function that calls the provider."""

from __future__ import annotations

from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from app.base.errors import PorchlightError
from app.privacy import boxes_v1
from app.privacy.pseudonyms import derive
from app.privacy.sealing import HEADER_BYTES, LABEL, SUITE, VERSION, AssociatedData, Box, SealedNumber, info_of, key_id


class CannotOpen(PorchlightError):
    """A sealed box is damaged, was moved to another row, or is for a key that is not here. Set the older key again."""


class Unsealer:
    """Opens boxes made for any of these keys, newest first."""

    def __init__(self, keys: Sequence[bytes]) -> None:
        privates = [X25519PrivateKey.from_private_bytes(derive(key, LABEL)) for key in keys]
        self._keys = [(private.public_key().public_bytes_raw(), private) for private in privates]

    def __repr__(self) -> str:
        return "Unsealer(...)"

    def number(self, sealed: SealedNumber) -> str:
        """The number. Raises CannotOpen."""
        return self.text(sealed.box, sealed.place)

    def text(self, box: Box | bytes, place: AssociatedData) -> str:
        """What was sealed for this place. Raises CannotOpen."""
        if len(box) <= HEADER_BYTES:
            raise CannotOpen
        for public, private in self._keys:
            if key_id(public) == box[1]:
                opened = _open(private, public, bytes(box), place)
                if opened is not None:
                    return opened.decode()
        raise CannotOpen

    def only_newest(self) -> Unsealer:
        """An unsealer that has forgotten all keys but the newest."""
        newest = Unsealer(())
        newest._keys = self._keys[:1]
        return newest


def is_current(box: Box | bytes) -> bool:
    """Whether it is sealed as boxes are today."""
    return bytes(box[:1]) == bytes([VERSION])


def _open(private: X25519PrivateKey, public: bytes, box: bytes, place: AssociatedData) -> bytes | None:
    try:
        if is_current(box):
            header, rest = box[:HEADER_BYTES], box[HEADER_BYTES:]
            return SUITE.decrypt(rest, private, info_of(header, place))
        return boxes_v1.opened(private, public, box, place)
    except (InvalidTag, ValueError):
        return None
