"""What calling a number changes in staff files, by position."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from app.base.errors import PorchlightError
from app.console.editing.texts import taken_out, with_words
from app.console.editing.values import replaced
from app.console.numbers.call_sheet import Saying, sayings
from app.release.lint.numbers import AS_DIALED, BLOCKED
from app.release.read_sources import read_sources
from app.release.review_marks import put_names
from app.release.staff_files import NUMBERS, Files, flows_and_texts
from app.release.translation_marks import stamp

CALL_AGAIN = timedelta(days=92)
"""A number that answered is called again after so long."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


class NumberError(PorchlightError):
    """The change cannot be made; `said` is the word of the page that tells why."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said


def answered(files: Mapping[str, bytes], name: str, *, by: str, today: date, number: str = "") -> Files:
    """The file in which this number was called today by this person and is right, or is this other number."""
    data = files.get(NUMBERS, b"")
    if number:
        data = replaced(data, NUMBERS, (name, "number"), number)
    data = replaced(data, NUMBERS, (name, "reviewed"), today.isoformat())
    data = replaced(data, NUMBERS, (name, "review_by"), (today + CALL_AGAIN).isoformat())
    after = dict(files) | {NUMBERS: data}
    made, signed = put_names(read_sources(flows_and_texts(after))[0], after, name=by, keys=[name])
    if not signed:
        raise NumberError("number_gone")
    return {NUMBERS: data} | made


def as_dialed(typed: str) -> str:
    """The number as numbers.yaml writes it. Raises NumberError for what is none, or may not be given to anybody."""
    bare = re.sub(r"[\s().]+", "-", typed.strip()).strip("-")
    digits = re.sub(r"\D", "", bare)
    if len(digits) == 11 and digits.startswith("1"):
        digits = digits[1:]
    if digits in BLOCKED:
        raise NumberError("number_blocked")
    found = f"{digits[:3]}-{digits[3:6]}-{digits[6:]}" if len(digits) == 10 else bare
    if not AS_DIALED.fullmatch(found):
        raise NumberError("number_form")
    return found


def proposal(saying: Saying, name: str) -> str:
    """The wording without the sentences that say this number; as it is where that would take something else along."""
    blank = f"{{phone.{name}}}"
    kept = [one for one in _SENTENCE.split(saying.words) if blank not in one]
    lost = [one for one in _SENTENCE.split(saying.words) if blank in one]
    alone = all(one.count("{") == one.count(blank) and "911" not in one for one in lost)
    return " ".join(kept) if kept and alone else saying.words


def out_of_use(files: Mapping[str, bytes], name: str, wordings: Sequence[tuple[Saying, str]]) -> Files:
    """The files in which these texts have these words and the number is gone. Raises NumberError while a text still says it."""
    if any(one.field == "text" and not words.strip() for one, words in wordings):
        raise NumberError("words_empty")
    held = read_sources(flows_and_texts(files))[0]
    if {(one.language, one.key, one.field, one.words) for one in sayings(held, name)} != {
        (one.language, one.key, one.field, one.words) for one, _ in wordings
    }:
        raise NumberError("texts_changed")
    made: Files = {}
    for saying, words in wordings:
        path = held.entries[saying.language][saying.key].document.path
        made[path] = with_words(made.get(path, files[path]), path, saying.key, saying.field, words)
    after = dict(files) | made
    if sayings(read_sources(flows_and_texts(after))[0], name):
        raise NumberError("still_said")
    made |= _marked(after, {saying.key for saying, _ in wordings}, held.languages[1:])
    made[NUMBERS] = taken_out(files[NUMBERS], NUMBERS, name)
    return made


def _marked(files: Files, keys: set[str], languages: Sequence[str]) -> Files:
    """Translations changed together with what they translate fit it."""
    made: Files = {}
    for language in languages:
        sources = read_sources(flows_and_texts(files | made))[0]
        made |= stamp(sources, files | made, language=language, keys=sorted(keys)).files
    return made
