"""What every format is read into: rows of named text, and the refusal of a file that cannot be one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from app.base.errors import PorchlightError

MOST_BYTES = 256 * 1024 * 1024
"""A larger file is not read; 100,000 sites take about 20 MB."""
MOST_ROWS = 1_000_000
LONGEST_CELL = 20_000


class RefusedFileError(PorchlightError):
    """This file cannot be imported. The list stays as it was."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message


class Row(msgspec.Struct, frozen=True):
    """One record of a file: the row or item it is, and its named values as text."""

    number: int
    """As staff count it: the row of a sheet with its header as row 1, the place in a list from 1."""
    values: dict[str, str]
    fault: str = ""
    """Why this row cannot be used, when the format itself says so: a code, a colon, a sentence."""


class Sheet(msgspec.Struct, frozen=True):
    """A file as rows."""

    format: str
    columns: tuple[str, ...]
    rows: Sequence[Row]
    known: bool = False
    """True when the columns are ours already, because the format has fixed names."""


class FileFormat(msgspec.Struct, frozen=True):
    """One way of writing a list of places in a file; `reading.FORMATS_OF_FILES` has each."""

    name: str
    claims: Callable[[str, bytes], bool]
    """Whether a file of this name in small letters, which begins with these bytes, is one."""
    read: Callable[[bytes], Sheet]


def cell(value: object) -> str:
    """A value of a JSON or XML file as text; lists joined by commas, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, list):
        return ", ".join(cell(one) for one in value if isinstance(one, str | int | float))
    if isinstance(value, dict):
        return ""
    return str(value)[:LONGEST_CELL]
