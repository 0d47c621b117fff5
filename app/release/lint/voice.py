"""What is spoken: nothing that a voice would stumble over or read out as signs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from app.release.lint import by_text, opt_ins
from app.release.lint.rule import Case, rule
from app.release.problems import Problem

MOST_BYTES = 3000
"""Of one spoken passage; the provider's limit is 4,096 characters of text, and accents count twice here."""
NEVER_SPOKEN = frozenset({"line.text_only"}) | by_text.WRITTEN
"""Keys that only texts have."""
SPELLED = frozenset({"AIDS", "SIDA", "MDMA", "LGBT", "LGBTQ", "SAMHSA", "NORS", "HCV", "STBBI"})
"""Capitals that a voice says right."""

_LINK = re.compile(r"https?:|www\.|\b[a-z0-9-]+\.(?:com|org|gov|net|edu|info|me|us)\b", re.IGNORECASE)
_SIGNS = re.compile(r"[/\\@#*_<>~|^=+&\[\]\u2022\u2013\u2014\u2192]")
_CAPITALS = re.compile(r"\b[A-Z\u00c0-\u00de]{4,}\b")
_SHORT_NUMBER = re.compile(r"(?<![\d-])(?:911|988|211|711|311)(?![\d-])")
_BLANK = re.compile(r"\{[^{}]*\}")


@rule("VOICE", each_text=True)
def what_is_spoken_can_be_spoken(case: Case) -> Iterator[Problem]:
    """The spoken wording has no addresses, signs, emoji or shouted words, spells 9 1 1, and is not endless."""
    for entry in case.entries("VOICE"):
        if (
            not case.speaks(entry.language)
            or entry.key in NEVER_SPOKEN
            or (entry.key.startswith(opt_ins.PREFIXES) and entry.key not in opt_ins.SPOKEN)
        ):
            continue
        if wrong := unspeakable(_BLANK.sub("", entry.spoken)):
            where = "voice" if entry.file.voice else "text"
            hint = "" if entry.file.voice else " Add 'voice:' with other words."
            yield entry.problem(where, "VOICE", f"{wrong}{hint}")


def unspeakable(words: str) -> str:
    """The first thing in these words that a voice cannot say well, and what to do; or an empty string."""
    if len(words.encode()) > MOST_BYTES:
        return f"This is longer than {MOST_BYTES} bytes to speak. Split it over several nodes."
    if found := _LINK.search(words):
        return f"A web address ('{found.group()}') cannot be spoken. Say where to look in words."
    if found := _SIGNS.search(words):
        return f"The sign '{found.group()}' is read out strangely. Write it as a word."
    if any(unicodedata.category(letter) in ("So", "Sk", "Cs") for letter in words if letter > "\x7f"):
        return "An emoji or picture sign cannot be spoken. Take it out."
    if found := _SHORT_NUMBER.search(words):
        spaced = " ".join(found.group())
        return f"'{found.group()}' may be read as one big number. Write '{spaced}'."
    shouted = [word for word in _CAPITALS.findall(words) if word not in SPELLED]
    if shouted:
        return f"'{shouted[0]}' in capitals may be spelled letter by letter. Write it in small letters."
    return ""
