"""Content keys: there in every language, used, and translated from what is said now."""

from __future__ import annotations

from collections.abc import Iterator

from app.language.sms_text import fill
from app.release.lint import opt_ins
from app.release.lint.rule import Case, rule
from app.release.problems import Problem, did_you_mean
from app.release.required_texts import REQUIRED_TEXTS
from app.release.sources import DEFAULT_LANGUAGE, EntrySource, mark_of

MOST_FILES = 3
OWN_PREFIXES = ("line.", "intent.", "service.", "programme.", "topic.", "subject.", *opt_ins.PREFIXES)
"""Keys that the engine says by itself, without a node."""


@rule("FILE_MISSING")
def every_file_of_content_is_in_every_language(case: Case) -> Iterator[Problem]:
    """A file of texts that one language has is there, and not empty, in all: one message for all that it would hold."""
    for language, names in case.missing_files.items():
        if len(names) > MOST_FILES:
            message = f"{len(names)} files are missing or empty in '{language}', the first is {names[0]}. A language has them all."
            yield Problem(f"content/{language}", 0, 0, "FILE_MISSING", message)
            continue
        for name in names:
            held = sum(1 for keys in case.sources.entries.values() for one in keys.values() if _name(one) == name)
            message = f"The file is missing or empty, and with it {held} texts that another language has. "
            message += "Put it back, or copy and translate it."
            yield Problem(f"content/{language}/{name}", 0, 0, "FILE_MISSING", message)


def _name(entry: EntrySource) -> str:
    return entry.document.path.rsplit("/", 1)[-1]


@rule("KEY_MISSING")
def every_key_a_flow_uses_is_written(case: Case) -> Iterator[Problem]:
    """Each say, label and pace names an entry of the default language."""
    language = _default(case)
    if case.sources.language_unread(language):
        return
    known = case.sources.entries.get(language, {})
    for node in case.sources.nodes.values():
        for steps, key in node.content_keys():
            if key not in known and key not in case.keys_of_missing_files(language):
                near = did_you_mean(key, list(known)) or f" Add it to content/{language}/."
                yield node.problem(steps, "KEY_MISSING", f"There is no content '{key}'.{near}")


@rule("TEXT_MISSING")
def what_the_line_says_by_itself_is_written(case: Case) -> Iterator[Problem]:
    """Each text that the program says without a node is written in the default language, and is empty in none."""
    default = _default(case)
    for language in case.sources.languages:
        if case.sources.language_unread(language):
            continue
        entries = case.sources.entries.get(language, {})
        for key in sorted(REQUIRED_TEXTS):
            entry = entries.get(key)
            if entry is not None:
                for field in says_nothing(entry):
                    message = f"'{key}' is empty, and the line says it by itself. Write it."
                    yield entry.problem(field, "TEXT_MISSING", message)
            elif language == default and key not in case.keys_of_missing_files(language):
                path = f"content/{language}/{key.partition('.')[0]}.yaml"
                message = f"'{key}' is not written, and the line says it by itself. Write it."
                yield Problem(path, 1, 1, "TEXT_MISSING", message)


def says_nothing(entry: EntrySource) -> Iterator[str]:
    """The wordings of this entry that are nothing but white space, signs and blanks: one may be filled with nothing."""
    for field, written in (("text", entry.file.text), ("voice", entry.file.voice)):
        if (written or field == "text") and not any(letter.isalnum() for letter in fill(written, {})):
            yield field


@rule("KEY_UNUSED")
def every_entry_is_used(case: Case) -> Iterator[Problem]:
    """An entry is said, offered or paced by some node, or is one of the line's own."""
    if case.sources.flows_unread:
        return
    for entry in case.entries("KEY_UNUSED"):
        if entry.key.partition(".")[0] in case.missing_flows:
            continue
        if entry.key not in case.used_keys and not entry.key.startswith(OWN_PREFIXES):
            message = f"No flow uses '{entry.key}'. Use it or take it out."
            yield entry.problem("", "KEY_UNUSED", message, severity="warning")


@rule("STALE")
def every_translation_is_of_what_is_said_now(case: Case) -> Iterator[Problem]:
    """The mark under `of:` is that of the entry it was made from; in emergency steps anything else is an error."""
    source = case.sources.entries.get(_default(case), {})
    for entry in case.entries("STALE"):
        first = source.get(entry.key)
        if entry.language == _default(case) or first is None:
            continue
        if entry.file.of == mark_of(first.file.whole, first.file.voice):
            continue
        done = f"write the mark with: porchlight translated {entry.language} {entry.key}"
        if entry.file.of:
            message = f"'{entry.key}' was changed since it was translated. Translate it again, then {done}"
        else:
            message = f"'{entry.key}' does not say what it was translated from. Compare the two, then {done}"
        severe = entry.key in case.emergency_keys
        yield entry.problem("of", "STALE", message, severity="error" if severe else "warning")


def _default(case: Case) -> str:
    return case.sources.languages[0] if case.sources.languages else DEFAULT_LANGUAGE
