"""The flows and content of this checkout, with phrases and demo sites, as a line answers from them."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.engine.compiled_release import CompiledRelease
from app.line.places_cache import finder_from
from app.release.compiled import compiled
from app.release.load import Loaded, load
from app.release.phrases import open_understander
from tests.learnt import LEARNT

ROOT = Path(__file__).resolve().parents[2]
BLANKS = {"line_name": "Porchlight", "line_number": "+12025550100", "peer_number": ""}


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """What the staff files of this checkout come to."""
    return load(ROOT, settings=BLANKS, cache=LEARNT)


@pytest.fixture(scope="session")
def library(loaded: Loaded) -> CompiledRelease:
    """The library of this checkout, its model trained or found in `var/cache`."""
    assert loaded.release is not None
    cache = ROOT / "var" / "cache"
    understander = open_understander(ROOT / "content", cache)
    return compiled(loaded.release, understander=understander, finder=finder_from(ROOT / "content", cache))
