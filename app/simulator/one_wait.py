"""Listenings that follow each other and lead to one place: a caller lives through one wait."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from app.simulator.phone_events import Ask, Bubble, Quiet, Step


def one_wait(steps: Sequence[Step | Bubble]) -> tuple[Step | Bubble, ...]:
    """The steps with listenings that follow each other and lead to one place as one: a caller lives through one wait."""
    found: list[Step | Bubble] = []
    for step in steps:
        before = found[-1] if found else None
        if (
            isinstance(step, Ask)
            and isinstance(before, Ask)
            and not before.sends_silence
            and before.action == step.action
        ):
            found[-1] = msgspec.structs.replace(
                step,
                prompt=(*before.prompt, *((Quiet(before.timeout),) if step.prompt else ()), *step.prompt),
                keys=before.keys or step.keys,
                speech=before.speech or step.speech,
                speech_after=before.speech_after or (step.speech and not before.speech and bool(before.prompt)),
            )
        else:
            found.append(step)
    return tuple(found)
