"""Which topic a message is about, from the words staff listed."""

from collections.abc import Iterable, Mapping

from app.language.heard import heard
from app.understanding.features import spelled
from app.understanding.normalise import plain

DRUGS: frozenset[str] = frozenset(
    "fentanyl heroin opioids pressed_pills stimulants meth cocaine crack mdma ghb ketamine alcohol benzos cannabis psychedelics nitrous kratom "
    "xylazine medetomidine nitazenes buprenorphine methadone".split()
)
_TOGETHER = heard("together")


class Topics:
    """Words staff listed per topic, looked up in a message: the longest match wins, then the order of the file."""

    def __init__(self, listed: Iterable[Mapping[str, tuple[str, ...]]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], int, str]]] = {}
        order = 0
        for topics in listed:
            for topic, words in topics.items():
                for phrase in words:
                    order += 1
                    parts = tuple(spelled(plain(phrase).text, {}, frozenset()))
                    if parts:
                        self._by_first.setdefault(parts[0], []).append((parts, order, topic))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def find(self, tokens: list[str]) -> str | None:
        """The topic of the folded words, or None."""
        best: tuple[int, int, str] | None = None
        drugs: set[str] = set()
        for at, token in enumerate(tokens):
            for parts, order, topic in self._by_first.get(token, ()):
                if tuple(tokens[at : at + len(parts)]) == parts:
                    if topic in DRUGS:
                        drugs.add(topic)
                    if best is None or (len(parts), -order) > (best[0], best[1]):
                        best = (len(parts), -order, topic)
                    break
        if len(drugs) > 1 and best is not None and best[2] in DRUGS and _TOGETHER.intersection(tokens):
            return "mixing"
        return best[2] if best else None
