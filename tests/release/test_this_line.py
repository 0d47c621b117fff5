"""The flows and content of this repository pass their own checks."""

from __future__ import annotations

from pathlib import Path

from app.release.load import Loaded, load
from app.release.problems import errors
from app.release.sources import PENDING

HERE = Path(__file__).resolve().parents[2]


def loaded() -> Loaded:
    """What the repository's own files come to."""
    return load(HERE, settings={"line_name": "Porchlight", "line_number": "555-0100", "peer_number": ""})


def test_flows_and_content_have_no_errors() -> None:
    assert [] == [str(problem) for problem in errors(loaded().problems)]


def test_the_line_speaks_english_and_spanish_and_has_drafts_of_seven_more() -> None:
    release = loaded().release

    assert release is not None
    assert ("en", "es") == tuple(code for code in release.languages if release.speech[code].level == "full")
    assert {"ar", "fr", "ht", "pt", "ru", "vi", "zh"} == {
        code for code in release.languages if release.speech[code].level == "emergency"
    }
    assert release.texts["en"].keys() == release.texts["es"].keys()


def test_nothing_medical_is_signed_before_a_clinician_did() -> None:
    launch = {problem.code for problem in load(HERE, launch=True).problems}

    assert {"LAUNCH", "EMERGENCY_LOCK"} <= launch
    assert "pending clinical review" == PENDING
