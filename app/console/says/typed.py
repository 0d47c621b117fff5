"""What the forms of this area hold, as it is meant."""

from __future__ import annotations

from app.console.editing.wording import as_typed, cleaned
from app.console.staff_request import Form


def name_of(typed: str) -> str:
    """A name for the files, of what somebody called it: `Heat wave` is heat_wave."""
    return "_".join(typed.strip().lower().replace("-", " ").split())


def of_languages(form: Form, kind: str) -> dict[str, str]:
    """Language -> what was typed in its field of this kind, where anything was."""
    found = {
        field.removeprefix(f"{kind}-"): cleaned(as_typed(value))
        for field, value in form.fields
        if field.startswith(f"{kind}-")
    }
    return {language: words for language, words in found.items() if words}
