"""What is asked next about a page: "2 lines?" after the strip, "how much" after jail. Words from staff, heard only there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from app.language.said import Reports

if TYPE_CHECKING:
    from app.engine.release import Node, Speech
    from app.language.said import Phrase, Said


class FollowUps:
    """Every language's words for what is asked next; which of them a page hears stands in its node."""

    def __init__(self, spoken: Mapping[str, Speech], nodes: Mapping[str, Node]) -> None:
        phrases: dict[str, tuple[Phrase, ...]] = {}
        for speech in spoken.values():
            for name, listed in speech.follow_ups.items():
                phrases[name] = (*phrases.get(name, ()), *listed)
        self._heard = {
            node.name: Reports({name: phrases[name] for name in node.follow_ups if name in phrases})
            for node in nodes.values()
            if node.follow_ups
        }
        self._nodes = nodes

    def asked(self, node: str, said: Said) -> str:
        """The node that answers what is asked next about this one; empty where nothing of it is asked."""
        heard = self._heard.get(node)
        name = said.tells(heard) if heard else ""
        target = self._nodes[node].follow_ups[name] if name else ""
        return target if target in self._nodes else ""
