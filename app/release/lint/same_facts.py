"""What a translation may not leave out: the numbers, the lines to call, the signs of danger and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.release.claims.register import figures_of
from app.release.lint.claim_figures import says_another
from app.release.lint.rule import Case, rule
from app.release.lint.wording import any_of, bare
from app.release.problems import Problem
from app.release.sources import DEFAULT_LANGUAGE, EntrySource

SIGNS = (
    "a_seizure", "chest_pain", "a_very_bad_headache", "one_side_weak", "gasping", "naloxone", "fever", "chills", "blood_pressure",
    "throwing_up", "nothing_in_the_mouth", "the_head_back", "in_the_nose", "roll_on_the_side", "a_defibrillator",
)  # fmt: skip
"""Signs and actions, by their names among the `parts` of language.yaml: how each language says them."""
_NUMBER = re.compile(r"\{(?:phone|programme)\.[a-z0-9_]+\}|(?<![\w.])\d+(?:/\d+)?(?![\w])")


@rule("LESS_SAID", each_text=True)
def no_translation_says_less(case: Case) -> Iterator[Problem]:
    """Each number, line, sign of danger and action of the default language's text stands in every translation."""
    source = case.sources.entries.get(DEFAULT_LANGUAGE, {})
    for entry in case.entries("LESS_SAID"):
        first = source.get(entry.key)
        if entry.language == DEFAULT_LANGUAGE or first is None or first.file.plain:
            continue
        if _has_a_wrong_figure(case, first) or _has_a_wrong_figure(case, entry):
            continue
        if missing := _missing_from(entry.file.whole, first.file.whole, case, entry.language):
            message = f"The {DEFAULT_LANGUAGE} text says {missing}, and this does not. Say it here too."
            yield entry.problem("text", "LESS_SAID", message)


def _has_a_wrong_figure(case: Case, entry: EntrySource) -> bool:
    """Whether a number of this text is told already as another than its facts have."""
    pack, known = case.sources.speech.get(entry.language), figures_of(case.sources, entry.key)
    return pack is not None and bool(known) and says_another(entry, pack.file, known)


def _missing_from(text: str, first: str, case: Case, language: str) -> str:
    """The first number, line, sign or action that the first text has and its translation has not, or nothing."""
    held = set(_NUMBER.findall(text))
    for number in _NUMBER.findall(first):
        if number not in held:
            return f"'{number}'"
    theirs, ours = bare(first), bare(text)
    for sign in SIGNS:
        words, own = case.part(DEFAULT_LANGUAGE, sign), case.part(language, sign)
        if words and own and any_of(words).search(theirs) and not any_of(own).search(ours):
            return sign.replace("_", " ")
    return ""
