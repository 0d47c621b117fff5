"""Turns a phone number into something that finds the same caller again and can never be turned back.

A plain hash of a phone number can be reversed by trying every number, so each name here is an HMAC with a key that
is kept outside every database. Each use has its own sub-key: rows of two tables cannot be joined by number.
"""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from typing import NewType

CallerKey = NewType("CallerKey", str)
"""Finds one caller's conversation: 22 letters, digits, `-` and `_`."""
CallKey = NewType("CallKey", str)
"""Finds the conversation of one call whose number is withheld."""
OptOutKey = NewType("OptOutKey", str)
"""Finds one caller's opt-out; shares nothing with their `CallerKey`."""

ContactKey = NewType("ContactKey", str)
"""Finds one person among those whom callers named; shares nothing with their other names."""

KEPT_NAMES = ("caller", "contact", "optout")
"""Uses of a number's name that stand in the database; each has a key of its own."""
KEY_BYTES = 32
NAME_BYTES = 16
"""128 bits: among a million callers two share a name with probability 1e-27."""

# Carriers spell a withheld caller id on the keypad (ANONYMOUS, RESTRICTED, UNAVAILABLE, BLOCKED, UNKNOWN) or,
# since November 2022, in letters.
_KEYPAD = frozenset({"266696687", "7378742833", "86282452253", "2562533", "8656696"})
_SHARED_NAMES = frozenset({"anonymous", "restricted", "unavailable", "blocked", "unknown", "private", "withheld"})
_SAME_PERSON = ("whatsapp:", "rcs:")
"""Prefixes before a phone number: STOP on one channel is kept on the others too."""


def derive(key: bytes, label: str, *, length: int = KEY_BYTES) -> bytes:
    """A sub-key for one use, by HKDF-SHA256 without salt (RFC 5869)."""
    secret = hmac.digest(bytes(32), key, "sha256")
    block, made = b"", b""
    for counter in range(1, -(-length // 32) + 1):
        block = hmac.digest(secret, block + label.encode() + bytes([counter]), "sha256")
        made += block
    return made[:length]


def canonical(number: str) -> str:
    """The same text for every way one number arrives."""
    number = number.strip()
    for prefix in _SAME_PERSON:
        if number.lower().startswith(prefix):
            return number[len(prefix) :].strip()
    return number


def is_hidden(number: str) -> bool:
    """Whether the caller withheld their number: such callers share no session and are never texted."""
    plain = canonical(number).lower()
    if plain.startswith(("client:", "sip:")):
        plain = plain.partition(":")[2].partition("@")[0]
        return not plain or plain in _SHARED_NAMES
    if not any(character in "0123456789" for character in plain):
        return True
    return plain.lstrip("+") in _KEYPAD


class Pseudonyms:
    """Every name made from a number or a call, for one `PORCHLIGHT_KEY` and those it replaced, newest first.

    Pseudonyms are kept longer than keys, and the numbers behind them are not known: a new key names the old name.
    """

    def __init__(self, key: bytes, *older: bytes) -> None:
        self._key = key
        self._call = derive(key, "porchlight call v1")
        self._turn = derive(key, "porchlight turn v1")
        oldest_first = (*reversed(older), key)
        self._kept = {use: [derive(one, f"porchlight {use} v1") for one in oldest_first] for use in KEPT_NAMES}

    def __repr__(self) -> str:
        return "Names(...)"

    def caller_key(self, number: str) -> CallerKey:
        """The name of the conversation with this number; ask `is_hidden` first."""
        return CallerKey(self._names("caller", number)[-1])

    def call_key(self, call_sid: str) -> CallKey:
        """The name of the conversation of one call, for callers who withhold their number."""
        return CallKey(_name(self._call, call_sid))

    def turn_key(self, number: str, turn: str) -> str:
        """A name for one turn of this number, like its third text of an hour; two turns' names show nothing in common."""
        return _name(self._turn, f"{canonical(number)}|{turn}")

    def contact_key(self, number: str) -> ContactKey:
        """The name under which this number stands among those whom callers named."""
        return ContactKey(self._names("contact", number)[-1])

    def optout_key(self, number: str) -> OptOutKey:
        """The name under which this number's opt-out is kept."""
        return OptOutKey(self._names("optout", number)[-1])

    def optout_keys(self, number: str) -> tuple[OptOutKey, ...]:
        """That name, and after it the names it had while older keys were the newest."""
        return tuple(OptOutKey(name) for name in reversed(self._names("optout", number)))

    def renamed(self, old: str, *, use: str, newer: int) -> str:
        """The name of today for one from when `newer` of today's keys had not been set yet."""
        keys = self._kept[use]
        return _layered(old, keys[len(keys) - newer :])[-1]

    def _names(self, use: str, number: str) -> list[str]:
        first, *newer = self._kept[use]
        return _layered(_name(first, canonical(number)), newer)

    def subkey(self, label: str) -> bytes:
        """32 bytes for another use (sealing, cookies); the label is a constant in the code."""
        return derive(self._key, f"porchlight {label} v1")


def fingerprint(key: bytes) -> str:
    """Tells one key from another; the key cannot be found from it."""
    return _name(derive(key, "porchlight fingerprint v1"), "generation")


def _layered(name: str, keys: Sequence[bytes]) -> list[str]:
    """A name, its name under the first of the keys, that one's under the second, and so on."""
    found = [name]
    for key in keys:
        found.append(_name(key, found[-1]))
    return found


def _name(key: bytes, text: str) -> str:
    digest = hmac.digest(key, text.encode("utf-8", "surrogatepass"), "sha256")
    return urlsafe_b64encode(digest[:NAME_BYTES])[:22].decode("ascii")
