"""A new `PORCHLIGHT_KEY` or `PORCHLIGHT_SENDER_KEY` takes the place of the old one in everything that is kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from app.config.settings import Settings
from app.features.registry import Records
from app.outbox.key_rotation import Again, is_known, rename, seal_again
from app.privacy.pseudonyms import Pseudonyms
from app.privacy.sealing import AssociatedData, Box, Seal, encode_public_key, public_of
from app.privacy.unsealing import CannotOpen, Unsealer, is_current
from app.privacy.vault import WordVault
from app.store.database import Database, Transaction


class Rotated(NamedTuple):
    """What a change of keys changed."""

    names: int
    boxes: int


def public_key(settings: Settings) -> str:
    """The public half of the key that worker and ticker have, as `PORCHLIGHT_SEAL_TO` takes it."""
    return encode_public_key(public_of(settings.sender_keys[0]))


def is_known_key(session: Transaction, settings: Settings) -> bool:
    """Whether what is kept is named under one of these settings' keys; true as long as nothing is."""
    return is_known(session, settings.keys)


def rotate(database: Database, settings: Settings) -> Rotated:
    """Names are made with the newest key and boxes open with the newest; done twice, the second time changes nothing.

    Raises UnknownKey, or CannotOpen when a box is for a key that is not set: then only names were changed.
    """
    opener, seal = Unsealer(settings.sender_keys), Seal(public_of(settings.sender_keys[0]))
    newest = opener.only_newest()

    def again(box: bytes, place: AssociatedData) -> bytes | None:
        try:
            if is_current(box):
                newest.text(box, place)
                return None
        except CannotOpen:
            pass
        return bytes(seal.text(opener.text(Box(box), place), place))

    kept = Records()
    names = rename_all(database, settings.keys)
    boxes = seal_again(database, again, kept.sealed)
    return Rotated(names, boxes + seal_again(database, _closed_again(settings.keys), kept.closed))


def rename_all(database: Database, keys: Sequence[bytes]) -> int:
    """How many names, in the outbox and of every feature, go by the newest of these keys that did not. Raises UnknownKey."""
    kept = Records()
    return rename(database, keys, named=kept.named, unnamed=kept.on_rotate)


def _closed_again(keys: Sequence[bytes]) -> Again:
    newest, *older = [WordVault(Pseudonyms(key)) for key in keys]

    def again(kept: bytes, place: AssociatedData) -> bytes | None:
        words = [one.decrypt(kept, place.row) for one in older]  # empty but for the key it was closed with
        return newest.encrypt("".join(words), place.row) if any(words) else None

    return again
