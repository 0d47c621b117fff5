"""A passkey made of a few lines: what a phone would sign, and what a thief would try."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

ORIGIN = "http://localhost:8010"
_USER_PRESENT, _USER_VERIFIED, _ATTESTED = 1, 4, 64


def text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class SoftKey:
    """One passkey; `verified` says whether a finger was asked for."""

    def __init__(self, name: bytes = b"a key", *, verified: bool = True) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name, self._flags, self.count = name, _USER_PRESENT | (_USER_VERIFIED if verified else 0), 0

    def makes(self, options: str, *, origin: str = ORIGIN) -> str:
        """What the browser sends back for `to_make`."""
        asked = json.loads(options)
        numbers = self._key.public_key().public_numbers()
        cose = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")})
        attested = bytes(16) + len(self._name).to_bytes(2, "big") + self._name + cose
        held = self._data(asked["rp"]["id"], _ATTESTED) + attested
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": held})
        client = self._client("webauthn.create", asked, origin)
        return self._sent({"clientDataJSON": text(client), "attestationObject": text(attestation)})

    def signs(self, options: str, *, origin: str = ORIGIN, host: str = "") -> str:
        """What the browser sends back for `to_sign_in` and `to_prove`."""
        asked = json.loads(options)
        self.count += 1
        client, held = self._client("webauthn.get", asked, origin), self._data(host or asked["rpId"], 0)
        signed = self._key.sign(held + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        parts = {"clientDataJSON": client, "authenticatorData": held, "signature": signed}
        return self._sent({name: text(part) for name, part in parts.items()})

    def _data(self, host: str, more: int) -> bytes:
        return hashlib.sha256(host.encode()).digest() + bytes([self._flags | more]) + self.count.to_bytes(4, "big")

    def _client(self, kind: str, asked: Any, origin: str) -> bytes:
        return json.dumps(
            {"type": kind, "challenge": asked["challenge"], "origin": origin, "crossOrigin": False}
        ).encode()

    def _sent(self, response: dict[str, str]) -> str:
        name = text(self._name)
        return json.dumps(
            {"id": name, "rawId": name, "type": "public-key", "response": response, "clientExtensionResults": {}}
        )
