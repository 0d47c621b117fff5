"""Choices and topics are added as a programmer would write them, and what is taken out leaves nothing behind."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from app.console.editing.pages import with_choice, without_choice
from app.console.editing.spans import EditError
from app.console.editing.texts import taken_out
from app.console.editing.topics import NewTopic, with_topic
from app.console.editing.translations import with_translations
from app.release.history.staff_set import read_folder, write_folder
from app.release.load import load_files
from app.release.phrases import read_phrases
from app.release.problems import errors
from app.release.staff_files import Files, flows_and_texts
from app.understanding.understander import build

HERE = Path(__file__).resolve().parents[3]
TODAY = date(2026, 11, 26)


@cache
def line() -> Files:
    """This line's own files."""
    return read_folder(HERE)


def codes(files: Files) -> set[str]:
    """What the check finds wrong."""
    return {one.code for one in errors(load_files(flows_and_texts(files), today=TODAY).problems)}


def test_a_choice_is_one_line_of_the_flow_and_one_text_in_each_language() -> None:
    made = with_choice(line(), "naloxone.by_mail", goes="services.syringes", label={"en": "Syringes", "es": "Jeringas"})

    assert b"\n      3: {label: naloxone.label.syringes, go: services.syringes}\n" in made["flows/naloxone.yaml"]
    assert b"\nnaloxone.label.syringes: Syringes\n" in made["content/en/naloxone.yaml"]
    assert b"naloxone.label.syringes: {text: Jeringas, of:" in made["content/es/naloxone.yaml"]
    assert len(made["flows/naloxone.yaml"].splitlines()) == len(line()["flows/naloxone.yaml"].splitlines()) + 1
    assert codes(line() | made) == codes(line())


def test_taking_it_out_again_leaves_no_trace() -> None:
    made = with_choice(line(), "naloxone.by_mail", goes="services.syringes", label={"en": "Syringes", "es": "Jeringas"})

    assert line() | made | without_choice(line() | made, "naloxone.by_mail", "3") == line()


def test_numbers_below_a_choice_that_goes_move_up() -> None:
    made = without_choice(line(), "naloxone.by_mail", "1")

    assert (
        b"  by_mail:\n    say: naloxone.by_mail\n    choices:\n      1: {label: naloxone.label.store, go: store}\n"
        in (made["flows/naloxone.yaml"])
    )


def test_a_full_menu_and_a_way_that_is_there_are_refused() -> None:
    full = line()
    for place in ("services.syringes", "services.menu"):
        full |= with_choice(full, "naloxone.menu", goes=place, label={"en": place, "es": place})
    with pytest.raises(EditError, match="8 choices"):
        with_choice(full, "naloxone.menu", goes="strips.menu", label={"en": "x", "es": "y"})
    with pytest.raises(EditError, match="already"):
        with_choice(line(), "naloxone.by_mail", goes="naloxone.find", label={"en": "x", "es": "y"})


def test_a_topic_in_two_languages_is_found_by_its_words(tmp_path: Path) -> None:
    topic = NewTopic(
        name="smoke",
        flow="asked_health",
        page="",
        texts={
            "en": "Smoke in the air? Stay inside. Close the windows. Wear a mask outside if you have one.",
            "es": "¿Hay humo en el aire? Quédese adentro. Cierre las ventanas. Use una mascarilla afuera si la tiene.",
        },
        source="https://www.cdc.gov/wildfires/about/index.html",
        asked={"en": "wildfire smoke|smoky outside", "es": "humo de incendio|humo afuera"},
        like="asked_health.heat",
    )

    made = with_topic(line(), topic, TODAY)

    assert codes(line() | made) == codes(line())
    write_folder(tmp_path, {}, line() | made)
    phrases = build(read_phrases(tmp_path / "content").phrases)
    assert phrases.understand("is it smoky outside", language="en").topic == "smoke"
    assert phrases.understand("hay humo de incendio", language="es").topic == "smoke"


def test_a_topic_needs_its_words_and_its_source_in_words_staff_know() -> None:
    topic = NewTopic("smoke", "asked_health", "", {"en": "a", "es": "b"}, "", {"en": "smoke", "es": "humo"})
    with pytest.raises(EditError, match="https://"):
        with_topic(line(), topic, TODAY)
    with pytest.raises(EditError, match="'es' too"):
        with_topic(line(), NewTopic("smoke", "", "asked_health.heat", {}, "", {"en": "smoke"}), TODAY)


def test_a_text_is_written_in_a_language_that_has_not_got_it() -> None:
    path = "content/es/naloxone.yaml"
    without = line() | {path: taken_out(line()[path], path, "naloxone.store")}
    said = "Puede comprar naloxona sin receta. Pida el spray nasal de 4 mg."

    made = with_translations(without, "naloxone.store", {"es": said})

    assert f"text: {said}" in made[path].decode()
    assert "LANGUAGE_GAP" in codes(without)
    assert not {"LANGUAGE_GAP", "STALE", "PLAIN_FACT"} & codes(without | made)
