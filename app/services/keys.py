"""A new `PORCHLIGHT_KEY` or `PORCHLIGHT_SENDER_KEY` takes the place of the old one in everything that is kept."""

from __future__ import annotations

from typing import NamedTuple

from app.opening import CannotOpen, Opener
from app.sealing import Box, Place, Seal, public_of
from app.settings import Settings
from app.store.database import Database
from app.store.keys import rename_opt_outs, seal_again


class Rotated(NamedTuple):
    """What a change of keys changed."""

    opt_outs: int
    boxes: int


def rotate(database: Database, settings: Settings) -> Rotated:
    """Opt-outs go by the newest key and boxes open with the newest; done twice, the second time changes nothing.

    Raises UnknownKey, or CannotOpen when a box is for a key that is not set: then only opt-outs were changed.
    """
    opener, seal = Opener(settings.sender_keys), Seal(public_of(settings.sender_keys[0]))
    newest = opener.only_newest()

    def again(box: bytes, place: Place) -> bytes | None:
        try:
            newest.text(box, place)
        except CannotOpen:
            return bytes(seal.text(opener.text(Box(box), place), place))
        return None

    return Rotated(rename_opt_outs(database, settings.keys), seal_again(database, again))
