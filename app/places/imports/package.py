"""A folder of CSV files that point at each other by id."""

from __future__ import annotations

import re
from collections.abc import Mapping

from app.places.imports import tabular
from app.places.imports.rows import RefusedFileError

Record = dict[str, str]


def table_name(file: str) -> str:
    """The table that a file of a folder holds: `locations-Grid view.csv`, as Airtable exports, is `locations`."""
    bare = file.rpartition(".")[0].rpartition("/")[2].lower()
    return re.sub(r"-(all |main )?(grid|gallery|list)?[ _]?(view)?( \d+)?$", "", bare).strip().replace(" ", "_")


def is_one_table(files: Mapping[str, bytes]) -> bool:
    """Whether the table of locations has names of its own for everything: then it is a list, and no part of a package."""
    locations = next((data for name, data in files.items() if table_name(name) == "locations"), b"")
    if not locations or any("-grid view" in name.lower() for name in files):
        return False
    header = locations[:4000].partition(b"\n")[0].decode("utf-8-sig", "replace").lower()
    names = {name.strip().strip('"') for name in header.split(",")}
    return not names & {"id", "name"} and bool(names & {"location_name", "location_address"})


class Package:
    """The tables of a folder by name, every row as named text."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._tables: dict[str, list[Record]] = {}
        for name, data in files.items():
            if name.lower().endswith((".csv", ".tsv")):
                self._tables[table_name(name)] = _records(data)

    def __contains__(self, table: str) -> bool:
        return table in self._tables

    def table(self, name: str) -> list[Record]:
        """The rows of one table; none when there is no such file."""
        return self._tables.get(name, [])

    def by(self, table: str, column: str) -> dict[str, list[Record]]:
        """The rows of one table by the value of one column, rows without one left out."""
        found: dict[str, list[Record]] = {}
        for record in self.table(table):
            if record.get(column):
                found.setdefault(record[column], []).append(record)
        return found


def _records(data: bytes) -> list[Record]:
    try:
        return [row.values for row in tabular.read(data).rows if not row.fault]
    except RefusedFileError as refused:
        if refused.code == "CSV_EMPTY":
            return []
        raise


def first(records: list[Record]) -> Record:
    """The first record, or an empty one."""
    return records[0] if records else {}
