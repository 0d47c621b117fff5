"""What the line says about check-ins and safety checks by itself, and the rule for what it sends first."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.engine.text import fill
from app.library.check.rule import Case, rule
from app.library.problems import Problem

PREFIXES = ("checkins.", "safety_checks.")
"""Keys that actions and the services of check-ins say, without a node."""
BLANKS = {
    "checkins.agree": ("when", "words"),
    "checkins.confirm": ("when",),
    "safety_checks.alarm": ("name", "place"),
    "safety_checks.alarm_place": ("place",),
    "safety_checks.armed": ("minutes",),
    "safety_checks.armed_code": ("minutes",),
    "safety_checks.confirm": ("minutes", "words"),
    "safety_checks.invitation": ("name",),
    "safety_checks.invited": ("words",),
    "safety_checks.will_get": ("words",),
}
NODES = ("checkins.good", "checkins.talk", "checkins.supplies")
"""Where the answers to a nudge lead."""
SPOKEN = frozenset(
    {
        f"checkins.{name}"
        for name in "menu when when_again zone outside_hours agree by_text no_number not_here paused ended".split()
    }
    | {f"safety_checks.{name}" for name in "by_text none_runs ring ring_code ring_closed alarm_call".split()}
)
"""Keys of those that a call may say; the others are only ever texted."""
FIRST = frozenset(
    {f"checkins.{name}" for name in "nudge.plain nudge.friend nudge.reminder still_wanted confirm".split()}
    | {
        f"safety_checks.{name}"
        for name in "invitation contact_said_yes prompt prompt_code alarm all_clear ended handled unconfirmed on_call".split()
    }
)
"""Keys of what is sent first, without a message just before it."""
SHOWN = 40
"""Letters that a locked screen shows."""
_TELLING = re.compile(
    r"\b(?:drug|overdos|naloxon|narcan|fentan|heroin|opioid|meth|crack|coca[ií]n|needle|syring|inject|high|us(?:e|ing)\b|dose|"
    r"harm|reduction|treatment|detox|hiv|hep|police|safety|droga|sobredos|jering|aguja|inyect|da[ñn]o|usar|consum|tratamiento|"
    r"polic)|\bOD\b|911",
    re.IGNORECASE,
)


@rule("DISCREET")
def what_is_sent_first_gives_nobody_away(case: Case) -> Iterator[Problem]:
    """The first 40 letters of a text that comes unasked have no word about drugs, and not the programme's name."""
    for entry in case.entries("DISCREET"):
        if entry.key not in FIRST:
            continue
        start = fill(entry.file.text, {"name": "Sam"})[:SHOWN]
        found = _TELLING.search(start)
        if "{line_name}" in entry.file.text[:SHOWN]:
            message = "This names the programme on a locked screen. Take {line_name} out."
            yield entry.problem("text", "DISCREET", message)
        elif found:
            message = f"'{found[0]}' shows on a locked screen. Begin with words that anybody may read."
            yield entry.problem("text", "DISCREET", message)
