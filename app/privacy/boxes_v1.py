"""Boxes sealed before 0.2.0: X25519 with a key pair for each box, HKDF-SHA256, AES-256-GCM. Opened, and made no more.

`porchlight keys rotate` seals what is left of them as boxes are today; once no line has any, this file goes.
"""

from __future__ import annotations

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.privacy.sealing import LABEL, AssociatedData, encode_associated_data

VERSION = 1
HEADER_BYTES = 2 + 32
"""Version, key, and the public half made for this box."""


def opened(private: X25519PrivateKey, public: bytes, box: bytes, place: AssociatedData) -> bytes:
    """What the box holds. Raises InvalidTag or ValueError where this is not its key or place, or no such box."""
    if box[0] != VERSION:
        raise ValueError("A box of another version.")
    header, rest = box[:HEADER_BYTES], box[HEADER_BYTES:]
    once = header[2:]
    info = LABEL.encode() + once + public
    shared = private.exchange(X25519PublicKey.from_public_bytes(once))
    made = HKDF(algorithm=hashes.SHA256(), length=44, salt=None, info=info).derive(shared)
    return AESGCM(made[:32]).decrypt(made[32:], rest, encode_associated_data(header, place))
