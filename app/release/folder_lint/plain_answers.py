"""Listed answers do what cannot be undone: what is no plain answer must stay none, whatever is added to a list."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from app.engine.release import Release
from app.language.said import Said
from app.release.hearing import read_held_back
from app.release.problems import Problem, shown

ACTS = ("ok", "ok_said", "coming", "coming_said")
"""Lists that close a safety check or take an alarm over."""


def plain_answers(content: Path, release: Release) -> Iterator[Problem]:
    """A problem for each held-back `not_ok` message that a list of language.yaml would take for an OK."""
    for language, measure in read_held_back(content).items():
        speech = release.speech.get(language)
        if speech is None:
            continue
        around = speech.answers.get("around", ())
        for line in measure.not_ok:
            for answer in ACTS:
                if Said(line).made_of(speech.answers.get(answer, ()), around):
                    message = (
                        f"'{shown(line)}' would close a safety check or stop an alarm: words of it are listed under "
                    )
                    message += f"'{answer}' or 'around'. Take out the words that say nobody is well."
                    yield Problem(f"content/{language}/language.yaml", 1, 1, "HEARS_OK", message)
                    break
