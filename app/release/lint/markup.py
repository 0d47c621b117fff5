"""What a web page or a chat window marks its words up with is read aloud and texted as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.release.lint.rule import Case, rule
from app.release.problems import Problem, shown

_MARKUP = re.compile(r"</?[A-Za-z][^<>]{0,80}>|&(?:[a-z]{2,6}|#\d{2,5});|\*\*(?=\w)|__(?=\w)|\]\(\w")


@rule("MARKUP", each_text=True)
def no_text_has_marks_of_a_web_page(case: Case) -> Iterator[Problem]:
    """No text has tags, named characters or Markdown in it: phones show them letter by letter."""
    for entries in case.sources.entries.values():
        for entry in entries.values():
            for field, words in entry.written:
                if found := _MARKUP.search(words):
                    message = f"'{shown(found.group())}' is a mark of a web page, and phones show it as it stands. Take it out."
                    yield entry.problem(field, "MARKUP", message)
