"""What this line sends and calls by itself carries the mark and the voice of its own language, and no other's voice."""

from __future__ import annotations

from pathlib import Path

from app.channels.base import Letter
from app.channels.letter_language import shipped_language
from app.channels.twilio.sender import call_document
from app.line.letter_languages import LetterLanguages

ITALIAN = """
repeat_mark: (ancora)
voices:
  twilio: {name: Polly.Bianca-Neural, locale: it-IT}
"""


def call(language: str, languages: LetterLanguages) -> str:
    letter = Letter(
        id="x", to="+12155550100", body="Ciao.", language=language, channel="voice", answer_path="check?c=1", spoken=languages(language)
    )  # fmt: skip
    return call_document(letter, base="https://line.example")


def test_a_call_is_read_by_the_voice_that_staff_gave_its_language(tmp_path: Path) -> None:
    (tmp_path / "it").mkdir()
    (tmp_path / "it" / "language.yaml").write_text(ITALIAN)
    languages = LetterLanguages(tmp_path)

    said = call("it", languages)

    assert '<Say voice="Polly.Bianca-Neural" language="it-IT">' in said
    assert 'input="dtmf speech"' in said
    assert "(ancora)" == languages("it").repeat_mark


def test_a_language_without_a_voice_is_read_by_no_other(tmp_path: Path) -> None:
    assert "<Say" not in call("ht", LetterLanguages(tmp_path))


def test_broken_files_leave_the_shipped_voice_and_mark(tmp_path: Path) -> None:
    (tmp_path / "es").mkdir()
    (tmp_path / "es" / "language.yaml").write_text("voices: [")

    assert shipped_language("es") == LetterLanguages(tmp_path)("es")
    assert ("(otra vez)", "Polly.Lupe-Neural") == (
        shipped_language("es").repeat_mark,
        shipped_language("es").voices["twilio"].name,
    )
    assert ("(repeat)", {}) == (shipped_language("xx").repeat_mark, dict(shipped_language("xx").voices))
