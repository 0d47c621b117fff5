"""Words typed without a space between: 'shesnotbreathing', 'nearme', 'stoptexting'."""

from app.language.heard import heard
from app.understanding.spelling import fold

# Words that may be found inside a run-together one; short ones only beside long ones.
_PARTS: frozenset[str] = heard("run_together")
_LONGEST = 40


def split_words(word: str) -> tuple[str, ...]:
    """The two or more words run together here, folded; empty when it is no such thing."""
    size = len(word)
    if size < 7 or size > _LONGEST:
        return ()
    best: list[list[str] | None] = [[], *([None] * size)]
    for end in range(1, size + 1):
        for start in range(max(0, end - 12), end):
            before = best[start]
            if before is None or word[start:end] not in _PARTS:
                continue
            found = [*before, word[start:end]]
            current = best[end]
            if current is None or len(found) < len(current):
                best[end] = found
    parts = best[size]
    if parts is None or len(parts) < 2 or max(map(len, parts)) < 4 or size / len(parts) < 2.6:
        return ()
    return tuple(folded for part in parts for folded in fold(part))
