"""What a call can be had as by text: it fits, gives nobody away, and has a key."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from app.engine.text_copy import MOST_SEGMENTS, fits, is_whole
from app.engine.text_from_call import KEY
from app.release.lint.discreet import SHOWN, telling
from app.release.lint.rule import Case, rule
from app.release.problems import Problem

BLANKS = {f"line.text_me_{name}": ("word",) for name in ("hidden", "cannot", "down")}
WRITTEN = frozenset({"line.text_me_start", "line.text_me_end"})
"""Keys that stand in the text itself, and are never spoken."""

_fits = lru_cache(maxsize=4096)(fits)


@rule("TEXT_ME_LONG", needs_the_engine=True)
def what_can_be_had_by_text_fits_one(case: Case) -> Iterator[Problem]:
    """In each language that a call is in, what a node says stands whole in one text, with the words around it."""
    told: set[tuple[str, str]] = set()
    spoken = [language for language in case.release.languages if case.library.packs.speaks(language)]
    for node in case.release.nodes.values():
        for language in spoken if node.text_me and not node.do else ():
            if (language, node.say) in told or is_whole(case.library, node, language, fits=_fits):
                continue
            told.add((language, node.say))
            entry = case.sources.entries.get(language, {}).get(node.say)
            message = f"A call cannot be had by text here: it takes more than {MOST_SEGMENTS} segments. "
            message += f"Cut this, or write 'text_me: no' at {node.name}."
            if entry is not None:
                yield entry.problem("text", "TEXT_ME_LONG", message)


@rule("TEXT_ME_SHOWN", needs_the_engine=True)
def a_text_from_a_call_gives_nobody_away(case: Case) -> Iterator[Problem]:
    """The words before it fill what a locked screen shows, with nothing about drugs and not the programme's name."""
    for language in case.sources.languages:
        entry = case.sources.entries.get(language, {}).get("line.text_me_start")
        if entry is None:
            continue
        start = entry.file.text[:SHOWN]
        found = "{line_name}" if "{line_name}" in start else telling(start)
        if found:
            message = f"'{found}' shows on a locked screen. Begin with words that anybody may read."
            yield entry.problem("text", "TEXT_ME_SHOWN", message)
        elif len(entry.file.text) < SHOWN:
            message = (
                f"A locked screen shows {SHOWN} letters: after these {len(start)}, what was asked for. Write more."
            )
            yield entry.problem("text", "TEXT_ME_SHOWN", message)


@rule("TEXT_ME_KEY", needs_the_engine=True)
def what_can_be_had_by_text_has_a_key(case: Case) -> Iterator[Problem]:
    """A node that a call can be had by text at leaves key 8 free."""
    for node in case.sources.nodes.values():
        if case.release.nodes[node.name].text_me and KEY in node.file.choices:
            message = f"Key {KEY} texts this to a caller, and is a choice as well. Move that, or write 'text_me: no'."
            yield node.problem(("choices", KEY), "TEXT_ME_KEY", message)
