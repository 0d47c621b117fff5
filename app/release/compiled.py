"""A release with everything features bring to it: what every process answers from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.engine.compiled_release import CompiledRelease, Understands
from app.engine.release import Release
from app.features import FEATURES
from app.features.feature import Feature

if TYPE_CHECKING:
    from app.places.finder import Finder


def compiled(
    release: Release,
    *,
    understander: Understands | None = None,
    finder: Finder | None = None,
    features: Sequence[Feature] = FEATURES,
) -> CompiledRelease:
    """This release, in which the actions, questions and answers of these features are live."""
    return CompiledRelease(
        release, understander=understander, finder=finder, talks=tuple(feature.talk for feature in features)
    )
