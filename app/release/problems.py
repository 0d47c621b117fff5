"""A staff mistake with its place: what is wrong, what to do, and how it is shown."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable
from typing import Literal

import msgspec

Severity = Literal["error", "warning"]
Weight = Literal["hold", "mend", "know"]
"""What a problem does to an edit: keeps it from callers, goes live but is to be mended, or is only to be known."""


class Problem(msgspec.Struct, frozen=True, order=True):
    """One mistake in a staff file; line and column count from 1, line 0 means the file as a whole."""

    path: str
    line: int
    column: int
    code: str
    message: str
    """What is wrong. What to do. Did you mean 'x'?"""
    severity: Severity = "error"
    mend: bool = False
    """Whether the rule that found it says that it keeps no release from callers."""

    @property
    def weight(self) -> Weight:
        """What this does to an edit, as its rule says, or MENDABLE for what is found elsewhere."""
        if self.severity == "warning":
            return "know"
        return "mend" if self.mend or self.code in MENDABLE else "hold"

    def __str__(self) -> str:
        warning = "warning: " if self.severity == "warning" else ""
        return f"{self.path}:{max(self.line, 1)}:{max(self.column, 1)}: {self.code} {warning}{self.message}"


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems by file and line, each once."""
    return tuple(sorted(set(problems)))


CONSEQUENCES = frozenset(
    """
    CHOICE_SELF CLAIM_PRIMARY CLAIM_UNSAID EMERGENCY_NODE EMERGENCY_PROOF ENTRY_MISSING FIGURE INTENT_MISSING KEY_MISSING KEY_UNUSED LABEL_CROSSED
    LANGUAGE_GAP LESS_SAID LONG
    NODE_LOST OPTION_LOST PART_MISSING READING REPORT_WAY STALE TEXT_MISSING TOPIC_ELSEWHERE VOICE WORDS_MISSING
    """.split()
)
"""Codes that mostly follow from another mistake, and are told after it."""
_MOST_ALIKE = 5
"""Problems of one code in one file that are told one by one; the rest is counted."""


SIGNATURE_LOST = frozenset({"CLAIM_CHANGED", "EMERGENCY_LOCK", "REVIEW_CHANGED"})
"""Codes that say only that something was changed after somebody signed: what was changed is told before them."""
_ORDER = {"hold": 0, "mend": 1, "know": 2}
_NEAR = 15
"""Lines: an entry with what stands under it."""


def by_cause(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems: what holds back first, what is only to be known last, and causes before what follows from them."""
    found = set(problems)
    lost = [one for one in found if one.code in SIGNATURE_LOST]

    def weight(one: Problem) -> int:
        """Its own; or that of a signature which was lost by the very thing this names."""
        if one.code in SIGNATURE_LOST or one.code in CONSEQUENCES or one.weight == "know":
            return _ORDER[one.weight]
        near = [other for other in lost if other.path == one.path and abs(other.line - one.line) <= _NEAR]
        return min([_ORDER[one.weight], *(_ORDER[other.weight] for other in near)])

    def key(one: Problem) -> tuple[int, bool, int, Problem]:
        return weight(one), _of_the_file(one), _follows(one), one

    return tuple(sorted(found, key=key))


def _follows(problem: Problem) -> int:
    """Greater for what follows from others: a lost signature from whatever was changed, of the steps before of one fact."""
    if problem.code in SIGNATURE_LOST:
        return 2 if problem.code == "EMERGENCY_LOCK" else 3
    return int(problem.code in CONSEQUENCES)


def _of_the_file(problem: Problem) -> bool:
    """False, so that it comes first, where a file cannot be read or is not there."""
    return not problem.code.startswith(("YAML", "FILE"))


def folded(problems: Iterable[Problem]) -> Iterable[str]:
    """The problems as lines to read: many of one kind in one file are counted after the first few."""
    told: dict[tuple[str, str], int] = {}
    listed = list(problems)
    for problem in listed:
        kind = (problem.path, problem.code)
        told[kind] = told.get(kind, 0) + 1
        if told[kind] <= _MOST_ALIKE:
            yield str(problem)
        elif told[kind] == _MOST_ALIKE + 1:
            rest = sum((one.path, one.code) == kind for one in listed) - _MOST_ALIKE
            yield f"{problem.path}:{max(problem.line, 1)}:1: {problem.code} and {rest} more like this (all: --json)"


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Those that are more than a warning."""
    return tuple(problem for problem in problems if problem.severity == "error")


MENDABLE = frozenset(
    """
    ACCENT ACCEPT AVOID AVOID_MISSING CHOICE_GAP CHOICE_TWICE CLAIM_ADDRESS CLAIM_CLASH CLAIM_DATES
    CLAIM_DUE CLAIM_ELSEWHERE CLAIM_KIND CLAIM_NONE CLAIM_PRIMARY CLAIM_QUOTE CLAIM_UNSAID CLAIM_UNSIGNED CLAIM_UNUSED
    DATES DRUGS_REVIEW DRUG_ANSWER DRUG_NAME_TWICE DUE FIGURE HEARS_FEWER INTENT_MISSING KEY_UNUSED LABEL_LONG
    LANGUAGE_DOOR LANGUAGE_GAP LANGUAGE_MIXED LANGUAGE_NAMES LAUNCH LAUNCH_PROGRAMME LESS_SAID LETTERS LINK_OPEN LONG
    MARKUP NODE_LOST NUMBER_UNUSED
    PHONE_FICTION PHONE_FORM PHRASE_CLASH PHRASE_CRY PHRASE_EMPTY PHRASE_INTENT PHRASE_KEY
    PHRASE_RESERVED PLACE PLACE_FAR PLACE_WORDS PLAIN_FACT READING REVIEW_FAR REVIEW_UNMARKED SITE_COLUMN SITE_FILE SITE_ROW
    SOURCE STALE TEXT_ME_KEY TEXT_ME_LONG
    TOPIC_ELSEWHERE TOPIC_WORDS UNTRANSLATED VOICE WAY_OUT
    """.split()
)
"""Codes of errors that staff mend before they publish, but that keep no release from callers: an answer in a hard
word is better than none. Any other error keeps files from going live."""


def keeping_out(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Those that keep files from going live."""
    return tuple(problem for problem in problems if problem.weight == "hold")


def _listed(problem: Problem) -> dict[str, object]:
    fields = msgspec.structs.asdict(problem) | {"severity": problem.weight}
    del fields["mend"]
    return fields


def as_json(problems: Iterable[Problem]) -> str:
    """The problems as one JSON list of objects, for editors and other programs."""
    listed = [_listed(problem) for problem in problems]
    return msgspec.json.format(msgspec.json.encode(listed), indent=2).decode()


def as_github(problem: Problem) -> str:
    """The problem as a GitHub workflow command, which shows it beside the line in a pull request."""
    place = f"file={_property(problem.path)},line={max(problem.line, 1)},col={max(problem.column, 1)}"
    return f"::{problem.severity} {place},title={_property(problem.code)}::{_escaped(problem.message)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def shown(text: str, *, most: int = 60) -> str:
    """The text as it may stand in a message: one line, nothing that moves a terminal's cursor, not endless."""
    clean = "".join(letter if letter.isprintable() else "?" for letter in text[: most + 1])
    return clean if len(clean) <= most else clean[: most - 3] + "..."


def did_you_mean(word: str, known: Collection[str]) -> str:
    """` Did you mean 'x'?` when something known is close to the word, else nothing."""
    close = difflib.get_close_matches(word[:80], known, n=1, cutoff=0.6)
    return f" Did you mean '{shown(close[0])}'?" if close else ""
