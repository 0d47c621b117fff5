"""Staff add topics, flows, languages and places without a programmer; what is not written yet is held back."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.release.folder import check_folder
from app.release.phrases import read_phrases
from app.release.scaffold import ScaffoldError, new_flow, new_language, new_place, new_topic
from app.understanding.understander import build

HERE = Path(__file__).resolve().parents[2]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of this line's own files."""
    for name in ("flows", "content"):
        shutil.copytree(HERE / name, tmp_path / name)
    return tmp_path


def codes(root: Path) -> set[str]:
    """What is to be done here."""
    return {one.code for one in check_folder(root) if one.weight != "know"}


def topic_of(root: Path, text: str, language: str) -> str | None:
    """What this message asks about, by words alone."""
    return build(read_phrases(root / "content").phrases).understand(text, language=language).topic


def test_a_topic_of_staff_is_found_by_its_words_in_each_language(root: Path) -> None:
    new_topic(
        root,
        "bad_weather",
        page="asked_health.heat",
        words={"en": "tornado|hail", "es": "granizo|tornado"},
    )

    assert set() == codes(root) - {"TOPIC_ELSEWHERE"}
    assert "bad_weather" == topic_of(root, "is there a tornado", "en")
    assert "bad_weather" == topic_of(root, "viene un tornado", "es")


@pytest.mark.parametrize(
    ("text", "language"),
    [("heat wave", "en"), ("its a heatwave", "en"), ("hace mucho calor", "es"), ("ola de calor", "es")],
)
def test_heat_is_found_by_how_people_say_it(text: str, language: str) -> None:
    assert "heat" == topic_of(HERE, text, language)


def test_words_without_a_page_and_a_page_without_words_are_named(root: Path) -> None:
    file = root / "flows/asked_health.yaml"
    file.write_text(file.read_text().replace("topics:\n", "topics:\n  bad_weather: heat\n", 1))
    page_alone = codes(root)
    asked = root / "content/en/questions_asked.yaml"
    asked.write_text(asked.read_text() + "sandstorms: |\n  sandstorm\n")

    assert "TOPIC_WORDS" in page_alone
    assert 2 == [one.code for one in check_folder(root)].count("TOPIC_WORDS")


def test_a_new_flow_is_held_back_until_its_text_is_written(root: Path) -> None:
    new_flow(root, "cold")

    assert "TEXT_EMPTY" in codes(root)


def test_a_new_language_is_named_as_untranslated(root: Path) -> None:
    new_language(root, "ko")

    assert "UNTRANSLATED" in codes(root)
    assert (root / "content/ko/language.yaml").is_file()


def test_a_new_place_is_on_the_map_and_nothing_is_wrong(root: Path) -> None:
    new_place(root, "Devil's Pocket", latitude=39.9430, longitude=-75.1830, also=["the pocket"])

    assert set() == codes(root)


def test_what_cannot_be_made_says_why(root: Path) -> None:
    for name, page, words in (
        ("Heat", "asked_health.heat", {}),
        ("cold", "asked_health.nowhere", {}),
        ("cold", "asked_health.heat", {"en": "cold"}),
    ):
        with pytest.raises(ScaffoldError):
            new_topic(root, name, page=page, words=words)
    with pytest.raises(ScaffoldError):
        new_flow(root, "main")
    for code in ("es", "creole"):
        with pytest.raises(ScaffoldError):
            new_language(root, code)
