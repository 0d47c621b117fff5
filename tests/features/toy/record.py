"""What the toy keeps: in memory, which is enough to see that it is asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from app.features.context import UseCaseContext
from app.features.feature import Asking, Inquiry, OutboxOwner, Pseudonym, Record
from app.outbox.key_rotation import Named, own_box
from app.privacy.pseudonyms import CallerKey, OptOutKey
from app.store.database import Transaction
from tests.features.toy.talk import Sing

songs: set[CallerKey] = set()
heard: list[str] = []


def _sing(_: UseCaseContext, _effect: Sing, asking: Asking) -> bool:
    songs.add(asking.phone.caller_key)
    return True


def _known(_: UseCaseContext, _session: Transaction, who: Inquiry) -> Mapping[str, object]:
    return {"songs": who.phone.caller_key in songs}


def _stop(_: UseCaseContext, _session: Transaction, _key: OptOutKey, _now: datetime) -> None:
    heard.append("stop")


def _forget(_: UseCaseContext, _session: Transaction, person: Pseudonym, _now: datetime) -> None:
    songs.discard(person.owner)
    heard.append("forget")


def _due(_: UseCaseContext, _now: datetime) -> bool:
    heard.append("due")
    return False


RECORD = Record(
    performs={Sing: _sing},
    owners=(OutboxOwner("toy", lambda _session, id, _step: id == "wanted"),),
    known=_known,
    due=_due,
    hourly=lambda _context, _now: heard.append("hourly"),
    on_stop=_stop,
    on_forget=_forget,
    on_rotate=lambda _session: heard.append("rotate"),
    anybody=lambda _session, _now: bool(songs),
    sealed=(own_box("toy", "number_sealed", "number"),),
    named=(Named("toy", "owner", "caller"),),
)
