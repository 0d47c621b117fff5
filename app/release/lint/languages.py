"""Each language has what its level promises, of its own, and somebody who answers for it."""

from __future__ import annotations

from collections.abc import Iterator

from app.release.languages import is_copy, is_draft, level_of
from app.release.levels import needed
from app.release.lint.rule import Case, rule
from app.release.problems import Problem
from app.release.sources import EntrySource

COPIED = 0.3
"""Part of a language's texts that may stand there as they do in the first one: names, mostly."""


@rule("LANGUAGE_GAP")
def every_language_has_what_its_level_needs(case: Case) -> Iterator[Problem]:
    """A text that the level of a language needs is written in it, and no text is written in another language alone."""
    default = case.sources.languages[0] if case.sources.languages else ""
    ours = case.sources.entries.get(default, {})
    for language in case.sources.languages[1:]:
        if case.sources.language_unread(language) or case.sources.language_unread(default):
            continue
        theirs = case.sources.entries.get(language, {})
        level = level_of(case.sources, language)
        wanted = needed(level, case.sources) - case.keys_of_missing_files(language)
        gone = case.keys_of_missing_files(default)
        for key, entry in ours.items():
            if key in wanted and key not in theirs:
                message = f"'{key}' is not written in '{language}', which has level {level}. "
                yield entry.problem("", "LANGUAGE_GAP", message + f"Add it to content/{language}/.")
        for key, entry in theirs.items():
            if key not in ours and key not in gone:
                message = f"'{key}' is not written in '{default}'. Add it to content/{default}/, or take it out here."
                yield entry.problem("", "LANGUAGE_GAP", message)


@rule("LANGUAGE_STEPS")
def every_language_has_the_overdose_steps(case: Case) -> Iterator[Problem]:
    """Every overdose step, and every label in it, is written in each language of the line."""
    for language in case.sources.languages[1:]:
        if case.sources.language_unread(language) or case.sources.flows_unread:
            continue
        theirs = case.sources.entries.get(language, {})
        wanted = needed("emergency", case.sources)
        missing = sorted(key for key in wanted if key not in theirs and not key.startswith("line."))
        if missing:
            message = f"The overdose steps are not whole in '{language}': {', '.join(missing[:5])} "
            message += f"({len(missing)} missing). Write them, or nobody can be helped in this language."
            yield Problem(f"content/{language}/language.yaml", 1, 1, "LANGUAGE_STEPS", message)


@rule("LANGUAGE_COPIED")
def no_translation_is_a_copy(case: Case) -> Iterator[Problem]:
    """No text of a translation is word for word the default language's; a whole copied language is named once (UNTRANSLATED)."""
    default = case.sources.languages[0] if case.sources.languages else ""
    for language, (copies, texts) in case.once(_copied).items():
        if _is_untranslated(len(copies), texts):
            continue
        kept = {entry.key for entry in case.entries("LANGUAGE_COPIED") if entry.language == language}
        for entry in copies:
            if entry.key in kept:
                message = f"'{entry.key}' says in '{language}' what it says in '{default}'. Translate it."
                yield entry.problem("text", "LANGUAGE_COPIED", message, severity="warning")


@rule("UNTRANSLATED")
def a_language_says_something_of_its_own(case: Case) -> Iterator[Problem]:
    """The texts of a language are not those of the first one copied."""
    for language, (copies, texts) in case.once(_copied).items():
        if _is_untranslated(len(copies), texts):
            message = (
                f"{len(copies)} of {texts} texts of '{language}' still stand as in '{case.sources.languages[0]}', the "
            )
            message += f"first is {copies[0].key}. Translate them; until then nobody who chooses '{language}' is answered in it."
            yield Problem(f"content/{language}", 0, 0, "UNTRANSLATED", message)


def _copied(case: Case) -> dict[str, tuple[list[EntrySource], int]]:
    return {language: _copies(case, language) for language in case.sources.languages[1:]}


def _copies(case: Case, language: str) -> tuple[list[EntrySource], int]:
    """The texts of a language that are its first language's, and how many texts longer than a name it has."""
    first = case.sources.entries.get(case.sources.languages[0], {})
    texts = [entry for entry in case.sources.entries.get(language, {}).values() if len(entry.file.text.split()) > 2]
    return [one for one in texts if one.key in first and is_copy(one.file.text, first[one.key].file.text)], len(texts)


def _is_untranslated(copies: int, texts: int) -> bool:
    return texts >= 3 and copies > COPIED * texts


@rule("LANGUAGE_DRAFT")
def every_language_is_signed_by_a_translator(case: Case) -> Iterator[Problem]:
    """Each language that is a draft was signed by a named translator, as its texts are now."""
    for language in case.sources.languages[1:]:
        if not is_draft(case.sources, language):
            continue
        source = case.sources.speech[language]
        signed = source.file.signed
        why = "No translator has signed it" if signed is None else f"It was changed since {signed.by} signed it"
        message = f"'{language}' is a draft. {why}, so a real line leaves it out. A translator reads it and runs: "
        message += f"porchlight translated {language} --by NAME"
        yield source.document.problem(("draft",), "LANGUAGE_DRAFT", message, severity="warning")


@rule("LANGUAGE_VOICE")
def every_language_has_a_voice(case: Case) -> Iterator[Problem]:
    """Each language that says what it is also says who reads it aloud; without a voice it is by text only."""
    for language, source in case.sources.speech.items():
        if source.file.name and not source.file.voices and not source.file.no_voice:
            message = f"No voice reads '{language}': calls get the default language. Add 'voices:' if your provider "
            message += "has one, or write 'no_voice: yes'."
            yield source.document.problem(("name",), "LANGUAGE_VOICE", message, severity="warning")


@rule("LANGUAGE_NAMES")
def every_language_can_be_asked_for(case: Case) -> Iterator[Problem]:
    """No two languages are asked for by the same name, and none by a number or a command of the line."""
    owner: dict[str, str] = {}
    for language, spoken in case.release.speech.items():
        document = case.sources.speech[language].document
        for name in spoken.names:
            if owner.setdefault(name, language) != language:
                message = f"'{name}' asks for '{owner[name]}' too. Keep one of the two."
                yield document.problem(("names",), "LANGUAGE_NAMES", message)
            elif name.isdigit() or any(name in words for words in _commands(case)):
                message = f"'{name}' is a number or a word of the line already. Take it out."
                yield document.problem(("names",), "LANGUAGE_NAMES", message)


@rule("LANGUAGE_DOOR")
def the_door_says_the_key_of_each_language(case: Case) -> Iterator[Problem]:
    """With three languages or more, each `line.door_language` says {key}: its key depends on which others are live."""
    if len(case.sources.languages) < 3:
        return
    for language in case.sources.languages:
        entry = case.sources.entries.get(language, {}).get("line.door_language")
        if entry is not None and any("{key}" not in words for _, words in entry.written):
            message = "Every language has a key of its own at the door. Write {key} instead of the number."
            yield entry.problem("text", "LANGUAGE_DOOR", message)


def _commands(case: Case) -> Iterator[tuple[str, ...]]:
    for table in case.release.words.values():
        yield from (words for command, words in table.items() if command != "language")
