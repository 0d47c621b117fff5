"""Words that phone companies act on: they block or unblock all texts of a number, so nobody is told to send them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.language.short_answers import CARRIER_START, CARRIER_STOP, plain
from app.release.lint import opt_ins
from app.release.lint.rule import Case, rule
from app.release.lint.wording import bare
from app.release.problems import Problem, shown

HELP_WORDS = frozenset({"help", "info", "ayuda", "informacion"})
RESERVED = CARRIER_STOP | CARRIER_START | HELP_WORDS | {"yes", "arret", "salir"}
"""Whole messages that carriers or the line answer for themselves (Twilio opt-out keywords; 47 CFR 64.1200(a)(10))."""
ALLOWED_IN_LINE = frozenset({"stop", "start", "help", "info", "ayuda"})
"""What texts of the line itself (`line.`, and of check-ins) may name: people must be told how to stop."""

_WORDS = "|".join(sorted((word.replace(" ", r"\s") for word in RESERVED), key=len, reverse=True))
_TOLD = re.compile(
    r"\b(?:text|texting|reply|respond|type|mande|responda|conteste|escriba|envie)\s+"
    rf"(?:with\s+|con\s+|the\s+word\s+|la\s+palabra\s+)?[\"'\u201c\u00ab(]?({_WORDS})\b(?!\s+(?:to|a)\s+\d)"
)
_CAPITALS = re.compile(rf"\b(?:{_WORDS.upper()})\b")


@rule("CARRIER_WORD")
def no_flow_opens_by_a_carrier_word(case: Case) -> Iterator[Problem]:
    """The word of a flow is none that a phone company acts on."""
    for flow in case.sources.flows.values():
        for language, word in flow.file.word.items():
            if plain(word) in RESERVED:
                message = f"'{shown(word)}' is a word that phone companies act on. Choose another."
                yield flow.document.problem(("word", language), "CARRIER_WORD", message)


@rule("CARRIER_LABEL")
def no_label_is_a_carrier_word(case: Case) -> Iterator[Problem]:
    """A label is not, as a whole, a word that a phone company acts on: people text labels."""
    for entries in case.sources.entries.values():
        for key in case.labels:
            entry = entries.get(key)
            if entry is None:
                continue
            for words in (entry.file.text, *entry.file.also):
                if plain(words) in RESERVED:
                    message = f"The label '{shown(words)}' is a word that phone companies act on. Say more."
                    yield entry.problem("text", "CARRIER_LABEL", message)


@rule("CARRIER_TOLD", each_text=True)
def nobody_is_told_to_text_a_carrier_word(case: Case) -> Iterator[Problem]:
    """No text asks for STOP, END, YES and their like; only `line.` texts may name STOP, START and HELP."""
    for entry in case.entries("CARRIER_TOLD"):
        words = " / ".join(wording for _, wording in entry.written)
        named = _TOLD.findall(bare(words)) + [bare(word) for word in _CAPITALS.findall(words)]
        allowed = ALLOWED_IN_LINE if entry.key.startswith(("line.", *opt_ins.PREFIXES)) else frozenset()
        wrong = [word for word in dict.fromkeys(named) if word not in allowed]
        if wrong:
            told = ", ".join(word.upper() for word in wrong)
            message = f"This names {told}. Texting it blocks or changes all our texts to them. Ask for another word."
            yield entry.problem("text", "CARRIER_TOLD", message)
