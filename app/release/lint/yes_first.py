"""Where a text asks for a plain yes, 1 is the yes: the program does what was asked on a 1, whatever stands beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.release.lint.rule import Case, rule
from app.release.problems import Problem, shown

_NUMBERED = re.compile(r"^([12])[ .)=:-]+([^\W\d_]+)", re.MULTILINE)


@rule("YES_FIRST")
def one_is_the_yes(case: Case) -> Iterator[Problem]:
    """No text that numbers a yes and a no has the no as 1 or the yes as 2."""
    for language, entries in case.sources.entries.items():
        pack = case.sources.speech.get(language)
        if pack is None:
            continue
        yes, no = (frozenset(map(str.casefold, pack.file.answers.get(name, ()))) for name in ("yes", "no"))
        for entry in entries.values():
            numbered = {number: word.casefold() for number, word in _NUMBERED.findall(entry.file.text)}
            first, second = numbered.get("1", ""), numbered.get("2", "")
            if (first in no and first not in yes and second) or (second in yes and second not in no and first):
                message = (
                    f"1 is '{shown(first)}' here and 2 is '{shown(second)}'. On a 1 this line does what was asked, "
                )
                message += "and nobody can take it back: whoever means no would lose everything. Put the yes first."
                yield entry.problem("text", "YES_FIRST", message)
