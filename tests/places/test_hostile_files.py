"""Files that are no list, or made to do harm: refused with what to do, quickly, and never by a traceback."""

from __future__ import annotations

import bz2
import gzip
import io
import os
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.line.place_lists import read_files, read_places
from app.places.gazetteer import Gazetteer
from app.places.geocode import Geocoder
from app.places.hours_certain import is_plainly_osm, with_two_figures
from app.places.hours_lint import lint
from app.places.hours_parser import read_hours
from app.places.hours_seasons import seasons_of
from app.places.imports.clean import Defaults, site_of
from app.places.imports.reading import sheet_of
from app.places.imports.rows import RefusedFileError
from app.places.imports.service_words import services_in
from app.places.question import read_question

SWELLING = b"0" * (257 * 1024 * 1024)


def _zip(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr(name, content)
    return out.getvalue()


FILES = {
    "deep.json": b"[" * 100_000,
    "deep.xml": b"<a>" * 100_000,
    "no.xlsx": b"hello",
    "half.xlsx": _zip("[Content_Types].xml", b"<x/>")[:60],
    "photo.jpg": b"\xff\xd8\xff\xe0" + bytes(2000),
    "text.pdf": b"%PDF-1.4\n" + bytes(2000),
    "nested.zip": _zip("inner.zip", _zip("a.csv", b"name\nA\n")),
    "noise.osm.gz": gzip.compress(b"0" * 1000),
    "noise.osm.bz2": bz2.compress(b"0" * 1000),
    "half.osm.gz": gzip.compress(b"<osm>" + b" " * 9000)[:30],
    "no.pbf": b"\0\0\0\x0dnot a map at all",
    "numbers.json": b"[1, 2, 3]",
    "nothing.json": b'{"a": {"b": {"c": 1}}}',
    "lines.json": b'{"name": "A"}\n{"name": broken}\n',
    "quote.csv": b'name,address\n"A,12 Elm St\n' + b"x,y\n" * 200_000,
}


@pytest.mark.parametrize("name", FILES)
def test_what_is_no_list_is_refused_with_a_sentence(name: str, gazetteer: Gazetteer) -> None:
    began = time.process_time()
    with pytest.raises(RefusedFileError) as refused:
        found = read_places({name: FILES[name]}, defaults=Defaults(source="x"), gazetteer=gazetteer)
        assert found.sites == ()

    assert refused.value.message.endswith((".", "?", "."))
    assert time.process_time() - began < 10


@pytest.mark.parametrize("name", ["a.zip", "a.osm.gz"])
def test_what_swells_is_refused(name: str) -> None:
    data = b"<osm>" + SWELLING
    packed = _zip("a.csv", data) if name == "a.zip" else gzip.compress(data, 1)

    with pytest.raises(RefusedFileError, match="unpacks to more"):
        sheet_of({name: packed})


def test_what_is_no_file_is_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")

    for path in (tmp_path / "pipe.csv", Path("/dev/zero")):
        with pytest.raises(RefusedFileError, match="no file that can be read"):
            read_files(path)


PIECES = st.sampled_from(
    [
        "a",
        "9",
        "0",
        " ",
        "-",
        "9-",
        "9:",
        "mon",
        "mon-",
        "12 ",
        "and ",
        "1st ",
        "st ",
        "(",
        "a,",
        "\n",
        ";",
        "+",
        "narcan ",
        "é",
        "in ",
    ]
)
HOSTILE = st.tuples(PIECES, PIECES, PIECES, st.integers(1, 7000)).map(
    lambda one: ((one[0] * 3 + one[1]) * one[3] + one[2])[:20_000]
)


def test_no_text_keeps_the_readers_of_places_busy(geocoder: Geocoder, gazetteer: Gazetteer) -> None:
    def row(text: str) -> object:
        fields = ("name", "address", "hours", "phone", "languages", "accessible", "latitude", "point", "state")
        return site_of(dict.fromkeys(fields, text), defaults=Defaults(source="x"), gazetteer=gazetteer)

    readers = (
        read_hours,
        is_plainly_osm,
        with_two_figures,
        lint,
        seasons_of,
        services_in,
        row,
        lambda text: read_question(text, geocoder),
    )

    for read in readers:
        read("narcan in somwhere")  # what is built once is no part of it

    @settings(max_examples=60, deadline=None)
    @given(HOSTILE)
    def quick(text: str) -> None:
        for read in readers:
            began = time.process_time()
            read(text)

            assert time.process_time() - began < 0.5, (read, text[:80])

    quick()
