"""Words that hurt and promises the line cannot keep: lists of each language, as data in avoid.yaml."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from app.release.languages import level_of
from app.release.lint.rule import Case, rule
from app.release.lint.wording import any_of, bare
from app.release.problems import Problem, shown
from app.release.schema import AvoidedFile
from app.release.sources import EntrySource


@rule("AVOID", each_text=True)
def no_text_uses_a_stigmatising_term(case: Case) -> Iterator[Problem]:
    """No text has a term from `words:` of its language's avoid.yaml."""
    for language, avoid in case.sources.avoid.items():
        for entry in case.entries("AVOID"):
            if entry.language == language:
                yield from _found(entry, avoid.file.words, "AVOID")


@rule("PROMISE", each_text=True)
def no_text_promises_what_the_line_cannot_keep(case: Case) -> Iterator[Problem]:
    """No text has a phrase from `promises:` of its language's avoid.yaml."""
    for language, avoid in case.sources.avoid.items():
        for entry in case.entries("PROMISE"):
            if entry.language == language:
                yield from _found(entry, avoid.file.promises, "PROMISE")


def _found(entry: EntrySource, avoided: list[AvoidedFile], code: str) -> Iterator[Problem]:
    for field, words in entry.written:
        for number, found in _hits(words, tuple((tuple(one.term), tuple(one.unless)) for one in avoided)):
            one = avoided[number]
            yield entry.problem(field, code, f"'{shown(found)}': {one.why} Write: {one.instead}")


@lru_cache(maxsize=16_384)
def _hits(words: str, avoided: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]) -> tuple[tuple[int, str], ...]:
    """(which, what was written) of each avoided term that stands in these words."""
    plain, hits = bare(words), []
    for number, (term, unless) in enumerate(avoided):
        found = any_of(term).search(plain)
        if found is not None and not (unless and any_of(unless).search(plain)):
            hits.append((number, found.group()))
    return tuple(hits)


@rule("AVOID_MISSING")
def every_language_has_its_list(case: Case) -> Iterator[Problem]:
    """Each full language has an avoid.yaml, or its texts are not checked for hurtful words and promises."""
    for language in case.sources.languages:
        path = f"content/{language}/avoid.yaml"
        partial = level_of(case.sources, language) != "full"
        if not partial and language not in case.sources.avoid and path not in case.sources.unread:
            message = "There is no list of words to avoid for this language. Copy one of another language and adapt it."
            yield Problem(path, 0, 0, "AVOID_MISSING", message, "warning")
