"""Listed answers do what cannot be undone: what is no plain answer must stay none, whatever is added to a list."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from app.engine.release import Release, Speech
from app.language.said import Said
from app.release.hearing import read_held_back
from app.release.problems import Problem, shown

OPPOSITE = (("yes", "no"), ("yes", "cannot"), ("ok", "no"), ("coming", "cannot"), ("coming", "no"))
"""Lists of which no answer may stand in both: one of them does what the other refuses."""
_SHORT = 3
"""Words of a report that says nothing else beside the sign: "not snoring anymore" does."""
ACTS = ("ok", "ok_said", "coming", "coming_said")
"""Lists that close a safety check or take an alarm over."""


def plain_answers(content: Path, release: Release) -> Iterator[Problem]:
    """A problem for each held-back `not_ok` message that a list of language.yaml would take for an OK."""
    for language, measure in read_held_back(content).items():
        speech = release.speech.get(language)
        if speech is None:
            continue
        yield from _both(language, speech)
        yield from _breathes(language, speech)
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


def _both(language: str, speech: Speech) -> Iterator[Problem]:
    """A problem for each answer that is listed as a yes and as a no."""
    for does, refuses in OPPOSITE:
        for line in sorted({*speech.answers.get(does, ())} & {*speech.answers.get(refuses, ())}):
            message = (
                f"'{shown(line)}' is listed under '{does}' and under '{refuses}': what somebody refuses would be done. "
            )
            message += f"Take it out of '{does}'."
            yield Problem(f"content/{language}/language.yaml", 1, 1, "HEARS_OK", message)


def _breathes(language: str, speech: Speech) -> Iterator[Problem]:
    """A problem for each report of good breathing that has a word of bad breathing in it."""
    bad = {step[0] for phrase in speech.reports.get("bad_breathing", ()) if len(phrase) == 1 for step in phrase}
    for phrase in speech.reports.get("breathing", ()):
        words = [word for step in phrase for word in step]
        if not bad.isdisjoint(words) and len(phrase) <= _SHORT:
            message = f"'{shown(' '.join(words))}' stands under 'breathing', and is a sign of dying. Move it to 'bad_breathing'."
            yield Problem(f"content/{language}/language.yaml", 1, 1, "HEARS_OK", message)
