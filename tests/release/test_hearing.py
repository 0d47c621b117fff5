"""Phrases that would hear fewer cries, or take small talk for one, do not go live."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.release import hearing
from app.release.folder import check_folder
from app.release.hearing import HeardCount, HeldBack
from app.release.phrases import PhraseBook, read_phrases
from app.understanding import Phrases

HERE = Path(__file__).resolve().parents[2]
CRIES = [f"my friend number {number} wont wake up" for number in range(20)]
PHRASES = """\
intents:
  overdose_emergency:
    words: [overdose]
    examples: |
{cries}
  greeting:
    examples: [hello, hey there]
"""


def written(root: Path, cries: list[str], *, words: str = "overdose") -> Path:
    """A content folder with these cries taught, and twenty asked for."""
    folder = root / "content" / "en"
    folder.mkdir(parents=True, exist_ok=True)
    lines = "".join(f"      {cry}\n" for cry in cries).rstrip("\n")
    text = PHRASES.replace("{cries}", lines).replace("[overdose]", f"[{words}]")
    (folder / "phrases.yaml").write_text(text)
    (folder / "held_back.yaml").write_text(
        "taught:\n  overdose_emergency: 21\n  greeting: 2\nemergency: |\n  he is blue and cold\neveryday: |\n  see you at nine\n"
    )
    return folder.parent


def codes(content: Path) -> dict[str, str]:
    """Code -> weight of what is wrong with the hearing."""
    problems = read_phrases(content).problems
    return {one.code: one.weight for one in problems if one.code.startswith(("HEARS", "HELD"))}


def test_a_listed_answer_that_would_take_not_ok_for_an_ok_is_held_back(tmp_path: Path) -> None:
    root = tmp_path
    for name in ("flows", "content"):
        shutil.copytree(HERE / name, root / name)
    file = root / "content/en/language.yaml"
    file.write_text(file.read_text().replace("\n  ok: [", "\n  ok: [not okay now, i guess, "))

    found = [one for one in check_folder(root) if one.code == "HEARS_OK"]

    assert ["hold"] == [one.weight for one in found]
    assert "'i guess' would close a safety check" in found[0].message


def test_phrases_as_they_were_taught_are_fine(tmp_path: Path) -> None:
    assert {} == codes(written(tmp_path, CRIES))


def test_cries_that_are_gone_are_held_back_and_other_messages_are_to_be_mended(tmp_path: Path) -> None:
    content = written(tmp_path, CRIES[:3])
    text = (content / "en/phrases.yaml").read_text().replace("[hello, hey there]", "[hello]")
    (content / "en/phrases.yaml").write_text(text)

    assert {"HEARS_LESS": "hold", "HEARS_FEWER": "mend"} == codes(content)


@pytest.mark.parametrize("word", ["hello", "see you at nine"])
def test_small_talk_taught_as_a_cry_is_held_back(tmp_path: Path, word: str) -> None:
    assert "hold" == codes(written(tmp_path, CRIES, words=f"overdose, {word}"))["HEARS_SMALL_TALK"]


def test_a_held_back_message_that_is_taught_measures_nothing(tmp_path: Path) -> None:
    assert {"HELD_BACK_TAUGHT": "know"} == codes(written(tmp_path, [*CRIES, "he is blue and cold"]))


def test_a_line_answers_from_its_sound_phrases_while_the_newest_are_held_back(tmp_path: Path) -> None:
    content = written(tmp_path, CRIES)
    book = PhraseBook(content, None)
    written(tmp_path, CRIES[:2])
    book.refresh()

    assert "overdose_emergency" == book.understander.understand(CRIES[9], language="en").intent
    assert "HEARS_LESS" in {problem.code for problem in book.problems}
    book.close()


MEASURE = {"en": HeldBack(emergency=("x",) * 100, crisis=("y",) * 20, everyday=("z",) * 60)}


@pytest.mark.parametrize(
    ("now", "found"),
    [
        (HeardCount(90, 18, 1), set()),
        (HeardCount(88, 18, 1), set()),
        (HeardCount(85, 18, 1), {"HEARS_LESS"}),
        (HeardCount(90, 12, 1), {"HEARS_LESS"}),
        (HeardCount(90, 18, 9), {"HEARS_SMALL_TALK"}),
    ],
)
def test_a_model_that_hears_less_or_alarms_more_is_refused(now: HeardCount, found: set[str]) -> None:
    before = {"en": HeardCount(90, 18, 1)}

    assert found == {problem.code for problem in hearing.worse({"en": now}, before, MEASURE)}


def test_the_held_back_messages_of_this_line_are_taught_nowhere() -> None:
    content = Path(__file__).resolve().parents[2] / "content"
    measures = hearing.read_held_back(content)
    phrases: dict[str, Phrases] = read_phrases(content).phrases

    assert {"en", "es"} == set(measures)
    assert all(measure.emergency and measure.crisis and measure.everyday for measure in measures.values())
    assert [] == hearing.taught_by_mistake(phrases, measures)
