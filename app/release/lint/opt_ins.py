"""What features say by themselves, and the rules for what they send first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from app.features import FEATURES
from app.language.sms_text import fill
from app.release.lint.discreet import SHOWN, TELLING
from app.release.lint.rule import Case, rule
from app.release.problems import Problem
from app.release.sources import EntrySource

PREFIXES = tuple(sorted({f"{feature.talk.flow}." for feature in FEATURES if feature.talk.flow}))
"""Keys that actions and the services of features say, without a node."""
BLANKS = {key: blanks for feature in FEATURES for key, blanks in feature.talk.blanks.items()}
NODES = frozenset().union(*(feature.talk.nodes for feature in FEATURES))
"""Where features lead by themselves."""
SPOKEN = frozenset().union(*(feature.talk.spoken for feature in FEATURES))
"""Keys of those that a call may say; the others are only ever texted."""
PLAIN = {plain: urgent for feature in FEATURES for plain, urgent in feature.talk.plain.items()}
"""Other words for what is urgent, by the words they stand in for: sent once where a phone company filters those."""
FIRST = frozenset().union(*(feature.talk.first for feature in FEATURES))
"""Keys of what is sent first, without a message just before it."""

_MARKED = re.compile(r"://|\bwww\.|\b\w+\.(?:org|com|net|gov|edu|us|info)\b|([!?*#$.])\1|\A\W*\(", re.IGNORECASE)
"""What filters look for: an address, a mark said twice, words in brackets at the beginning."""


@rule("DISCREET")
def what_is_sent_first_gives_nobody_away(case: Case) -> Iterator[Problem]:
    """The first 40 letters of a text that comes unasked have no word about drugs, and not the programme's name."""
    for entry in case.entries("DISCREET"):
        if entry.key not in FIRST:
            continue
        start = fill(entry.file.text, {"name": "Sam"})[:SHOWN]
        found = TELLING.search(start)
        if "{line_name}" in entry.file.text[:SHOWN]:
            message = "This names the programme on a locked screen. Take {line_name} out."
            yield entry.problem("text", "DISCREET", message)
        elif found:
            message = f"'{found[0]}' shows on a locked screen. Begin with words that anybody may read."
            yield entry.problem("text", "DISCREET", message)


@rule("PLAIN_WORDS")
def what_is_urgent_has_other_words_for_a_filter(case: Case) -> Iterator[Problem]:
    """Each urgent text has plain words beside it: others, with nothing about drugs, no address and no repeated marks."""
    for entries in case.sources.entries.values():
        for plain, urgent in PLAIN.items():
            if urgent in entries and plain not in entries:
                message = f"Phone companies may filter this. Add '{plain}': the same in other words."
                yield entries[urgent].problem("", "PLAIN_WORDS", message)
            elif plain in entries and (message := _filtered_too(entries, plain, urgent)):
                yield entries[plain].problem("text", "PLAIN_WORDS", message)


def _filtered_too(entries: Mapping[str, EntrySource], plain: str, urgent: str) -> str:
    """Why these words would be filtered like the first; empty where they would not."""
    text = entries[plain].file.text
    if urgent in entries and text.strip().casefold() == entries[urgent].file.text.strip().casefold():
        return f"These are the words of '{urgent}', which were filtered. Say it in others."
    found = TELLING.search(text.replace("911", "")) or _MARKED.search(text)
    return f"'{found[0].strip()}' may be filtered again. Leave it out." if found else ""
