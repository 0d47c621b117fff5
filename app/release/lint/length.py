"""What texts cost: segments of the whole message as it goes out, list and all."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from app.language.sms_text import Segments, fill, not_gsm, segments
from app.release.lint.rule import Case, rule
from app.release.problems import Problem

MOST_SEGMENTS = 4
"""Of an ordinary message with its list."""
MOST_SEGMENTS_OF_A_SCRIPT = 7
"""Where letters are not Latin: a segment holds 67 of them, not 153."""
MOST_LABEL = 32
"""Characters of a label."""


@lru_cache(maxsize=8192)
def _odd(text: str) -> str:
    return not_gsm(text)


@lru_cache(maxsize=8192)
def _cost(text: str) -> Segments:
    return segments(text)


@rule("LONG", needs_the_engine=True)
def no_message_is_longer_than_four_segments(case: Case) -> Iterator[Problem]:
    """A node's text with its list, and each text of the line itself, fit four segments, seven in a script of its own."""
    library = case.library
    said: dict[tuple[str, str], str] = {}
    for node in case.release.nodes.values():
        for language in case.release.languages:
            whole = library.written(node, language)
            if len(whole) > len(said.get((language, node.say), "")):
                said[language, node.say] = whole
    odd_labels = {language: _odd_letters_of_labels(case, language) for language in case.release.languages}
    for entry in case.entries("LONG"):
        whole = said.get((entry.language, entry.key)) or fill(entry.file.text, library.release.blanks)
        cost = _cost(whole)
        if cost.encoding != "GSM-7" and _cost(plain := _without(whole, odd_labels[entry.language])).encoding == "GSM-7":
            cost = _cost(plain)  # what the label costs is told at the label
        most = MOST_SEGMENTS_OF_A_SCRIPT if case.of_a_script(entry.language) else MOST_SEGMENTS
        if cost.count > most:
            parts = " with its list" if (entry.language, entry.key) in said else ""
            message = f"This text{parts} is {cost.count} segments long ({cost.units} {cost.encoding} letters). "
            message += f"Cut it to {most}, or go on in a next node."
            yield entry.problem("text", "LONG", message)


def _odd_letters_of_labels(case: Case, language: str) -> str:
    held = case.release.texts.get(language, {})
    return "".join(_odd(held[key].text) for key in case.labels if key in held)


def _without(text: str, letters: str) -> str:
    return "".join(letter for letter in text if letter not in letters)


@rule("LETTERS", needs_the_engine=True)
def a_few_odd_letters_do_not_double_the_cost(case: Case) -> Iterator[Problem]:
    """No single odd character (curly quote, long dash, emoji) makes a text cost more segments than plain ones would, nor a label any."""
    for entry in case.entries("LETTERS"):
        odd = _odd(entry.file.text)
        if not odd or any(letter.isalpha() for letter in odd):
            continue
        plainer = _without(entry.file.text, odd)
        if entry.key in case.labels:
            what = "each message with this choice cost about twice as much. Take it out."
        elif _cost(entry.file.text).count > segments(plainer).count:
            what = "this text cost more segments. Use plain quotes and dashes."
        else:
            continue
        shown = " ".join(f"'{letter}' (U+{ord(letter):04X})" for letter in odd[:4])
        yield entry.problem("text", "LETTERS", f"{shown} makes {what}")


@rule("LABEL_LONG", needs_the_engine=True)
def a_label_is_a_few_words(case: Case) -> Iterator[Problem]:
    """What is written as bare words, or stands behind a number, is short."""
    said = {node.file.say for node in case.sources.nodes.values()}
    for entry in case.entries("LABEL_LONG"):
        bare_words = entry.label and entry.key not in case.labels and len(entry.file.text) > 2 * MOST_LABEL
        if bare_words and case.sources.claims and entry.key in said:
            continue  # told by CLAIM_NONE
        if bare_words:
            message = "This is more than a label. Write 'text:' with its source, or 'plain: yes' if it holds no fact."
            yield entry.problem("", "LABEL_LONG", message)
        elif entry.key in case.labels and len(entry.file.text) > MOST_LABEL:
            message = f"A label of {len(entry.file.text)} letters. Cut it to {MOST_LABEL}: it stands behind a number."
            yield entry.problem("text", "LABEL_LONG", message)
