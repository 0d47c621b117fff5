"""Staff words and examples as look-ups: whole messages in one step, phrases inside a message by their first word."""

from collections.abc import Iterable

import msgspec

from app.understanding.features import spelled
from app.understanding.meaning import Phrases
from app.understanding.normalise import exact_listed, plain


class Whole(msgspec.Struct, frozen=True):
    """What a whole message of staff's means: `kind` is word or example."""

    intent: str
    kind: str
    language: str


class PhraseTable:
    """Whole messages -> intent, and phrases inside -> intent, over all languages handed in."""

    def __init__(self, owned: Iterable[tuple[str, Phrases]]) -> None:
        self.whole: dict[str, Whole] = {}
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        listed = list(owned)
        for kind in ("word", "example"):
            for language, phrases in listed:
                source = phrases.words if kind == "word" else phrases.examples
                for intent, messages in source.items():
                    for message in messages:
                        self.whole.setdefault(exact_listed(message), Whole(intent, kind, language))
        for _, phrases in listed:
            for intent, messages in phrases.phrases.items():
                for message in messages:
                    parts = tuple(spelled(plain(message).text, {}, frozenset()))
                    if parts:
                        self._by_first.setdefault(parts[0], []).append((parts, intent))
        self.whole.pop("", None)

    def inside(self, tokens: list[str]) -> list[str]:
        """Intents whose phrases occur in the folded words."""
        found: list[str] = []
        for at, token in enumerate(tokens):
            for parts, intent in self._by_first.get(token, ()):
                if intent not in found and tuple(tokens[at : at + len(parts)]) == parts:
                    found.append(intent)
        return found
