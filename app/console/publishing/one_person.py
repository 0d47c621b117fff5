"""Two accounts that one keeper had in hand lately count as one: whoever makes an account, or a link into one, can sign in as it.

The log of accounts says who made what for whom. It is read, not believed blindly: where it is broken, the log itself says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from app.release.approvals import person
from app.release.history.views import TrailLine

LASTS = timedelta(days=3)
"""So long somebody who was let in by another approver does not count as a second person beside them."""
MOST_LINES = 1000
_LET_IN = {"invited": " as ", "link made": ""}


def let_in(lines: Iterable[TrailLine], now: datetime) -> dict[str, set[str]]:
    """Person -> who made their account or a link into it lately."""
    found: dict[str, set[str]] = {}
    for line in lines:
        if line.act not in _LET_IN or now - line.at > LASTS:
            continue
        about = (
            line.about.removeprefix("for ") if line.act == "link made" else line.about.rpartition(_LET_IN[line.act])[0]
        )
        found.setdefault(person(about), set()).add(person(line.who))
    return found


def counts_as(name: str, other: str, by: dict[str, set[str]]) -> bool:
    """Whether one of the two let the other in, or one who was let in lately by both did, directly or by another account."""
    mine, theirs = _hands(person(name), by), _hands(person(other), by)
    return person(name) != person(other) and bool(mine & theirs)


def _hands(name: str, by: dict[str, set[str]]) -> set[str]:
    """This person, and all in whose hands their account was."""
    found, waiting = {name}, [name]
    while waiting:
        for one in by.get(waiting.pop(), set()) - found:
            found.add(one)
            waiting.append(one)
    return found
