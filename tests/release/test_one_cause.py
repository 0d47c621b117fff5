"""One slip of the hand is one problem."""

from __future__ import annotations

from datetime import date

import pytest

from app.release.load import load_files


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("label: main.label.find, go: find", "label: main.label.find, goo: find", "go"),
        ("label: main.label.find, go: find", "lable: main.label.find, go: find", "label"),
        ("about: The menu.", "abuot: The menu.", "about"),
    ],
)
def test_a_word_written_a_little_wrong_is_not_missing_too(
    files: dict[str, str], today: date, old: str, new: str, word: str
) -> None:
    files["flows/main.yaml"] = files["flows/main.yaml"].replace(old, new)
    found = load_files({path: text.encode() for path, text in files.items()}, today=today).problems
    here = [one for one in found if one.path == "flows/main.yaml"]

    assert ["WORD_UNKNOWN"] == [one.code for one in here]
    assert f"Did you mean '{word}'?" in here[0].message
