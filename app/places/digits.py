"""Digits as people say them: `one nine one oh four`, `nineteen one oh four`, `uno nueve uno cero cuatro`."""

from __future__ import annotations

_ONES = {
    "zero": "0", "oh": "0", "o": "0", "one": "1", "won": "1", "two": "2", "to": "2", "too": "2", "three": "3",
    "four": "4", "for": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "ate": "8", "nine": "9",
    "cero": "0", "uno": "1", "una": "1", "dos": "2", "tres": "3", "cuatro": "4", "cinco": "5", "seis": "6",
    "siete": "7", "ocho": "8", "nueve": "9",
}  # fmt: skip
_TEENS = {
    "ten": "10", "eleven": "11", "twelve": "12", "thirteen": "13", "fourteen": "14", "fifteen": "15",
    "sixteen": "16", "seventeen": "17", "eighteen": "18", "nineteen": "19",
    "diez": "10", "once": "11", "doce": "12", "trece": "13", "catorce": "14", "quince": "15",
    "dieciseis": "16", "diecisiete": "17", "dieciocho": "18", "diecinueve": "19", "veinte": "20",
    "veintiuno": "21", "veintidos": "22", "veintitres": "23", "veinticuatro": "24", "veinticinco": "25",
    "veintiseis": "26", "veintisiete": "27", "veintiocho": "28", "veintinueve": "29",
}  # fmt: skip
_TENS = {
    "twenty": "2", "thirty": "3", "forty": "4", "fifty": "5", "sixty": "6", "seventy": "7", "eighty": "8",
    "ninety": "9", "treinta": "3", "cuarenta": "4", "cincuenta": "5", "sesenta": "6", "setenta": "7",
    "ochenta": "8", "noventa": "9",
}  # fmt: skip
_SOFT = frozenset({"o", "oh", "to", "too", "for", "won", "ate", "una", "once"})
"""Words that are digits only between other digits."""

SPOKEN = frozenset({*_ONES, *_TEENS, *_TENS, "hundred", "thousand"})


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
    if word in {"hundred", "thousand"}:
        return ("00" if word == "hundred" else "000"), at + 1
    if word in _TENS:
        after = at + 1
        if after < len(words) and words[after] == "y":
            after += 1
        if after < len(words) and _ONES.get(words[after], "0") != "0" and words[after] not in _SOFT:
            return _TENS[word] + _ONES[words[after]], after + 1
        return _TENS[word] + "0", at + 1
    return "", at
