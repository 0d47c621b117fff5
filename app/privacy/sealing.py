"""Closes numbers and texts so that only the sender can read them: whoever seals holds a public key and nothing more.

A sealed box is HPKE (RFC 9180: X25519, HKDF-SHA256, AES-256-GCM). The place it was made for (table, row, field) is its
`info`: moved to another row, it does not open. `app.privacy.unsealing` is the other half,
and the web process neither imports it nor needs its key.
"""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from typing import NamedTuple, NewType

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from app.base.written_keys import decode_key
from app.privacy.pseudonyms import canonical, derive

Box = NewType("Box", bytes)
"""A sealed number or text, as a row holds it."""

SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
VERSION = 2
HEADER_BYTES = 2
"""Version and key; then HPKE's own: 32 bytes of a key made for this one box, and what is closed with it."""
LABEL = "porchlight sealing v1"
"""What the key pair is derived under: the same for boxes of both versions, so that one key opens both."""


class AssociatedData(NamedTuple):
    """Where a box belongs: in no other place does it open."""

    table: str
    row: str
    field: str

    def __str__(self) -> str:
        return "/".join(self)

    @classmethod
    def read(cls, text: str) -> AssociatedData:
        """The place that was written with `str`. Raises ValueError for anything else."""
        table, row, field = text.split("/")
        return cls(table, row, field)


class SealedNumber(NamedTuple):
    """A phone number that only the sender can read, with the place its box belongs to."""

    place: AssociatedData
    box: Box


class Seal:
    """Closes boxes for one public key."""

    def __init__(self, public: bytes) -> None:
        self.public = public
        self._key = X25519PublicKey.from_public_bytes(public)

    def number(self, number: str, place: AssociatedData) -> SealedNumber:
        """The number, to be kept at `place`."""
        return SealedNumber(place, self.text(canonical(number), place))

    def text(self, text: str, place: AssociatedData) -> Box:
        """The text, to be kept at `place`; two boxes with the same text have nothing in common."""
        header = bytes([VERSION, key_id(self.public)])
        return Box(header + SUITE.encrypt(text.encode("utf-8", "replace"), self._key, info_of(header, place)))


def public_of(key: bytes) -> bytes:
    """The public key that goes with a key of `PORCHLIGHT_SENDER_KEY` or `PORCHLIGHT_KEY`."""
    return X25519PrivateKey.from_private_bytes(derive(key, LABEL)).public_key().public_bytes_raw()


def make_seal(*, public: str, key: bytes) -> Seal:
    """The seal for `PORCHLIGHT_SEAL_TO` where that is set, else for the key this process has."""
    return Seal(decode_key(public) if public else public_of(key))


def encode_public_key(public: bytes) -> str:
    """A public key as `PORCHLIGHT_SEAL_TO` takes it."""
    return urlsafe_b64encode(public).decode("ascii")


def key_id(public: bytes) -> int:
    """One byte that says which of several keys a box is for; two keys may share it."""
    return hashlib.sha256(b"porchlight key id" + public).digest()[0]


def info_of(header: bytes, place: AssociatedData) -> bytes:
    """What is authenticated with a box: its own beginning and its place, each part with its length."""
    return b"porchlight sealing v2" + encode_associated_data(header, place)


def encode_associated_data(header: bytes, place: AssociatedData) -> bytes:
    """A box's beginning and its place, each part with its length, so that no two places look alike."""
    parts = [part.encode() for part in place]
    return header + b"".join(len(part).to_bytes(2, "big") + part for part in parts)
