"""A programme's own area, made from map files: crossings, house numbers, landmarks and names are understood."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import osmium
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.line.place_area import make_area
from app.places.answers import Located
from app.places.area.gather import ROAD_METRES, chained, thinned
from app.places.area.packed import pack, unpack
from app.places.distance import kilometres
from app.places.gazetteer import Gazetteer
from app.places.geocode import Geocoder
from app.places.imports.osm_file import read as read_osm
from app.places.imports.rows import RefusedFileError
from app.places.local_places import Area, Places, Street
from app.places.question import read_question
from app.release.places import AREA_FILE, load_places

FIXTURE = Path(__file__).parent / "fixtures" / "area" / "made_up.osm"
KINDS = "kinds:\n  library: [library]\n  station: [station]\n"
HERE = Area(latitude=39.91, longitude=-75.2, state="PA")


def _geocoder(content: Path, gazetteer: Gazetteer) -> Geocoder:
    (content / "en").mkdir(exist_ok=True)
    (content / "en" / "places.yaml").write_text(KINDS)
    loaded = load_places(content)
    assert () == loaded.problems
    return Geocoder(gazetteer, loaded.places, HERE)


@pytest.fixture(scope="module")
def area(tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer) -> Geocoder:
    content = tmp_path_factory.mktemp("content")
    make_area([FIXTURE], to=content / AREA_FILE)
    return _geocoder(content, gazetteer)


FOUND = [
    ("narcan lantern and snyder", 39.9100, -75.2000), ("narcan at snyder st & lantern ave", 39.9100, -75.2000),
    ("naloxone near 5th and lantern", 39.9150, -75.2000), ("narcan 150 lantern ave", 39.9035, -75.2000),
    ("need narcan at 304 lantern avenue", 39.9080, -75.2001), ("narcan by the library on 5th", 39.9152, -75.1950),
    ("strips in wick hollow", 39.9120, -75.2050), ("narcan at lantern square station", 39.9190, -75.1999),
]  # fmt: skip


@pytest.mark.parametrize(("text", "latitude", "longitude"), FOUND)
def test_a_place_of_the_area_is_found(area: Geocoder, text: str, latitude: float, longitude: float) -> None:
    found = read_question(text, area).answer

    assert isinstance(found, Located), found
    assert kilometres(latitude, longitude, found.latitude, found.longitude) < 0.08


@pytest.mark.parametrize(
    ("text", "state"),
    [("narcan in pittsburgh", "PA"), ("narcan lantern and snyder in cleveland ohio", "OH")],
)
def test_a_park_called_like_a_city_or_a_street_of_another_town_is_not_meant(
    area: Geocoder, text: str, state: str
) -> None:
    found = read_question(text, area).answer

    assert isinstance(found, Located)
    assert state == found.state
    assert kilometres(39.91, -75.2, found.latitude, found.longitude) > 100


def test_a_house_number_that_the_street_does_not_have_is_not_found(area: Geocoder) -> None:
    assert not isinstance(read_question("narcan 9800 lantern ave", area).answer, Located)


def tiger(rows: list[tuple[str, str, str, list[tuple[float, float]]]]) -> bytes:
    """A TIGER archive with these streets: name, first and last number, line."""
    shapes, table = b"", b""
    for number, (name, first, last, line) in enumerate(rows, 1):
        flat = b"".join(struct.pack("<dd", lon, lat) for lat, lon in line)
        body = struct.pack("<i4dii", 3, 0, 0, 0, 0, 1, len(line)) + struct.pack("<i", 0) + flat
        shapes += struct.pack(">ii", number, len(body) // 2) + body
        table += b" " + name.encode().ljust(30) + first.encode().ljust(8) + last.encode().ljust(8)
    fields = [("FULLNAME", 30), ("LFROMHN", 8), ("LTOHN", 8)]
    described = b"".join(
        name.encode().ljust(11, b"\0") + b"C" + bytes(4) + bytes([size]) + bytes(15) for name, size in fields
    )
    header = struct.pack("<4BIHH", 3, 26, 1, 1, len(rows), 32 + len(described) + 1, 47) + bytes(20)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("tl_made_up.shp", bytes(100) + shapes)
        archive.writestr("tl_made_up.dbf", header + described + b"\r" + table)
    return out.getvalue()


def test_tiger_streets_cross_and_have_numbers(tmp_path: Path, gazetteer: Gazetteer) -> None:
    file = tmp_path / "tl_made_up.zip"
    file.write_bytes(
        tiger(
            [
                ("Quill Ave", "100", "198", [(39.90, -75.20), (39.91, -75.20)]),
                ("Ember St", "1", "99", [(39.905, -75.21), (39.905, -75.19)]),
            ]
        )
    )
    made = make_area([file], to=tmp_path / AREA_FILE)
    geocoder = _geocoder(tmp_path, gazetteer)
    crossing, house = geocoder.locate("quill and ember"), geocoder.locate("149 quill ave")

    assert 2 == made.streets
    assert isinstance(crossing, Located)
    assert isinstance(house, Located)
    assert kilometres(39.905, -75.20, crossing.latitude, crossing.longitude) < 0.02
    assert kilometres(39.905, -75.20, house.latitude, house.longitude) < 0.02


@pytest.mark.parametrize("data", [b"", b"not a map", b"PK\x03\x04broken", b"<osm></osm>"])
def test_a_file_that_is_no_map_is_refused_and_the_old_area_stays(tmp_path: Path, data: bytes) -> None:
    old = tmp_path / AREA_FILE
    old.write_bytes(b"old")
    bad = tmp_path / "bad.osm"
    bad.write_bytes(data)

    with pytest.raises(RefusedFileError):
        make_area([bad], to=old)
    assert b"old" == old.read_bytes()


def test_a_damaged_area_file_is_a_mistake_and_no_crash(tmp_path: Path) -> None:
    (tmp_path / AREA_FILE).write_bytes(b"damaged")

    assert ["PLACE"] == [problem.code for problem in load_places(tmp_path).problems]


points = st.tuples(st.integers(3_990_000, 3_999_999), st.integers(-7_520_000, -7_510_000)).map(
    lambda whole: (whole[0] / 100_000, whole[1] / 100_000)
)


@given(st.lists(st.tuples(st.text(min_size=1, max_size=8), st.lists(points, min_size=2, max_size=6)), max_size=5))
def test_what_is_packed_comes_back(streets: list[tuple[str, list[tuple[float, float]]]]) -> None:
    places = Places(
        streets=tuple(Street(name=name, line=tuple(line), surveyed=True) for name, line in streets),
        addresses=tuple(
            Street(name=name, line=tuple(line), numbers=tuple(range(100, 100 + len(line))), surveyed=True)
            for name, line in streets
        ),
    )
    back = unpack(pack(places))

    assert [street.name for street in places.streets] == [street.name for street in back.streets]
    assert [street.numbers for street in places.addresses] == [street.numbers for street in back.addresses]
    for one, other in zip(places.streets, back.streets, strict=True):
        assert all(abs(p[0] - q[0]) + abs(p[1] - q[1]) < 3e-5 for p, q in zip(one.line, other.line, strict=True))


@given(st.lists(points, min_size=2, max_size=30))
def test_a_thinned_line_keeps_its_ends_and_uses_only_its_points(line: list[tuple[float, float]]) -> None:
    thin = thinned(line, ROAD_METRES)

    assert (line[0], line[-1]) == (thin[0], thin[-1])
    assert set(thin) <= set(line)


def test_pieces_of_a_street_are_one_line_however_they_were_drawn() -> None:
    a, b, c, d = (0.0, 0.0), (0.0, 1.0), (0.0, 2.0), (0.0, 3.0)

    (line,) = chained([[b, a], [b, c], [d, c]])

    assert {a, d} == {line[0], line[-1]}


def test_a_pbf_extract_is_read_as_the_xml_is(tmp_path: Path, gazetteer: Gazetteer) -> None:
    extract = tmp_path / "made_up.osm.pbf"
    _as_pbf(extract)

    make_area([extract], to=tmp_path / AREA_FILE)
    area = _geocoder(tmp_path, gazetteer)

    for text, latitude, longitude in FOUND:
        found = read_question(text, area).answer
        assert isinstance(found, Located), text
        assert kilometres(latitude, longitude, found.latitude, found.longitude) < 0.08


def test_places_of_a_pbf_extract_are_read_as_those_of_the_xml(tmp_path: Path) -> None:
    extract = tmp_path / "made_up.osm.pbf"
    _as_pbf(extract)
    of_pbf = read_osm(extract.read_bytes(), name=extract.name)
    of_xml = read_osm(FIXTURE.read_bytes(), name=FIXTURE.name)

    assert [row.values for row in of_xml.rows] == [row.values for row in of_pbf.rows]
    assert of_pbf.rows


def test_half_a_pbf_extract_is_refused_with_what_to_do(tmp_path: Path) -> None:
    extract = tmp_path / "half.osm.pbf"
    _as_pbf(extract)
    extract.write_bytes(extract.read_bytes()[: extract.stat().st_size // 2])

    with pytest.raises(RefusedFileError, match="Download it again"):
        make_area([extract], to=tmp_path / AREA_FILE)


def _as_pbf(file: Path) -> None:
    """The map of these tests as a download has it: packed in binary blocks."""
    with osmium.SimpleWriter(str(file)) as writer:
        for element in osmium.FileProcessor(str(FIXTURE)):
            writer.add(element)
