"""Digits as people say them: `one nine one oh four`, `nineteen one oh four`, `uno nueve uno cero cuatro`."""

from __future__ import annotations

from app.language.heard import heard, heard_as

_ONES = heard_as("zip_ones")
_TEENS = heard_as("zip_teens")
_TENS = heard_as("zip_tens")
_SOFT = heard("zip_soft")
"""Words that are digits only between other digits."""

_ZEROS = heard_as("zip_zeros")
_AND = heard("zip_and")

SPOKEN = frozenset({*_ONES, *_TEENS, *_TENS, *_ZEROS})


def spoken_digits(words: list[str]) -> str:
    """The five digits that these words say, or empty: longer and shorter runs are not a ZIP code."""
    best = ""
    for start in range(len(words)):
        run, end = _run(words, start)
        if len(run) == 5 and not all(word in _SOFT or word.isdigit() for word in words[start:end]):
            best = run
            break
        if len(run) == 5 and all(word.isdigit() for word in words[start:end]):
            best = run
            break
    return best


def _run(words: list[str], start: int) -> tuple[str, int]:
    """The digits said from `start` on without a break, and where the break is."""
    if start and _digits(words, start - 1)[0]:
        return "", start
    found, at = "", start
    while at < len(words):
        digits, after = _digits(words, at)
        if not digits:
            break
        found, at = found + digits, after
    return found, at


def _digits(words: list[str], at: int) -> tuple[str, int]:
    """The digits of the number word at `at`, and where the next word begins."""
    word = words[at]
    if word.isdigit() and word.isascii() and len(word) <= 5:
        return word, at + 1
    if word in _ONES:
        return _ONES[word], at + 1
    if word in _TEENS:
        return _TEENS[word], at + 1
    if word in _ZEROS:
        return _ZEROS[word], at + 1
    if word in _TENS:
        after = at + 1
        if after < len(words) and words[after] in _AND:
            after += 1
        if after < len(words) and _ONES.get(words[after], "0") != "0" and words[after] not in _SOFT:
            return _TENS[word] + _ONES[words[after]], after + 1
        return _TENS[word] + "0", at + 1
    return "", at
