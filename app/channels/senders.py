"""Several providers as one sender: each letter goes to the first that can carry it, each deletion to whose id it is."""

from __future__ import annotations

from collections.abc import Sequence

from app.channels.base import Letter, Provider
from app.channels.results import Outcome


class Senders:
    """What delivers letters for a line with these providers."""

    def __init__(self, providers: Sequence[Provider]) -> None:
        self._providers = tuple(providers)

    @property
    def rate(self) -> float:
        """Segments a second that the provider which sends texts may be handed."""
        return next((provider.can.rate for provider in self._providers if provider.can.texts), 1.0)

    def send(self, letter: Letter) -> Outcome:
        """What became of it; never an exception."""
        for provider in self._providers:
            if provider.can.calls if letter.channel == "voice" else provider.can.texts:
                return provider.send(letter)
        return Outcome("config_alarm")

    def delete(self, sid: str) -> bool:
        """Whether its provider keeps no copy of it, or never deletes any; False where the id is of none of these."""
        owner = next((provider for provider in self._providers if provider.knows(sid)), None)
        return owner is not None and (not owner.can.deletes or owner.delete(sid))

    def close(self) -> None:
        """No connection stays open."""
        for provider in self._providers:
            provider.close()
