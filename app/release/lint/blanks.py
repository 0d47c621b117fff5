"""Blanks in texts: only those on the list, and the peer line only where it may be missing."""

from __future__ import annotations

from collections.abc import Iterator

from app.language.sms_text import blanks_in
from app.places.reported import KINDS
from app.release.lint import by_text, opt_ins
from app.release.lint.rule import Case, rule
from app.release.problems import Problem, did_you_mean, shown

OWN_BLANKS = {
    "line.press": ("key", "label"),
    "line.number_twice": ("number",),
    "line.put_through": ("key", "name"),
    "line.connecting_line": ("name",),
    "line.text_word": ("word",),
    "line.ill": ("part",),
    "line.well": ("part",),
    **{f"line.reported_{kind}": ("people", "day", "place") for kind in KINDS},
    "line.door_language": ("key",),
    "line.door_by_text": ("key", "language"),
    "line.by_text_only": ("language",),
    **by_text.BLANKS,
    **opt_ins.BLANKS,
}
"""Blanks that the engine fills for one key only."""
PEER_KEYS = frozenset({"line.person"})
"""Keys said only when the programme has a peer line."""


@rule("BLANK_UNKNOWN", each_text=True)
def every_blank_is_on_the_list(case: Case) -> Iterator[Problem]:
    """A text has no blank but line_name, line_number, phone.NAME of numbers.yaml and what its key has of its own."""
    for entries in case.sources.entries.values():
        for entry in entries.values():
            known = [*case.release.blanks, *OWN_BLANKS.get(entry.key, ())]
            for field, words in entry.written:
                if "{" not in words and "}" not in words:
                    continue
                for name in blanks_in(words):
                    if name.startswith("programme."):
                        continue  # PROGRAMME_BLANK
                    if name not in known and not _numbers_unread(case, name):
                        near = did_you_mean(name, known) or " Blanks are {line_name}, {line_number}, {phone.NAME}."
                        message = f"There is no blank '{{{shown(name)}}}'.{near}"
                        yield entry.problem(field, "BLANK_UNKNOWN", message)
                if words.count("{") != words.count("}") or words.count("{") != len(blanks_in(words)):
                    message = "A { or } stands alone. Take it out, or close the blank."
                    yield entry.problem(field, "BLANK_UNKNOWN", message)


@rule("BLANK_LOST")
def no_text_of_a_feature_lost_what_is_filled_in(case: Case) -> Iterator[Problem]:
    """What a feature fills into a text (the place of an alarm, the minutes of a timer) has its blank there in every language."""
    for key, blanks in opt_ins.BLANKS.items():
        for entry in (entries[key] for entries in case.sources.entries.values() if key in entries):
            for blank in blanks:
                if blank not in blanks_in(entry.file.text):
                    message = f"The blank '{{{blank}}}' is gone, so nobody is told it. Put '{{{blank}}}' back where it belongs."
                    yield entry.problem("text", "BLANK_LOST", message)


def _numbers_unread(case: Case, name: str) -> bool:
    return name.startswith("phone.") and "content/numbers.yaml" in case.sources.unread


@rule("BLANK_EMPTY", each_text=True)
def the_peer_number_is_only_named_where_there_is_one(case: Case) -> Iterator[Problem]:
    """`{peer_number}` stands in line.person alone: a programme without a peer line has none."""
    for entries in case.sources.entries.values():
        for entry in entries.values():
            for field, words in entry.written:
                if "{peer_number}" in words and entry.key not in PEER_KEYS:
                    message = "'{peer_number}' may be empty here. Use it in line.person only; write: text PERSON."
                    yield entry.problem(field, "BLANK_EMPTY", message)
