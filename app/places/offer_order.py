"""In which order the nearest sites are offered: open ones, those that open soon, those that are not certain, the others. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec
import numpy as np
from numpy.typing import NDArray

from app.places.hours import LocalHours
from app.places.near import OPEN_WITHIN_KM
from app.places.opening_index import OPEN, UNSURE, Floats, Ints, OpeningIndex
from app.places.region_clock import NEVER
from app.places.site import DOUBTED_AFTER_DAYS
from app.places.sphere import chord_of

RADII_KM = (5.0, 25.0, 100.0)
"""How far to look: the first of these that holds ENOUGH sites."""
ENOUGH = 3
MOST_CLOSED = 128
"""Sites that are not open are put in order among this many nearest ones."""
_ONE_BY_ONE = 128
"""So many sites are quicker looked at one by one than all at once."""
SOON_SECONDS = 24 * 3600.0
"""Opening later than this, a site comes after those whose hours are not known."""


class InOrder(msgspec.Struct, frozen=True):
    """Positions among the nearest: those that are open, nearest first, and the others as they are offered."""

    opens: list[int]
    rest: list[int]


class OfferOrder:
    """Puts the nearest sites of one list in the order in which they are offered."""

    def __init__(self, rules: Iterable[LocalHours], rule: Ints, checked: NDArray[np.int32]) -> None:
        self._opening = OpeningIndex(rules)
        self._rule, self._checked = rule, checked
        self._oldest = int(checked.min()) if len(checked) else 0

    def of(
        self,
        numbers: Ints,
        now: datetime,
        known: dict[int, tuple[int, float]],
        *,
        chords: Floats,
        reach: float,
        wanted: int,
    ) -> InOrder:
        """These sites, nearest first, in the order they are offered; the others only where `wanted` are not open.

        `known` is what is known of rules at this moment, and grows.
        """
        if len(numbers) > _ONE_BY_ONE:
            return self._all_at_once(numbers, now, chords=chords, reach=reach, wanted=wanted)
        # one after the other: of few, most need not be looked at
        opens: list[int] = []
        rest: list[tuple[int, float, int]] = []
        stamp, today = now.timestamp(), now.toordinal() - DOUBTED_AFTER_DAYS
        within, near = radius(chords), chords.tolist()
        for i, (rule, checked) in enumerate(
            zip(self._rule.take(numbers).tolist(), self._checked.take(numbers).tolist(), strict=True)
        ):
            if near[i] > reach or len(opens) == wanted:
                break
            if checked < today:
                state, wait = UNSURE, 0.0
            elif rule in known:
                state, wait = known[rule]
            else:
                state, wait = known[rule] = self._opening.state_of(rule, now, stamp)
            if state == OPEN:
                opens.append(i)
            elif near[i] <= within:
                rest.append(_turn(state, wait, i))
        return InOrder(opens, [i for _, _, i in sorted(rest)])

    def _all_at_once(self, numbers: Ints, now: datetime, *, chords: Floats, reach: float, wanted: int) -> InOrder:
        """The same for very many sites."""
        opens = self._open(numbers, now, chords=chords, reach=reach)
        if len(opens) >= wanted:
            return InOrder(opens.tolist(), [])
        rest = self._rest(numbers, now, chords=chords, within=radius(chords), opens=opens)
        return InOrder(opens.tolist(), rest.tolist())

    def _open(self, numbers: Ints, now: datetime, *, chords: Floats, reach: float) -> Ints:
        """Positions of the sites within reach that are surely open, nearest first."""
        is_open = self._opening.open_now(self._rule.take(numbers), now)
        is_open &= chords <= reach
        if self._oldest < now.toordinal() - DOUBTED_AFTER_DAYS:
            is_open &= self._checked.take(numbers) >= now.toordinal() - DOUBTED_AFTER_DAYS
        return is_open.nonzero()[0]

    def _rest(self, numbers: Ints, now: datetime, *, chords: Floats, within: float, opens: Ints) -> Ints:
        """Positions of the sites that are not open, in the order they are offered."""
        others = np.ones(min(len(numbers), MOST_CLOSED), dtype=np.bool_)
        others[opens[opens < len(others)]] = False
        left = np.flatnonzero(others & (chords[: len(others)] <= within))
        chosen = numbers[left]
        state, wait = self._opening.states(self._rule.take(chosen), now)
        doubted = self._checked.take(chosen) < now.toordinal() - DOUBTED_AFTER_DAYS
        unsure = doubted | (state == UNSURE)
        waits = np.where(unsure, 0.0, np.round(wait))
        group = np.where(unsure, 1, np.where(waits <= SOON_SECONDS, 0, 2))
        return left[np.lexsort((left, waits, group))]


def radius(chords: Floats) -> float:
    """The first radius, as a chord, that holds enough of these; else the last one."""
    if len(chords) >= ENOUGH:
        for chord in _CHORDS:
            if chords[ENOUGH - 1] <= chord:
                return chord
    return _CHORDS[-1]


def _turn(state: int, wait: float, position: int) -> tuple[int, float, int]:
    """When a site that is not open is offered: one that opens soon, one that is not certain, one that opens later."""
    if state == UNSURE:
        return 1, 0.0, position
    seconds = float(round(wait)) if wait < NEVER else NEVER
    return (0 if seconds <= SOON_SECONDS else 2), seconds, position


_CHORDS = tuple(chord_of(km) for km in RADII_KM)
OPEN_REACH = chord_of(OPEN_WITHIN_KM)
"""An open site is offered up to here, as a chord."""
