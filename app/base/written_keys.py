"""Keys as settings write them."""

from __future__ import annotations

import binascii
import re
from base64 import urlsafe_b64decode


def decode_key(text: str) -> bytes:
    """The bytes of a key, in either base64 alphabet, with or without padding; empty when it is not one."""
    plain = text.strip().rstrip("=").replace("+", "-").replace("/", "_")
    if not re.fullmatch(r"[A-Za-z0-9_-]*", plain):
        return b""
    try:
        return urlsafe_b64decode(plain + "=" * (-len(plain) % 4))
    except binascii.Error:
        return b""
