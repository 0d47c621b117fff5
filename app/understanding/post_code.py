"""Post codes in a message: ZIP, Canadian, and digits said aloud."""

import re

_ZIP = re.compile(r"(?<![\d$#.-])(\d{5})(?:-\d{4})?(?![\d-])")
_POSTCODE = re.compile(r"\b([abceghj-nprstvxy]\d[a-z][ -]?\d[a-z]\d)\b")
_AREA = re.compile(r"\b([abceghj-nprstvxy]\d[abceghj-nprstv-z])\b")
_APART = re.compile(r"(?<![\w$#])(\d(?:[ -]\d){4})(?![\w-]| \d)")  # 8 0 2 1 8, as speech-to-text writes it
_NUMBER = (
    "zero oh one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fourty fifty sixty seventy eighty ninety hundred thousand double triple o "
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho "
    "diecinueve veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa mil cien "
    "veintiuno veintidos veintitres veinticuatro veinticinco un"
)
_NUMBER_WORDS = frozenset(_NUMBER.split())
_JOIN_NUMBERS = frozenset({"y", "and", "to", "too", "for", "won", "ate", "owe", "dash"})


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
        if word == "double":
            size += 1
        elif word == "triple":
            size += 2
        elif word not in {"hundred", "thousand", "mil", "cien", "y", "and"}:
            size += 2 if word.endswith(("teen", "ty")) else 1
    return size
