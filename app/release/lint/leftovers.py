"""What stands in a text by accident: quotes of a word processor around all of it, a note to a colleague."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.release.lint.rule import Case, rule
from app.release.problems import Problem, shown

_WHOLE = re.compile(r"\s*[\u201c\u201d\u2018\u00ab](.*)[\u201d\u201c\u2019\u00bb]\s*", re.DOTALL)
_QUOTE = re.compile(r"[\u201c\u201d\u2018\u00ab\u00bb]")
_NOTE = re.compile(r"\[[^\]\n]{4,80}\]|\b(?:TODO|FIXME|XXX+|TBD)\b|\blorem ipsum\b|\?{3,}|<<[^<>\n]{1,60}>>")


@rule("QUOTED_WHOLE", mend=True, each_text=True)
def no_text_stands_in_curly_quotes(case: Case) -> Iterator[Problem]:
    """No text is in curly quotes from end to end: those meant for the file are straight."""
    for entries in case.sources.entries.values():
        for entry in entries.values():
            for field, words in entry.written:
                found = _WHOLE.fullmatch(words)
                if found and not _QUOTE.search(found.group(1)):
                    message = "Curly quotes stand around all of this, and people would read them. Take them out."
                    yield entry.problem(field, "QUOTED_WHOLE", message)


@rule("NOTE_LEFT", mend=True, each_text=True)
def no_text_has_a_note_to_a_colleague(case: Case) -> Iterator[Problem]:
    """No text has words in square brackets, TODO, ??? or the like, unless it says why."""
    for entry in case.entries("NOTE_LEFT"):
        for field, words in entry.written:
            if found := _NOTE.search(words):
                message = f"'{shown(found.group())}' looks like a note to a colleague, and would be sent to callers. "
                yield entry.problem(field, "NOTE_LEFT", message + "Take it out.")
