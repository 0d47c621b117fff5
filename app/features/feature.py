"""What a capability that keeps or sends something declares of itself; everything that must know all of them takes `FEATURES`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from app.engine.effects import FeatureEffect
from app.engine.talk import Talk
from app.privacy.phone import Phone
from app.privacy.pseudonyms import CallerKey, OptOutKey

if TYPE_CHECKING:
    from app.engine.conversation import Conversation
    from app.features.context import UseCaseContext
    from app.outbox.key_rotation import Named, Sealed
    from app.outbox.messages import Hears, Wanted
    from app.store.database import Transaction


class Pseudonym(NamedTuple):
    """The names of one phone, for what has to wait until the record takes it; no number among them."""

    owner: CallerKey
    opt_out_key: OptOutKey


class Inquiry(NamedTuple):
    """Whose record is looked at, and what they have just sent."""

    phone: Phone
    text: str
    target: Phone | None
    """Whose number came with the message, where one was asked for."""
    now: datetime


class Asking(NamedTuple):
    """Who asked for an effect, and until when it may still be done."""

    phone: Phone
    target: Phone | None
    language: str
    now: datetime
    until: float
    """Monotonic seconds: later, the caller has been told that nothing was done."""


class OutboxOwner(NamedTuple):
    """One kind of owner of messages in the outbox."""

    kind: str
    """As rows of the outbox name it."""
    still_wanted: Wanted
    on_delivery: Hears | None = None


Perform = Callable[["UseCaseContext", Any, Asking], bool]
"""Does one effect in a transaction of its own and says whether it is done; raises what the database raises."""


def _nothing(*_: object) -> Mapping[str, object]:
    return {}


@dataclass(frozen=True, kw_only=True)
class Record:
    """What a feature keeps, and what happens to it. Functions with a transaction work inside it."""

    performs: Mapping[type[FeatureEffect], Perform] = field(default_factory=dict)
    owners: Sequence[OutboxOwner] = ()
    known: Callable[[UseCaseContext, Transaction, Inquiry], Mapping[str, object]] = _nothing
    """What the engine may know of a caller: values for fields of `CallerRecord`; others it finds in `more`."""
    due: Callable[[UseCaseContext, datetime], bool] | None = None
    """Puts what has come due into the outbox, and says whether there may be more; asked again while there is."""
    due_first: bool = False
    """Whether a life may hang on what falls due: it comes before everything else, however long it takes."""
    hourly: Callable[[UseCaseContext, datetime], object] | None = None
    """What has served its time is gone; every hour, and at midnight UTC."""
    next_due: Callable[[Transaction, Sequence[OptOutKey]], Sequence[datetime]] | None = None
    """When something of these people has its turn next."""
    on_stop: Callable[[UseCaseContext, Transaction, OptOutKey, datetime], object] | None = None
    on_forget: Callable[[UseCaseContext, Transaction, Pseudonym, datetime], object] | None = None
    on_rotate: Callable[[Transaction], object] | None = None
    """What cannot be renamed when the line's key changes is made safe."""
    anybody: Callable[[Transaction, datetime], bool] | None = None
    """Whether there is anything to look up for anybody."""
    watched: Callable[[Transaction], tuple[frozenset[str], frozenset[str]]] | None = None
    """Caller keys and contact keys of those whose every message is looked up."""
    sealed: Sequence[Sealed] = ()
    """Columns of boxes that only a process that sends can open."""
    closed: Sequence[Sealed] = ()
    """Columns of words that this line itself can read."""
    named: Sequence[Named] = ()
    """Columns of pseudonyms."""


@dataclass(frozen=True)
class Feature:
    """One capability: its folder's name, its part of the conversation, and its record, opened when first needed."""

    name: str
    talk: Talk[Conversation]
    record: Callable[[], Record]
