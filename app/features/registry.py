"""What all features together declare: derived here, never listed by hand. The records behind are opened when first asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from app.engine.effects import FeatureEffect
from app.features import FEATURES
from app.features.feature import Feature, Perform, Record
from app.outbox import key_rotation, messages
from app.outbox.key_rotation import Named, Sealed
from app.privacy.pseudonyms import OptOutKey
from app.store.database import Transaction


class Records:
    """The records of these features, in their order."""

    def __init__(self, features: Sequence[Feature] = FEATURES) -> None:
        self.all: tuple[Record, ...] = tuple(feature.record() for feature in features)
        self.performs: dict[type[FeatureEffect], Perform] = {}
        for record in self.all:
            twice = self.performs.keys() & record.performs.keys()
            if twice:
                raise ValueError(f"Two features perform {sorted(effect.__name__ for effect in twice)}.")
            self.performs |= record.performs

    @property
    def sealed(self) -> tuple[Sealed, ...]:
        """Every column of boxes there is."""
        return (*key_rotation.SEALED, *(one for record in self.all for one in record.sealed))

    @property
    def closed(self) -> tuple[Sealed, ...]:
        """Every column of words that this line itself can read."""
        return tuple(one for record in self.all for one in record.closed)

    @property
    def named(self) -> tuple[Named, ...]:
        """Every column of names there is."""
        return (*key_rotation.NAMED, *(one for record in self.all for one in record.named))

    @property
    def on_rotate(self) -> tuple[Callable[[Transaction], object], ...]:
        """What cannot be renamed is made safe."""
        return tuple(record.on_rotate for record in self.all if record.on_rotate is not None)

    def know_outbox_owners(self) -> None:
        """This process can say of every message whether it is still wanted, and tells its owner what became of it.

        A process that sends, or hears what became of a message, and did not know its owner would leave it to another.
        """
        for owner in (owner for record in self.all for owner in record.owners):
            messages.STILL_WANTED[owner.kind] = owner.still_wanted
            if owner.on_delivery is not None:
                messages.DELIVERY_LISTENERS[owner.kind] = owner.on_delivery

    def next_due(self, session: Transaction, people: Sequence[OptOutKey]) -> datetime | None:
        """The earliest moment at which something of these people has its turn; None without one."""
        waiting = list(messages.waiting_for(session, people))
        planned = [at for one in self.all if one.next_due is not None for at in one.next_due(session, people)]
        return min([*waiting, *planned], default=None)
