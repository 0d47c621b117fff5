"""The line adds the numbers of choices by itself: a text that types them says them twice, and lies once one is moved."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.release.lint.parts import flat
from app.release.lint.rule import Case, rule
from app.release.problems import Problem

_LEAST = 3
"""Choices that a text lists before it is called a list: two may be an answer that is asked for in words."""


@rule("MENU_TYPED", mend=True)
def no_text_types_the_numbers_of_its_choices(case: Case) -> Iterator[Problem]:
    """No text of a page with choices counts 1, 2, 3 itself."""
    for node in case.sources.nodes.values():
        if len(node.file.choices) < _LEAST or not node.file.say:
            continue
        counted = [str(number) for number in range(1, _LEAST + 1)]
        for entries in case.sources.entries.values():
            entry = entries.get(node.file.say)
            if entry is None:
                continue
            numbers = re.findall(r"(?:^|(?<=[.?!:;,] )|(?<=[a-z] ))(\d)(?=[ .)=:-]+[a-z])", flat(entry.file.text))
            if numbers[:_LEAST] == counted:
                message = "This types the list of choices, and the line adds it below by itself: it would come twice. "
                yield entry.problem("text", "MENU_TYPED", f"{message}Take the numbers out of the text.")
