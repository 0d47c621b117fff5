"""Opens what `app.privacy.sealing` closed. Only the sender imports this, in the function that calls the provider."""

from __future__ import annotations

from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.base.errors import PorchlightError
from app.privacy.pseudonyms import derive
from app.privacy.sealing import HEADER_BYTES, LABEL, VERSION, Box, Place, SealedNumber, bound, key_id, secrets_of


class CannotOpen(PorchlightError):
    """A sealed box is damaged, was moved to another row, or is for a key that is not here. Set the older key again."""


class Unsealer:
    """Opens boxes made for any of these keys, newest first."""

    def __init__(self, keys: Sequence[bytes]) -> None:
        privates = [X25519PrivateKey.from_private_bytes(derive(key, LABEL)) for key in keys]
        self._keys = [(private.public_key().public_bytes_raw(), private) for private in privates]

    def __repr__(self) -> str:
        return "Opener(...)"

    def number(self, sealed: SealedNumber) -> str:
        """The number. Raises CannotOpen."""
        return self.text(sealed.box, sealed.place)

    def text(self, box: Box | bytes, place: Place) -> str:
        """What was sealed for this place. Raises CannotOpen."""
        if len(box) <= HEADER_BYTES or box[0] != VERSION:
            raise CannotOpen
        header, rest = box[:HEADER_BYTES], box[HEADER_BYTES:]
        for public, private in self._keys:
            if key_id(public) == box[1]:
                opened = _open(private, public, header, rest, place)
                if opened is not None:
                    return opened.decode()
        raise CannotOpen

    def only_newest(self) -> Unsealer:
        """An opener that has forgotten all keys but the newest."""
        newest = Unsealer(())
        newest._keys = self._keys[:1]
        return newest


def _open(private: X25519PrivateKey, public: bytes, header: bytes, rest: bytes, place: Place) -> bytes | None:
    once = header[2:]
    try:
        key, nonce = secrets_of(private.exchange(X25519PublicKey.from_public_bytes(once)), once, public)
        return AESGCM(key).decrypt(nonce, rest, bound(header, place))
    except (InvalidTag, ValueError):
        return None
