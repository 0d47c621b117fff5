"""Staff's file: read with places, checked, live when saved, and safe when something fails."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest

from app.line.understand import run
from app.release.phrases import PhraseBook, PhrasesRead, read_phrases
from app.understanding import INTENTS, Phrases
from app.understanding.phrase_lint import lint_phrases
from tests.understanding.conftest import CONTENT, ROOT

SMALL = """\
intents:
  stop:
    words: |
      stop
      quit
    examples: |
      please stop texting me
      no more texts
      take me off this list
      leave me alone
      stop it
  greeting:
    examples:
      - hello there
      - hi
      - good morning
      - hey
      - hola
topics:
  xylazine: [tranq, xylazine]
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    (folder / "en").mkdir(parents=True)
    (folder / "en" / "phrases.yaml").write_text(SMALL)
    return folder


def test_the_shipped_phrases_have_no_problems_and_train(shipped: PhrasesRead, book: PhraseBook) -> None:
    assert () == shipped.problems
    assert () == book.problems


def test_there_are_enough_examples_of_everything_in_both_languages(shipped: PhrasesRead) -> None:
    assert {"en", "es"} == set(shipped.phrases)
    for owned in shipped.phrases.values():
        assert all(len(owned.examples.get(intent, ())) >= 20 for intent in INTENTS)


def test_a_third_of_the_examples_is_spanish(shipped: PhrasesRead) -> None:
    count = {language: sum(map(len, owned.examples.values())) for language, owned in shipped.phrases.items()}

    assert count["es"] / sum(count.values()) >= 1 / 3


def test_blocks_and_lists_are_read(content: Path) -> None:
    owned = read_phrases(content).phrases["en"]

    assert ("stop", "quit") == owned.words["stop"]
    assert "hello there" in owned.examples["greeting"]
    assert ("tranq", "xylazine") == owned.topics["xylazine"]


def test_a_contradiction_is_named_with_its_line(content: Path) -> None:
    file = content / "en" / "phrases.yaml"
    file.write_text(SMALL.replace("      - hey\n", "      - Leave me alone!\n"))
    problem = next(problem for problem in read_phrases(content).problems if problem.code == "PHRASE_CLASH")

    assert ("content/en/phrases.yaml", 17) == (problem.path, problem.line)
    assert "greeting" in problem.message
    assert "stop" in problem.message


@pytest.mark.parametrize(
    ("examples", "code", "line"),
    [
        ("xylazine: |\n  is tranq in everything\ndrug_nobody_knows: |\n  what is it\n", "PHRASE_TOPIC", 3),
        ("xylazine: |\n  is tranq in everything\nnone: |\n  Is tranq in everything?\n", "PHRASE_CLASH", 4),
        ("xylazine: |\n  is tranq in everything\n  my friend is not breathing\n", "PHRASE_CRY", 3),
    ],
)
def test_an_example_of_a_question_that_teaches_wrong_is_named_with_its_line(
    content: Path, examples: str, code: str, line: int
) -> None:
    file = content / "en" / "questions_examples.yaml"
    file.write_text(examples)
    problem = next(problem for problem in read_phrases(content).problems if problem.code == code)

    assert ("content/en/questions_examples.yaml", line) == (problem.path, problem.line)


def test_an_unknown_intent_is_named_with_a_suggestion(content: Path) -> None:
    file = content / "en" / "phrases.yaml"
    file.write_text(SMALL.replace("  greeting:", "  greting:"))
    problem = next(problem for problem in read_phrases(content).problems if problem.code == "PHRASE_KEY")

    assert 12 == problem.line
    assert "Did you mean 'greeting'?" in problem.message


def test_too_few_examples_are_a_warning(content: Path) -> None:
    few = [problem for problem in read_phrases(content).problems if problem.code == "PHRASE_FEW"]

    assert {"warning"} == {problem.severity for problem in few}
    assert any("wound_care" in problem.message for problem in few)


def test_a_reserved_word_cannot_mean_something_else() -> None:
    found = lint_phrases({"en": Phrases(words={"greeting": ("STOP",)})})

    assert "PHRASE_RESERVED" in {finding.code for finding in found}


def test_an_edit_is_live_at_the_next_refresh(content: Path, tmp_path: Path) -> None:
    book = PhraseBook(content, tmp_path / "cache")
    file = content / "en" / "phrases.yaml"
    file.write_text(SMALL.replace("      - hey\n", "      - hey\n      - whazzaaa\n"))
    start = time.monotonic()
    changed = book.refresh()

    assert changed
    assert "greeting" == book.understander.understand("WHAZZAAA").intent
    assert time.monotonic() - start < 2
    book.settle()


def test_a_model_is_kept_by_its_content(book: PhraseBook, cache: Path) -> None:
    start = time.monotonic()
    again = PhraseBook(CONTENT, cache)

    assert again.settle()
    assert time.monotonic() - start < 5
    text = "my cousin is slumped over and his lips look dark"
    assert book.understander.understand(text) == again.understander.understand(text)


def test_a_broken_kept_model_is_no_reason_to_be_silent_and_is_replaced(
    cache: Path, book: PhraseBook, tmp_path: Path
) -> None:
    broken = tmp_path / "cache" / "understanding"
    broken.mkdir(parents=True)
    for model in (cache / "understanding").glob("*.model"):
        (broken / model.name).write_bytes(b"broken")
    book = PhraseBook(CONTENT, tmp_path / "cache")

    assert book.understander.understand("he is not breathing").emergency
    assert "stop" == book.understander.understand("STOP").intent
    assert book.settle()


def test_a_cache_that_cannot_be_written_is_survived(content: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where a folder should be")
    book = PhraseBook(content, tmp_path / "cache")
    book.settle()

    assert "stop" == book.understander.understand("no more texts").intent


def test_failed_training_is_named(content: Path, tmp_path: Path) -> None:
    book = PhraseBook(content, tmp_path / "cache")  # two intents are too few to train on

    assert not book.settle()
    assert "PHRASE_TRAINING" in {problem.code for problem in book.problems}


def test_no_content_at_all_still_hears_an_emergency(tmp_path: Path) -> None:
    book = PhraseBook(tmp_path / "nowhere", None)

    assert book.understander.understand("she is not breathing").emergency


def test_a_web_process_never_loads_the_trainer(cache: Path, book: PhraseBook) -> None:
    code = (
        "import sys; from pathlib import Path; from app.release.phrases import PhraseBook; "
        f"PhraseBook(Path({str(CONTENT)!r}), Path({str(cache)!r})).understander.understand('narcan'); "
        "sys.exit('sklearn' in sys.modules or 'scipy' in sys.modules)"
    )

    assert 0 == subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode


def test_lines_in_are_lines_out(cache: Path, book: PhraseBook) -> None:
    asked = [
        {"id": "a1", "text": "narcan 19104", "lang": "en", "channel": "sms"},
        {"id": 2, "text": "alto", "lang": "es"},
    ]
    out = io.BytesIO()
    run(io.BytesIO("\n".join(map(json.dumps, asked)).encode() + b"\n\n"), out, CONTENT, cache)
    answered = [msgspec.json.decode(line) for line in out.getvalue().splitlines()]

    assert [("a1", "naloxone_location", "19104"), (2, "stop", None)] == [
        (line["id"], line["intent"], line["place"]) for line in answered
    ]
    assert {"id", "intent", "place", "topic", "confidence", "clarify"} == set(answered[0])


@pytest.mark.parametrize("bad", [b"no json", b"[1]", b'{"id": "1", "text": 5}', b"\xff\xfe", b'{"text": "od"'])
def test_a_line_that_is_no_message_is_named_and_the_others_are_answered(
    cache: Path, book: PhraseBook, bad: bytes
) -> None:
    out = io.BytesIO()
    (wrong,) = run(io.BytesIO(bad + b'\n{"id": "1", "text": "alto"}\n'), out, CONTENT, cache)

    assert wrong.startswith("Line 1 has no answer. Write it like")
    assert ["stop"] == [msgspec.json.decode(line)["intent"] for line in out.getvalue().splitlines()]
