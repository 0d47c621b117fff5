"""Classes of words that matter for telling an emergency: one letter a word, one short string a message."""

from app.language.heard import heard_under

# Letter -> words. A message becomes a string of these letters ('.' for every other word); the rules in signs.py
# and the model's features read that string, so a synonym added here works everywhere.
CLASSES = heard_under("word_classes")


def _table() -> dict[str, str]:
    """Word -> letter; the first class that lists a word keeps it."""
    table: dict[str, str] = {}
    for letter, listed in CLASSES.items():
        for word in listed:
            table.setdefault(word, letter)
    return table


LETTER: dict[str, str] = _table()

# Where one of these is, less certainty is needed.
EVIDENCE: frozenset[str] = frozenset("BWUuGgOoAYyZHXVMnl")
# These alone speak more softly: they are words of any day too.
FAINT: frozenset[str] = frozenset("CDScTRks!")


def shape(tokens: list[str]) -> str:
    """The message as one letter a word."""
    get = LETTER.get
    return "".join([get(token, ".") for token in tokens])
