"""What word processors, merges and chats leave in a staff file: named by what it is, and mended on request.

Mending changes only these letters: comments, order and layout stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

from app.release.problems import Problem

_BLANKS = "\u00a0\u2007\u202f\u3000\u2002\u2003\u2009"
_LETTER = "A-Za-z\u00c0-\u00ff"


class Mark(msgspec.Struct, frozen=True):
    """One kind of leftover."""

    code: str
    found: re.Pattern[str]
    message: str
    mended: Callable[[re.Match[str]], str] | None = None
    always: bool = False
    """Wrong even where the file can be read with it."""


def _spaces(found: re.Match[str]) -> str:
    return re.sub(f"[{_BLANKS}]", " ", found.group())


def _quoted(found: re.Match[str]) -> str:
    return found.group(1) + "'" + found.group(2).replace("'", "''").replace("\u2019", "''") + "'"


def _doubled(found: re.Match[str]) -> str:
    return found.group(1) + "'" + re.sub("'+", "''", found.group(2)) + "'"


MARKS = (
    Mark(
        "YAML_MERGE",
        re.compile(r"^(?:<{7}|>{7}|\|{7})(?: .*)?$|^={7}$", re.MULTILINE),
        "Two versions were merged here and nobody chose: keep one of the two parts, and take out the lines with "
        "<<<<<<<, ======= and >>>>>>>.",
        always=True,
    ),
    Mark(
        "YAML_BLANK",
        re.compile(f"^[ \\t]*[{_BLANKS}][ \\t{_BLANKS}]*|^ *[\\w.'\"-]+:[ \\t]*[{_BLANKS}]+", re.MULTILINE),
        "There is a blank here that looks like a space and is none, as word processors and web pages make them. "
        "Type spaces, or run: porchlight check --fix",
        _spaces,
        always=True,
    ),
    Mark(
        "YAML_BULLET",
        re.compile("^([ \\t]*)[\u2022\u25cf\u25aa\u25e6\u2023\u2219\u00b7\uf0b7][ \\t]*", re.MULTILINE),
        "There is a bullet of a word processor here. Write '- ' in its place, or run: porchlight check --fix",
        lambda found: f"{found.group(1)}- ",
    ),
    Mark(
        "YAML_CURLY",
        re.compile(
            "^([ ]*(?:- )?[\\w.]+:[ ]+|[ ]*- )[\u201c\u201e\u00ab\u2018](.*)[\u201d\u201c\u00bb\u2019][ ]*$",
            re.MULTILINE,
        ),
        "These quotes are curly, and only straight ones count. Write ' or \" around the text, or run: porchlight check --fix",
        _quoted,
    ),
    Mark(
        "YAML_APOSTROPHE",
        re.compile(f"^([ ]*(?:- )?[\\w.]+:[ ]+)'(?!')(.*[{_LETTER}]'[{_LETTER}].*)'[ ]*$", re.MULTILINE),
        "An apostrophe ends a text in single quotes. Write it twice (don''t), or put double quotes around the text, or "
        "run: porchlight check --fix",
        _doubled,
    ),
)
_HIDDEN = re.compile("[\u00ad\u200b\u200c\u200e\u200f\u2060\ufeff]")
_TABS = re.compile(r"^[ \t]*\t[ \t]*", re.MULTILINE)
_SIGNS = str.maketrans(
    {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-", "\u2026": "..."}
)
_PROSE = re.compile(
    "^(?![ ]*#)(?!.*['\"][ ]*$).*[\u2018\u2019\u2013\u2014\u2026].*$|^    .*[\u201c\u201d].*$", re.MULTILINE
)


def pasted(text: str, path: str, *, readable: bool) -> tuple[Problem, ...]:
    """The first of each kind of leftover in this text; where it can be read, only those that are wrong all the same."""
    found = []
    for mark in MARKS:
        hit = mark.found.search(text) if mark.always or not readable else None
        if hit is not None:
            line = text.count("\n", 0, hit.start()) + 1
            found.append(Problem(path, line, 1, mark.code, mark.message))
    return tuple(found)


def mended(data: bytes) -> bytes:
    """The file without leftovers: blanks, bullets, quotes and tabs as they should be; merges stay for people to choose."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data
    if any(mark.found.search(text) for mark in MARKS if mark.mended is None):
        return data
    # Blanks first: a tab after one stands at the beginning of its line only once the blank is a space.
    text = re.sub(f"[{_BLANKS}]", " ", _HIDDEN.sub("", text))
    text = _TABS.sub(lambda found: found.group().replace("\t", "  "), text)
    for mark in MARKS:
        if mark.mended is not None:
            text = mark.found.sub(mark.mended, text)
    return _PROSE.sub(lambda found: found.group().translate(_SIGNS), text).encode("utf-8")
