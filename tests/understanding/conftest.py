"""One trained Understander for all tests of understanding, from the content the line ships with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.release.phrases import PhraseBook, PhrasesRead, read_phrases
from app.understanding.understander import Understander, build
from tests.learnt import take_learnt

ROOT = Path(__file__).resolve().parents[2]
CONTENT = ROOT / "content"


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What this checkout has learnt from these phrases; else they are learnt once in each process of tests."""
    folder = tmp_path_factory.mktemp("understanding")
    take_learnt(folder)
    return folder


@pytest.fixture(scope="session")
def book(cache: Path) -> PhraseBook:
    book = PhraseBook(CONTENT, cache)
    book.settle()
    return book


@pytest.fixture(scope="session")
def understander(book: PhraseBook) -> Understander:
    return book.understander


@pytest.fixture(scope="session")
def shipped() -> PhrasesRead:
    return read_phrases(CONTENT)


@pytest.fixture(scope="session")
def untrained(shipped: PhrasesRead) -> Understander:
    """What answers when no model could be trained or read: words, phrases, examples and rules."""
    return build(shipped.phrases)


@pytest.fixture(scope="session")
def held_back() -> list[dict[str, Any]]:
    return messages("held_back.jsonl")


@pytest.fixture(scope="session")
def development() -> list[dict[str, Any]]:
    return messages("development.jsonl")


def messages(name: str) -> list[dict[str, Any]]:
    file = Path(__file__).parent / name
    return [json.loads(line) for line in file.read_text().splitlines() if line.strip()]
