"""The nearest sites that have what a caller wishes, and what is said where none has it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from app.places.near import Near
from app.places.place_words import PlaceWords
from app.places.wishes import has, wish_words


class Wished(msgspec.Struct, frozen=True):
    """What is left of a list, and the sentence that says what was wished."""

    near: tuple[Near, ...]
    heading: str
    """The wishes that every site of the list has, in words; empty when there are none."""
    remark: str
    """What cannot be had here, or is not known."""


def sift(
    near: Sequence[Near], wishes: Sequence[str], services: Sequence[str], *, now: datetime, words: PlaceWords
) -> Wished:
    """The sites with all services and every wish that any has; wishes that none has are said, never passed over."""
    found = {wish: [has(one.site, wish, now) for one in near] for wish in wishes}
    met = [wish for wish in wishes if True in found[wish]]
    unknown = [wish for wish in wishes if wish not in met and False not in found[wish]]
    missed = [wish for wish in wishes if wish not in met and wish not in unknown]
    kept = [
        one for n, one in enumerate(near)
        if all(found[wish][n] is True for wish in met) and all(service in one.site.services for service in services)
    ]  # fmt: skip
    while not kept and met:  # no one place has all of it: the last wish gives way, and is said
        missed.append(met.pop())
        kept = [one for n, one in enumerate(near) if all(found[wish][n] is True for wish in met)]
    table = words.wishes
    remarks = [
        table[key].format(wishes=_listed(some, words))
        for key, some in (("none", missed), ("not_said", unknown))
        if some
    ]
    return Wished(tuple(kept or near), _listed(met, words), " ".join(remarks))


def _listed(wishes: Sequence[str], words: PlaceWords) -> str:
    return ", ".join(wish_words(wish, words) for wish in wishes)
