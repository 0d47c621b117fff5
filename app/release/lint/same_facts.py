"""What a translation may not leave out: the numbers, the lines to call, the signs of danger and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.release.lint.rule import Case, rule
from app.release.lint.wording import any_of, bare
from app.release.problems import Problem
from app.release.sources import DEFAULT_LANGUAGE

SAID: dict[str, dict[str, tuple[str, ...]]] = {
    "a seizure": {"en": ("seizure*",), "es": ("convulsion*", "convulsiona*")},
    "chest pain": {"en": ("chest pain",), "es": ("dolor de pecho",)},
    "a very bad headache": {"en": ("bad headache",), "es": ("dolor de cabeza",)},
    "one side weak": {"en": ("weak on one side",), "es": ("un lado sin fuerza",)},
    "gasping": {"en": ("gasp*",), "es": ("boquea*", "boqueada*")},
    "naloxone": {"en": ("naloxone",), "es": ("naloxona", "dela", "desela", "guardela", "guardelas", "usela", "no la dana")},
    "fever": {"en": ("fever",), "es": ("fiebre",)},
    "chills": {"en": ("chills",), "es": ("escalofrio*",)},
    "blood pressure": {"en": ("blood pressure",), "es": ("presion",)},
    "throwing up": {"en": ("throw up", "throwing up", "vomit"), "es": ("vomit*",)},
    "nothing in the mouth": {"en": ("nothing in the mouth",), "es": ("nada en la boca",)},
    "the head back": {"en": ("head back",), "es": ("cabeza hacia atras", "cabeza atras")},
    "roll on the side": {"en": ("on their side",), "es": ("de lado",)},
    "a defibrillator": {"en": ("aed",), "es": ("desfibrilador",)},
}  # fmt: skip
"""A sign or an action -> how each language says it."""
_NUMBER = re.compile(r"\{phone\.[a-z_]+\}|(?<![\w.])\d+(?:/\d+)?(?![\w])")


@rule("LESS_SAID")
def no_translation_says_less(case: Case) -> Iterator[Problem]:
    """Each number, line, sign of danger and action of the default language's text stands in every translation."""
    source = case.sources.entries.get(DEFAULT_LANGUAGE, {})
    for entry in case.entries("LESS_SAID"):
        first = source.get(entry.key)
        if entry.language == DEFAULT_LANGUAGE or first is None or first.file.plain:
            continue
        if missing := missing_from(entry.file.text, first.file.text, entry.language):
            message = f"The {DEFAULT_LANGUAGE} text says {missing}, and this does not. Say it here too."
            yield entry.problem("text", "LESS_SAID", message)


def missing_from(text: str, first: str, language: str) -> str:
    """The first number, line, sign or action that the first text has and its translation has not, or nothing."""
    held = set(_NUMBER.findall(text))
    for number in _NUMBER.findall(first):
        if number not in held:
            return f"'{number}'"
    theirs, ours = bare(first), bare(text)
    for what, words in SAID.items():
        if (
            language in words
            and any_of(words[DEFAULT_LANGUAGE]).search(theirs)
            and not any_of(words[language]).search(ours)
        ):
            return what
    return ""
