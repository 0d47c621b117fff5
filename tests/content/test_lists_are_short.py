"""Lists are read to the end: six choices at most by text, five said on a call; two phone numbers at most a text."""

from __future__ import annotations

import re

from app.engine.compiled_release import CompiledRelease
from app.release.load import Loaded

LONG_NUMBER = re.compile(r"\{phone\.(\w+)\}")
SHORT_NUMBER = re.compile(r"\b988\b")
LISTS = ("crisis.", "person.")


def test_no_list_has_more_than_six_choices(library: CompiledRelease) -> None:
    long = {
        node.name: len(node.choices) + bool(node.next)
        for node in library.release.nodes.values()
        if len(node.choices) + bool(node.next) > 6 and node.name != "line.language"  # grows with each language
    }

    assert {} == long


def test_no_text_about_lines_with_people_has_more_than_two_numbers(loaded: Loaded) -> None:
    assert loaded.release is not None
    texts = loaded.release.texts
    many = [
        (language, key)
        for language in ("en", "es")
        for key, text in texts[language].items()
        if key.startswith(LISTS) and len(re.findall(r"\d{3}-\d{3}-\d{4}|\b\d{6}\b", text.text)) > 2
    ]

    assert [] == many


def test_each_need_has_a_page_of_its_own_one_choice_behind_the_list_of_lines(library: CompiledRelease) -> None:
    ways = {choice.go for choice in library.nodes["crisis.lines"].choices}

    assert {
        "crisis.talk_now",
        "crisis.violence",
        "crisis.lgbtq_now",
        "crisis.veterans",
        "crisis.poison",
        "alone.start",
    } == ways
