"""Words of both languages that say the same, under one name: what is learnt from one is known of all.

These are for telling intents apart; the letters of lexicon.py are for telling an emergency.
"""

from itertools import pairwise

from app.language.heard import heard_under

CONCEPTS = heard_under("concepts")


def _table() -> dict[str, tuple[str, ...]]:
    """Word -> the concepts it belongs to."""
    table: dict[str, tuple[str, ...]] = {}
    for concept, listed in CONCEPTS.items():
        for word in dict.fromkeys(listed):
            table[word] = (*table.get(word, ()), concept)
    return table


_CONCEPTS_OF = _table()
CONCEPT_WORDS: frozenset[str] = frozenset(_CONCEPTS_OF)


def features(tokens: list[str]) -> list[str]:
    """The concepts of the words, pairs of neighbours among them, and how many words of everyday life there are."""
    named = [_CONCEPTS_OF[token] for token in tokens if token in _CONCEPTS_OF]
    found = [f"@{concept}" for concepts in named for concept in concepts]
    found += [f"@{first[0]} {second[0]}" for first, second in pairwise(named)]
    everyday = sum(1 for concepts in named if concepts[-1].startswith("x_"))
    ours = sum(1 for concepts in named if not concepts[0].startswith("x_") and concepts[0] not in _PLAIN)
    found.append(f"@life{min(everyday, 3)}")
    found.append(f"@ours{min(ours, 4)}")
    return found


_PLAIN = frozenset(
    "where how what who when why can want need find give have send show go please now later this day again hello thanks bye fine past free".split()
)
