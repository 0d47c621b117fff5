"""Keeps a short word so that this line can read it again and a thief of the database cannot: what contacts call callers.

Not for numbers: those only the sender may open (`app.privacy.sealing`).
"""

from __future__ import annotations

import hmac
import secrets
from base64 import urlsafe_b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.privacy.pseudonyms import Pseudonyms

_NONCE = 12


class WordVault:
    """Closes and opens words with a key of its own, each bound to its row."""

    def __init__(self, names: Pseudonyms) -> None:
        self._words = AESGCM(names.subkey("kept words"))
        self._codes = names.subkey("closing codes")

    def __repr__(self) -> str:
        return "WordVault(...)"

    def encrypt(self, word: str, row: str) -> bytes:
        """The word, to be kept in this row."""
        nonce = secrets.token_bytes(_NONCE)
        return nonce + self._words.encrypt(nonce, word.encode(), row.encode())

    def decrypt(self, kept: bytes | None, row: str) -> str:
        """The word kept in this row; empty where there is none that this line can read."""
        if not kept:
            return ""
        try:
            return self._words.decrypt(kept[:_NONCE], kept[_NONCE:], row.encode()).decode()
        except (InvalidTag, ValueError):
            return ""

    def code(self, digits: str, owner: str) -> str:
        """The name of a closing code: tells whether it was typed, and not what it is."""
        digest = hmac.digest(self._codes, f"{owner}|{digits}".encode(), "sha256")
        return urlsafe_b64encode(digest[:16])[:22].decode()
