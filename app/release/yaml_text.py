"""Bytes -> text that may be read as YAML: UTF-8, and nothing in it that people cannot see."""

from __future__ import annotations

import re
from itertools import islice

from app.base.errors import PorchlightError
from app.release.yaml_tree import MOST_DEPTH

MOST_LISTED = 20
"""Mistakes of one kind listed per file; the rest shows after the first are mended."""

Found = tuple[int, int, str, str]
"""Line, column, code, message."""


class YamlRefused(PorchlightError):
    """The file has something that staff files may not have, or is not YAML."""

    def __init__(self, *found: Found) -> None:
        super().__init__(found[0][3])
        self.found = found


# Control and invisible characters: they look like nothing and change what a word is. A joiner after an emoji is
# part of the emoji.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b\u200c\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff0-\uffff\ud800-\udfff\U000e0000-\U000e007f]"
    "|(?<![\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d|\r(?!\n)|\x85"
)
_DEEP = re.compile(rf"(?:[\[{{] ?){{{MOST_DEPTH + 1}}}")
TOO_DEEP = f"This is nested more than {MOST_DEPTH} levels deep. Take some brackets or indenting out."
_NO_TABS = "There is a tab here. Use spaces, two for each level."
_TAB = re.compile(r"\t+")


def _at(text: str, index: int) -> tuple[int, int]:
    """Line and column, from 1, of a position in the text."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def readable_text(data: bytes) -> str:
    """The bytes as text; raises YamlRefused when they are not UTF-8 or hold tabs or hidden characters."""
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        message = "A letter here is not UTF-8. Save the file as UTF-8 and look at the letters with accents."
        raise YamlRefused((line, column, "YAML_BYTES", message)) from None
    found: list[Found] = []
    for hidden in islice(_HIDDEN.finditer(text), MOST_LISTED):
        message = f"There is a hidden character here (U+{ord(hidden.group()):04X}). Delete it and type the word again."
        found.append((*_at(text, hidden.start()), "YAML_BYTES", message))
    found += [(*_at(text, tab.start()), "YAML_TAB", _NO_TABS) for tab in islice(_TAB.finditer(text), MOST_LISTED)]
    if deep := _DEEP.search(text):
        found.append((*_at(text, deep.start()), "YAML_DEPTH", TOO_DEEP))
    if found:
        raise YamlRefused(*found)
    return text
