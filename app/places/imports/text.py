"""Bytes of unknown letters as text, and JSON as values, without ever trusting either."""

from __future__ import annotations

import codecs
import re
from typing import Any

import msgspec

from app.places.imports.rows import MOST_BYTES, RefusedFileError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_C1 = re.compile("[\x80-\x84\x86-\x9f]")


def decoded(data: bytes) -> str:
    """The file as text: UTF-8, UTF-16 with a mark, or else Windows letters. Refuses empty and binary files."""
    if len(data) > MOST_BYTES:
        raise RefusedFileError("FILE_SIZE", f"The file is larger than {MOST_BYTES // 2**20} MB. Split it.")
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    if _C1.search(text):
        # Windows letters that some program took for control letters: the dash of `Monday - Friday` is one.
        text = _C1.sub(lambda mark: bytes([ord(mark[0])]).decode("cp1252", "ignore"), text)
    text = text.replace(" \u00ad ", " - ")  # a soft hyphen between blanks is a dash
    if not text.strip():
        raise RefusedFileError("CSV_EMPTY", "The file is empty. The old list stays live.")
    if "\0" in text:
        raise RefusedFileError("FILE_BINARY", "The file has NUL bytes: it is not text. Save it again as CSV or JSON.")
    return text


def json_of(data: bytes) -> Any:
    """The JSON value of a file; refuses what is not JSON or nests too deep."""
    text = decoded(data)
    try:
        return msgspec.json.decode(text.encode())
    except (msgspec.DecodeError, RecursionError) as problem:
        lines = _by_line(text)
        if lines:
            return lines
        raise RefusedFileError(
            "JSON", f"The file is not JSON that can be read ({problem}). Download it again."
        ) from None


def _by_line(text: str) -> list[Any]:
    """The objects of a file that has one a line, as databases export; none when a line is something else."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) < 2 or not all(line.lstrip().startswith("{") and line.rstrip().endswith("}") for line in lines):
        return []
    try:
        return [msgspec.json.decode(line.encode()) for line in lines]
    except (msgspec.DecodeError, RecursionError):
        return []


def objects(value: Any) -> list[dict[str, Any]]:
    """The objects of a JSON list; refuses anything else."""
    if not isinstance(value, list):
        raise RefusedFileError("JSON_LIST", "The file should hold a list of places, and does not. Check --as.")
    return [one for one in value if isinstance(one, dict)]
