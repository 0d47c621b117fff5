"""The way out: an entry may accept a check, with a reason that whoever reads it next understands."""

from __future__ import annotations

from collections.abc import Iterator

from app.release.lint.rule import Case, rule
from app.release.problems import Problem, did_you_mean, shown

ACCEPTABLE = frozenset(
    "ACCENT READING AVOID VOICE LONG LETTERS LABEL_LONG KEY_UNUSED STALE CARRIER_TOLD PLAIN_FACT PHONE_RAW PROMISE LINK_OPEN "
    "NUMBER_UNUSED LESS_SAID NOTE_LEFT EMERGENCY_SOFT FIGURE LANGUAGE_COPIED".split()
)
"""Checks that one entry may pass by with a reason; emergency checks never."""
SHORTEST_REASON = 12


@rule("ACCEPT")
def accepted_codes_are_known(case: Case) -> Iterator[Problem]:
    """Under `accept:` stand codes that may be accepted, each with a reason of some words."""
    for entries in case.sources.entries.values():
        for entry in entries.values():
            for code, reason in entry.file.accept.items():
                message = ""
                if code not in ACCEPTABLE:
                    near = did_you_mean(code, ACCEPTABLE)
                    message = f"'{shown(code)}' cannot be accepted.{near} See docs/check.md."
                elif len(reason.strip()) < SHORTEST_REASON:
                    message = f"Say in a few words why {code} may pass here."
                if message:
                    yield entry.document.problem((entry.key, "accept", code), "ACCEPT", message, key=True)
