"""Texts that count their steps follow one another: `Step 2.` leads on to `Step 3.`"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from app.release.lint.parts import flat
from app.release.lint.rule import Case, rule
from app.release.problems import Problem

_COUNTED = re.compile(r"(?:[^.?!]{0,24}, )?([a-z]{3,12}) (\d{1,2})[.:] ")


@rule("STEP_ORDER")
def a_counted_step_leads_to_the_following_one(case: Case) -> Iterator[Problem]:
    """Where a text and the one `next` leads to both count their steps by the same word, the second is one more."""
    language = case.sources.languages[0] if case.sources.languages else ""
    for node in case.sources.nodes.values():
        here = _count(case, language, node.name)
        there = _count(case, language, node.to(node.file.next)) if node.file.next else None
        if here and there and here[0] == there[0] and there[1] != here[1] + 1:
            message = f"This is step {here[1]}, and 'next' leads to step {there[1]}: one would be left out. "
            yield node.problem(("next",), "STEP_ORDER", message + f"Lead it to step {here[1] + 1}.")


@rule("STEP_ORDER")
def every_counted_step_has_the_one_before_it(case: Case) -> Iterator[Problem]:
    """To each text that begins `Step 2` or later some page leads."""
    language = case.sources.languages[0] if case.sources.languages else ""
    followed = {to for node in case.sources.nodes.values() for _, to in node.leads()}
    for node in case.sources.nodes.values():
        here = _count(case, language, node.name)
        if here and here[1] > 1 and node.name not in followed:
            message = (
                f"This is step {here[1]}, and no page leads here any more: whoever does step {here[1] - 1} is led "
            )
            yield node.problem((), "STEP_ORDER", f"{message}to another step. Lead its 'next' here.")


def _count(case: Case, language: str, name: str) -> tuple[str, int] | None:
    node = case.sources.nodes.get(name)
    entry = case.sources.entries.get(language, {}).get(node.file.say) if node else None
    return _counted(entry.file.text) if entry else None


@lru_cache(maxsize=4096)
def _counted(text: str) -> tuple[str, int] | None:
    found = _COUNTED.match(flat(text))
    return (found.group(1), int(found.group(2))) if found else None
