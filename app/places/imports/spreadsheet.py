"""Excel and OpenDocument workbooks: the sheet that looks most like a list of places, its cells as text."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from app.places.imports import columns
from app.places.imports.rows import LONGEST_CELL, MOST_ROWS, RefusedFileError, Row, Sheet
from app.places.imports.tabular import named_columns

_FIRST_ROWS = 15


def read(data: bytes) -> Sheet:
    """The rows of the workbook's list of places; refuses a file that is no workbook or holds no list."""
    # A compiled reader of 3 MB that only imports need.
    from python_calamine import CalamineError, load_workbook

    try:
        workbook = load_workbook(BytesIO(data))
        sheets = {
            name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in workbook.sheet_names
        }
    except (CalamineError, ValueError, OSError) as problem:
        raise RefusedFileError(
            "XLSX",
            f"The workbook cannot be opened ({problem}). Open it, and save it as a new .xlsx without a password.",
        ) from None
    filled = {name: rows for name, rows in sheets.items() if any(any(_text(cell) for cell in row) for row in rows)}
    if not filled:
        raise RefusedFileError("CSV_EMPTY", "The workbook is empty. The old list stays live.")
    rows = max(filled.values(), key=lambda one: (_header(one) is not None, len(one)))
    if len(rows) > MOST_ROWS:
        raise RefusedFileError("CSV_ROWS", f"The sheet has more than {MOST_ROWS:,} rows. Split it.")
    return _sheet(rows)


def _sheet(rows: list[list[Any]]) -> Sheet:
    start = _header(rows)
    start = start if start is not None else next(n for n, row in enumerate(rows) if any(_text(cell) for cell in row))
    names = named_columns([_text(cell) for cell in rows[start]])
    found = []
    for number, row in enumerate(rows[start + 1 :], start + 2):
        cells = [_text(cell) for cell in row]
        if any(cells):
            found.append(Row(number, {name: value for name, value in zip(names, cells, strict=False) if name}))
    if not found:
        raise RefusedFileError("CSV_EMPTY", "The sheet has no rows under its header. The old list stays live.")
    return Sheet(format="xlsx", columns=tuple(names), rows=found)


def _header(rows: list[list[Any]]) -> int | None:
    """Which of the first rows names the columns: lists often have a title above them."""
    return next((n for n, row in enumerate(rows[:_FIRST_ROWS]) if columns.looks_like_header(map(_text, row))), None)


def _text(value: Any) -> str:
    """A cell as somebody would type it: whole numbers without `.0`, times of day as `09:00`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.strftime("%H:%M") if value.year < 1905 else value.date().isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds() // 60)
        return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip()[:LONGEST_CELL]
