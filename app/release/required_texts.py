"""Every text the program says by itself: what the modules of engine and line declare in `TEXTS`, and what features say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module
from pkgutil import walk_packages

from app import engine
from app.features import FEATURES
from app.features.feature import Feature


def _engine_texts() -> Iterator[frozenset[str]]:
    for module in walk_packages(engine.__path__, f"{engine.__name__}."):
        yield getattr(import_module(module.name), "TEXTS", frozenset[str]())


def required_texts(features: Sequence[Feature] = FEATURES) -> frozenset[str]:
    """Content keys that must be written in the default language: without one somebody would get no answer, or no alarm."""
    return frozenset().union(*_engine_texts(), *(feature.talk.texts for feature in features))


REQUIRED_TEXTS = required_texts()
