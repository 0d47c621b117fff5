"""How hard a text is to read, as a school grade: formulas of our own making from the published definitions.

English: Flesch-Kincaid (Kincaid and others 1975), 0.39 words per sentence + 11.8 syllables per word - 15.59.
Spanish: Crawford (1989), made for primary school Spanish: -0.205 sentences per 100 words + 0.049 syllables per 100
words - 3.407. Both are rough on short texts, so only texts of several words are judged.

Pseudonyms that people have to know (naloxone, fentanyl ...) count as two syllables: there is no shorter word for them, and
everybody who texts this line has met them. A number counts as one syllable, as people read it at a glance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from app.release.lint.rule import Case, rule
from app.release.lint.wording import bare
from app.release.problems import Problem

MOST_GRADE = 6.0
MOST_GRADE_EMERGENCY = 4.0
FEWEST_WORDS = 12
"""Shorter texts say too little for a formula."""

KNOWN_NAMES = frozenset(
    "naloxone naloxona narcan fentanyl fentanilo overdose overdoses sobredosis heroin heroina cocaine cocaina opioid "
    "opioids opioide opioides xylazine xilacina xilazina medetomidine medetomidina buprenorphine buprenorfina methadone "
    "metadona suboxone ketamine ketamina alcohol benzos syringe syringes jeringa jeringas hepatitis "
    "emergency emergencia nitazenes nitazenos amphetamine anfetamina metanfetamina pharmacy farmacia "
    "medicaid programme".split()
)
"""Necessary names, without accents, counted as two syllables."""

_SENTENCE = re.compile(r"[.!?:;\n]+(?=\s|$)|\n+")
_WORD = re.compile(r"[a-z\u00e0-\u00ff]+(?:'[a-z]+)?|\d+(?:[.,]\d+)*", re.IGNORECASE)
_BLANK = re.compile(r"\{[^{}]*\}")


@lru_cache(maxsize=8192)
def grade(text: str, formula: str) -> float | None:
    """The school grade somebody needs for this text, or None when it is too short to say or its language has no formula here."""
    sentences = [words for part in _SENTENCE.split(_BLANK.sub(" line ", text)) if (words := _WORD.findall(part))]
    words = [word for sentence in sentences for word in sentence]
    if len(words) < FEWEST_WORDS:
        return None
    if formula == "english":
        syllables = sum(map(english_syllables, words))
        return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59
    if formula == "spanish":
        syllables = sum(map(spanish_syllables, words))
        return -0.205 * 100 * len(sentences) / len(words) + 0.049 * 100 * syllables / len(words) - 3.407
    return None


@lru_cache(maxsize=8192)
def english_syllables(word: str) -> int:
    """Syllables of an English word by its vowels, silent endings left out; right for about nine words in ten."""
    word = bare(word)
    if word[0].isdigit():
        return 1
    if word in KNOWN_NAMES:
        return 2
    stem = re.sub(r"'(?:s|re|ll|ve|d|m|t)$", "", word)
    if re.search(r"[^aeiouy]e$", stem) and not re.search(r"[^aeiouy]le$", stem):
        stem = stem[:-1]
    elif re.search(r"[^aeiouytd]ed$", stem) or (
        re.search(r"[^aeiouysxz]es$", stem) and not re.search(r"(?:ch|sh|[cg])es$", stem)
    ):
        stem = stem[:-2]
    count = len(re.findall(r"[aeiouy]+", stem))
    # two vowels that are said apart: being, giant, science, video, idea
    count += len(re.findall(r"(?:[aeiouy]ing$|ia(?!l|n$)|io(?!n|u)|[^aeiou]ien|eo(?![up])|(?<=[aeiou][a-z])ea$)", stem))
    return max(count, 1)


@lru_cache(maxsize=8192)
def spanish_syllables(word: str) -> int:
    """Syllables of a Spanish word: each strong vowel, each stressed weak one, and each group of weak ones."""
    word = word.lower()
    if word[0].isdigit():
        return 1
    if bare(word) in KNOWN_NAMES:
        return 2
    word = re.sub(r"([gq])u(?=[ei\u00e9\u00ed])", r"\1", word)
    word = re.sub(r"y$", "i", word)
    nuclei = re.findall(r"[iu\u00fc]*[aeo\u00e1\u00e9\u00f3][iu\u00fc]*|[\u00ed\u00fa]|[iu\u00fc]+", word)
    return max(len(nuclei), 1)


@rule("READING", each_text=True)
def every_text_is_easy_to_read(case: Case) -> Iterator[Problem]:
    """Texts and spoken words need at most grade 6, emergency steps grade 4."""
    emergency = case.emergency_keys - case.labels
    for entry in case.entries("READING"):
        urgent = entry.key in emergency
        most = MOST_GRADE_EMERGENCY if urgent else MOST_GRADE
        for field, words in entry.written:
            found = grade(words, case.formula(entry.language))
            if found is not None and found > most + 0.05:
                kind = "for emergency steps" if urgent else "here"
                message = f"This needs grade {found:.1f}; {kind} it may need {most:.0f}. "
                message += "Use shorter sentences and shorter words."
                yield entry.problem(field, "READING", message)
