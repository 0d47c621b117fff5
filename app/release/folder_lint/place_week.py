"""The days that are said of places begin with Monday, as those of check-ins do: else every day that is said is another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from app.engine.release import Release
from app.release.lint.wording import bare
from app.release.place_language import SAID
from app.release.problems import Problem, shown
from app.release.yaml_reader import read_file


def place_week(content: Path, release: Release) -> Iterator[Problem]:
    """A problem for each language whose places_said.yaml has its days in another order than its language.yaml, or than their short forms."""
    for language, speech in release.speech.items():
        file = content / language / SAID
        if not file.exists():
            continue
        document = read_file(file, root=content.parent)
        values = document.plain()
        days, short = (_words(values.get(part)) for part in ("days", "days_short"))
        known = speech.schedule.days if speech.schedule else ()
        if sorted(days) == sorted(known) and days != known:
            message = f"The week begins with '{shown(known[0])}' here, as in language.yaml."
            yield document.problem(("days",), "PLACE_WORDS", message)
        starts = [[bare(word)[:2] for word in listed] for listed in (days, short)]
        if starts[0] != starts[1] and sorted(starts[0]) == sorted(starts[1]):
            yield document.problem(("days_short",), "PLACE_WORDS", "These are not in the order of 'days' above.")


def _words(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()
