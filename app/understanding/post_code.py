"""Post codes in a message: ZIP, Canadian, and digits said aloud."""

import re

from app.language.heard import heard, heard_as

_ZIP = re.compile(r"(?<![\d$#.-])(\d{5})(?:-\d{4})?(?![\d-])")
_POSTCODE = re.compile(r"\b([abceghj-nprstvxy]\d[a-z][ -]?\d[a-z]\d)\b")
_AREA = re.compile(r"\b([abceghj-nprstvxy]\d[abceghj-nprstv-z])\b")
_APART = re.compile(r"(?<![\w$#])(\d(?:[ -]\d){4})(?![\w-]| \d)")  # 8 0 2 1 8, as speech-to-text writes it
_NUMBER_WORDS = heard("post_code_numbers")
_JOIN_NUMBERS = heard("post_code_joins")
_REPEATING = heard_as("post_code_repeating")
_SILENT = heard("post_code_silent")
_OF_TWO_DIGITS = tuple(heard("post_code_of_two_digits"))


def find(text: str) -> tuple[int, int] | None:
    """The span of a post code in the plain text, written or spoken."""
    return _code(text) or _spoken(text)


def _code(text: str) -> tuple[int, int] | None:
    """The span of a ZIP or Canadian post code."""
    for pattern in (_ZIP, _POSTCODE, _AREA, _APART):
        match = pattern.search(text)
        if match is not None:
            return match.span(1)
    return None


def _spoken(text: str) -> tuple[int, int] | None:
    """The span of a post code said aloud: three or more number words that make five digits or so."""
    best: tuple[int, int] | None = None
    run: list[re.Match[str]] = []
    for match in [*re.finditer(r"[a-z]+|\d+", text), None]:
        if match is not None and _is_number(match.group(), run):
            run.append(match)
            continue
        while run and run[-1].group() in _JOIN_NUMBERS:
            run.pop()
        if len(run) >= 3 and _digits(run) >= 4:
            best = (run[0].start(), run[-1].end())
            break
        run = []
    return best


def _is_number(word: str, run: list[re.Match[str]]) -> bool:
    return word in _NUMBER_WORDS or (bool(run) and (word in _JOIN_NUMBERS or (word.isdigit() and len(word) <= 2)))


def _digits(run: list[re.Match[str]]) -> int:
    """Roughly how many digits the words make."""
    size = 0
    for match in run:
        word = match.group()
        if word in _REPEATING:
            size += int(_REPEATING[word])
        elif word not in _SILENT:
            size += 2 if word.endswith(_OF_TWO_DIGITS) else 1
    return size
