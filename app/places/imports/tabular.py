"""CSV and TSV, also a published Google Sheet: columns in any order, one place a row."""

from __future__ import annotations

import csv
import io

from app.places.imports.columns import field_of, looks_like_header
from app.places.imports.rows import LONGEST_CELL, MOST_ROWS, RefusedFileError, Row, Sheet
from app.places.imports.text import decoded

_MOST_LINES_IN_A_CELL = 30
_ONCE = frozenset({"name", "address", "city", "state", "postal_code", "latitude", "longitude", "phone", "hours"})


def read(data: bytes, *, format: str = "csv") -> Sheet:  # noqa: A002 - the word staff use
    """The sheet in this file; refuses one without a header or split by semicolons."""
    text = decoded(data)
    if text.lstrip()[:200].lower().startswith(("<!doctype", "<html")):
        raise RefusedFileError(
            "CSV_HTML", "This is a web page, not a sheet. In the sheet: File, Share, Publish to web, CSV."
        )
    header = text.lstrip("\n\r").split("\n", 1)[0]
    delimiter = "\t" if header.count("\t") > header.count(",") else ","
    if header.count(";") > header.count(delimiter):
        raise RefusedFileError("CSV_DELIM", "The columns are split by ';'. Save as CSV with commas.")
    rows: list[Row] = []
    columns: list[str] = []
    try:
        above = _lines_above(text, delimiter)
        lines = io.StringIO(text, newline="")
        # Some programs write `"Name", "Address"`: the blank is no part of the cell.
        blanks = f'{delimiter} "' in header
        for number, cells in enumerate(csv.reader(lines, delimiter=delimiter, strict=False, skipinitialspace=blanks)):
            if number < above:
                continue
            if not columns:
                columns = named_columns(cells)
                continue
            if any(value.strip() for value in cells):
                rows.append(_row(cells, columns, len(rows) + 2 + above))
            if len(rows) > MOST_ROWS:
                raise RefusedFileError("CSV_ROWS", f"The file has more than {MOST_ROWS:,} rows. Split it.")
    except csv.Error as problem:
        raise RefusedFileError(
            "CSV", f"Row {len(rows) + 2} cannot be read ({problem}). Look for a quote without its end."
        ) from None
    if not rows:
        raise RefusedFileError("CSV_EMPTY", "The file has no rows under its header. The old list stays live.")
    return Sheet(format=format, columns=tuple(columns), rows=rows)


def _lines_above(text: str, delimiter: str) -> int:
    """How many lines, such as a title, stand above the header."""
    first = [next(csv.reader([line], delimiter=delimiter), []) for line in text.splitlines()[:8]]
    return next((number for number, cells in enumerate(first) if looks_like_header(cells)), 0)


def named_columns(cells: list[str]) -> list[str]:
    """The names of the columns; refuses a header in which two of one name both tell where or what a place is."""
    names: list[str] = []
    found = [cell.strip() for cell in cells]
    for at, name in enumerate(found):
        before = found[:at].count(name) if name else 0
        if before and field_of(name) in _ONCE:
            raise RefusedFileError("CSV_TWICE", f"Two columns are named '{name[:40]}'. Rename or delete one.")
        names.append(f"{name} ({before + 1})" if before else name)
    while names and not names[-1]:
        names.pop()
    return names


def _row(cells: list[str], columns: list[str], number: int) -> Row:
    extra = any(value.strip() for value in cells[len(columns) :])
    if len(cells) < len(columns) - 1 or extra:
        found = len(cells)
        values = {name: value for name, value in zip(columns, cells, strict=False) if name}
        values |= {f"(column {n})": value for n, value in enumerate(cells[len(columns) :], len(columns) + 1)}
        return Row(number, values, f"CSV_WIDTH: Row {number} has {found} columns, expected {len(columns)}.")
    values = {name: _unescaped(value) for name, value in zip(columns, cells, strict=False) if name}
    if any(len(value) > LONGEST_CELL or value.count("\n") > _MOST_LINES_IN_A_CELL for value in values.values()):
        return Row(number, {}, f"CSV_CELL: Row {number} has a cell without end. Look for a quote without its partner.")
    return Row(number, values)


def _unescaped(value: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from running it."""
    value = value.strip()
    return value[1:] if value[:1] == "'" and value[1:2] in ("=", "+", "-", "@") else value
