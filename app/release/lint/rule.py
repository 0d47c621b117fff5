"""What a rule is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from app.release.lint.case import CRISIS_INTENT, EMERGENCY_INTENTS, USUAL_BLANKS, Case
from app.release.problems import Problem

Find = Callable[[Case], Iterable[Problem]]


class Rule(msgspec.Struct, frozen=True):
    """One thing that is checked."""

    codes: tuple[str, ...]
    about: str
    find: Find
    needs_the_engine: bool = False
    """Whether it runs the engine on the release, and so waits until that hangs together."""
    mend: bool = False
    """Whether what it finds keeps no release from callers: for staff to mend before they publish."""
    of_texts: bool = False
    """Whether it looks at texts, and of flows at what `Case.for_texts` has of them alone."""
    each_text: bool = False
    """Whether it looks at one key at a time, in every language, and beside that at what `each_text.beside_texts` has alone."""
    beside: Callable[[Case], Any] | None = None
    """What such a rule reads of all other texts, taken from `Case.once`."""


def rule(
    *codes: str,
    needs_the_engine: bool = False,
    mend: bool = False,
    of_texts: bool = False,
    each_text: bool = False,
    beside: Callable[[Case], Any] | None = None,
) -> Callable[[Find], Rule]:
    """The function below as a rule; its docstring says what holds when it finds nothing."""

    def made(find: Find) -> Rule:
        return Rule(codes, (find.__doc__ or "").strip(), find, needs_the_engine, mend, of_texts, each_text, beside)

    return made


__all__ = ["CRISIS_INTENT", "EMERGENCY_INTENTS", "USUAL_BLANKS", "Case", "Rule", "rule"]
