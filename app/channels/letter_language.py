"""What a letter in some language needs, as the program brings it along and as staff wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.channels.base import LetterLanguage
from app.engine.release import Voice
from app.language.default import DEFAULT_LANGUAGE
from app.language.shipped import shipped

_LONGEST_MARK = 20


def letter_language(language: str, written: Mapping[str, Any]) -> LetterLanguage:
    """The repeat mark and voices of this language's language.yaml, and of what is not there as shipped."""
    marks = shipped("repeat_mark")
    mark = written.get("repeat_mark") or marks.get(language) or marks.get(DEFAULT_LANGUAGE, "")
    voices = _voices(written.get("voices")) or _voices(shipped("voices").get(language))
    return LetterLanguage(repeat_mark=str(mark)[:_LONGEST_MARK], voices=voices)


def shipped_language(language: str) -> LetterLanguage:
    """What the program itself knows of this language."""
    return letter_language(language, {})


def _voices(written: Any) -> Mapping[str, Voice]:
    return {
        provider: Voice(str(voice["name"]), str(voice["locale"]))
        for provider, voice in (written.items() if isinstance(written, dict) else ())
        if isinstance(voice, dict) and voice.get("name") and voice.get("locale")
    }
