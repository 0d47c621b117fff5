"""One line with the real understander for all conversations of this folder: its clock, moved by them, is gone before others ask the time."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.conversations.judge import Told
from tests.conversations.world import Town, open_town


@pytest.fixture(scope="package")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with open_town(tmp_path_factory.mktemp("line")) as line:
        line.settle()
        yield line


@pytest.fixture(scope="package")
def told(town: Town) -> Told:
    release = town.release
    return Told(release.text, release.release.languages)
