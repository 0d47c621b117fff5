"""KML and KMZ, as Google My Maps exports them. The XML is read without entities, the archive with a limit."""

from __future__ import annotations

import html
import io
import re
import zipfile
from xml.parsers import expat

from app.places.hours_parser import read_hours
from app.places.imports import columns
from app.places.imports.phones import first_number
from app.places.imports.quarantine import is_over
from app.places.imports.rows import LONGEST_CELL, FileFormat, RefusedFileError, Row, Sheet

_MOST_UNPACKED = 64 * 1024 * 1024
_MOST_DEPTH = 60
_BREAKS = re.compile(r"<\s*(?:br|/p|/div|/li|/tr)\b[^>]{0,100}>", re.IGNORECASE)
_ADDRESS = re.compile(r"\d{1,6} [^,\n]{3,60}, [^,\n\d]{2,40}?,? [A-Z]{2},? \d{5}(?:-\d{4})?")
"""A line that is nothing but a street, a town, a state and a ZIP code."""
_TAGS = re.compile(r"<[^>]{0,500}>")


def read(data: bytes) -> Sheet:
    """The placemarks as rows, in KML or zipped as KMZ; refuses document types, entities and archives that swell."""
    if data[:4] == b"PK\x03\x04":
        data = _unzipped(data)
    reader = _KmlReader()
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError as problem:
        raise RefusedFileError("KML", f"The file is not KML that can be read ({problem}). Export it again.") from None
    rows = [_row(values, number) for number, values in enumerate(reader.found, 1)]
    names = dict.fromkeys(name for row in rows for name in row.values)
    return Sheet(format="kml", columns=tuple(names), rows=rows)


def _unzipped(data: bytes) -> bytes:
    """The one KML file of an archive, read no further than the limit whatever its header claims."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name for name in archive.namelist() if name.lower().endswith(".kml")]
            if not names:
                raise RefusedFileError("KMZ", "There is no .kml file in this archive.")
            with archive.open("doc.kml" if "doc.kml" in names else names[0]) as packed:
                unpacked = packed.read(_MOST_UNPACKED + 1)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as problem:
        raise RefusedFileError(
            "KMZ", f"The archive cannot be opened ({type(problem).__name__}). Export it again."
        ) from None
    if len(unpacked) > _MOST_UNPACKED:
        raise RefusedFileError("KMZ_SIZE", f"The archive unpacks to more than {_MOST_UNPACKED // 2**20} MB.")
    return unpacked


class _KmlReader:
    """Collects the placemarks while the parser walks through the file."""

    def __init__(self) -> None:
        self.found: list[dict[str, str]] = []
        self._path: list[str] = []
        self._folders: list[str] = []
        self._values: dict[str, str] | None = None
        self._column = ""
        self._text: list[str] = []
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text.append
        self.parser.StartDoctypeDeclHandler = _refuse
        self.parser.EntityDeclHandler = _refuse

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        self._path.append(name)
        self._text.clear()
        if len(self._path) > _MOST_DEPTH:
            raise RefusedFileError("KML_DEPTH", "The file nests too deep to be a map.")
        if name == "Placemark":
            self._values = {"folder": " ".join(one for one in self._folders if one)}
        elif name == "Folder":
            self._folders.append("")
        elif name in ("Data", "SimpleData"):
            self._column = attributes.get("name", "")

    def _end(self, tag: str) -> None:
        name = tag.rpartition(" ")[2]
        self._path.pop()
        text = "".join(self._text).strip()[:LONGEST_CELL]
        self._text.clear()
        if name == "Folder":
            self._folders.pop()
        if self._values is None:
            if name == "name" and self._path[-1:] == ["Folder"]:
                self._folders[-1] = text
            return
        if name == "Placemark":
            self.found.append(self._values)
            self._values = None
        elif name in ("value", "SimpleData") and self._column:
            self._values[self._column] = text
        elif name in ("name", "description", "address", "phoneNumber") and self._path[-1:] == ["Placemark"]:
            self._values[name] = _plain(text)
        elif name == "coordinates" and "coordinates" not in self._values and self._path[-1:] == ["Point"]:
            self._values["coordinates"] = text  # of a line or an outline it is no place that people can go to


def _refuse(*_: object) -> None:
    raise RefusedFileError("XML_ENTITY", "The file declares a document type or entities, which a map does not need.")


def _plain(text: str) -> str:
    """Text that was HTML, as it reads: a line for each line."""
    unescaped = html.unescape(html.unescape(text))  # some exports escape what was escaped
    return _TAGS.sub(" ", _BREAKS.sub("\n", unescaped)).replace("\xa0", " ").strip()


def _labelled(description: str) -> tuple[dict[str, str], str]:
    """What stands behind a label such as `Hours:` in a description, and the lines without one."""
    found: dict[str, str] = {}
    rest: list[str] = []
    for line in description.splitlines():
        label, colon, value = line.strip().partition(":")
        if colon and value.strip() and columns.is_known(label):
            found.setdefault(label.strip(), value.strip())
        elif line.strip():
            rest.append(line.strip())
    told = [part for line in rest for part in re.split(r"(?<=[a-z\d])[.;|] +", line)]
    for part in told:
        if phone := first_number(part):
            found.setdefault("phone", phone)
        if read_hours(part).hours:
            found.setdefault("hours", part)
        if _ADDRESS.fullmatch(part):
            found.setdefault("address", part)
    return found, "\n".join(rest)


def _row(values: dict[str, str], number: int) -> Row:
    labelled, rest = _labelled(values.get("description", ""))
    known = {columns.key(name) for name in values}
    values = {**values, **({"description": rest} if "description" in values else {})}
    values |= {name: text for name, text in labelled.items() if columns.key(name) not in known}
    folder = values.pop("folder", "")
    if is_over(folder):
        values["status"] = folder
    elif folder and not any(columns.field_of(name) == "services" for name in values):
        values["keywords"] = folder
    coordinates = values.pop("coordinates", "").split()
    point = coordinates[0].split(",") if coordinates else []
    if len(point) >= 2:
        values["longitude"], values["latitude"] = point[0], point[1]
    elif not columns.says_where(values):
        return Row(number, values, f"GEO_NONE: Item {number} has no point on the map.")
    return Row(number, values)


def _claims(name: str, start: bytes) -> bool:
    return name.endswith((".kml", ".kmz")) or (start.startswith(b"<?xml") and b"<kml" in start)


FORMAT = FileFormat("kml", _claims, read)
