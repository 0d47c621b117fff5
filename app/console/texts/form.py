"""What the form of a text holds: one field for each wording in each language, with what stood there when it was opened."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from app.console.editing.wording import as_typed, cleaned
from app.console.editing.workbench import Wording, words_in
from app.console.not_done import NotDone
from app.console.staff_request import Form
from app.release.sources import Sources

MOST_LETTERS = 4000


class TextForm(msgspec.Struct, frozen=True):
    """A text as somebody typed it."""

    wordings: tuple[Wording, ...]
    fits: frozenset[str]
    """Languages said to say the same as the first."""
    missing: Mapping[str, str]
    """Language that has not got it -> what was written in it now."""
    mended: bool
    """Whether curly quotes and the like were made plain."""

    @property
    def changed(self) -> tuple[Wording, ...]:
        """Those that are not as they were."""
        return tuple(one for one in self.wordings if one.words != one.was)

    def words(self, language: str, field: str) -> str | None:
        """What was typed there; None where there is no such field."""
        return next((one.words for one in self.wordings if (one.language, one.field) == (language, field)), None)


def fields_of(sources: Sources, key: str) -> list[tuple[str, str]]:
    """(language, field) of every wording of this text that can be changed, the default language first."""
    found = []
    for language in sources.languages:
        entry = sources.entries.get(language, {}).get(key)
        if entry is not None:
            found += [(language, "text"), (language, "voice")]
            found += [(language, f"only_if/{condition}") for condition in entry.file.only_if]
    return found


def text_form(form: Form, sources: Sources, key: str) -> TextForm:
    """What was typed. Raises NotDone for a text without words, or one of a book's length."""
    found, mended = [], False
    for language, field in fields_of(sources, key):
        name = f"{field}-{language}"
        if not any(given == name for given, _ in form.fields):
            continue
        typed = as_typed(form.text(name, most=MOST_LETTERS))
        was = as_typed(form.text(f"was-{name}", most=MOST_LETTERS))
        words = typed if typed == was else cleaned(typed)
        mended = mended or words != typed
        found.append(Wording(language, field, was, words))
    missing = {
        language: words
        for language in sources.languages
        if key not in sources.entries.get(language, {})
        and (words := cleaned(as_typed(form.text(f"new-{language}", most=MOST_LETTERS))))
    }
    return TextForm(tuple(found), frozenset(form.texts("fits")), missing, mended)


def refuse_empty(typed: TextForm, to: str) -> None:
    """Each text has words. Raises NotDone."""
    if any(one.field != "voice" and not one.words for one in typed.changed):
        raise NotDone("text_empty", status=422, to=to)


def was_in(sources: Sources, key: str) -> dict[tuple[str, str], str]:
    """(language, field) -> what stands there."""
    return {place: words_in(sources, place[0], key, place[1]) for place in fields_of(sources, key)}
