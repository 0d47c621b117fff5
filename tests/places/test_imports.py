"""Lists in every form, and the junk that real ones hold. The recorded forms in `fixtures/` are made up."""

from __future__ import annotations

import contextlib
import io
import json
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.line.place_lists import read_places
from app.places.gazetteer import Gazetteer
from app.places.imports import columns, export
from app.places.imports.clean import Defaults
from app.places.imports.quarantine import fault
from app.places.imports.reading import ListRead, sheet_of, sites_of
from app.places.imports.rows import RefusedFileError
from app.places.imports.service_words import services_in
from app.places.site import Site

FIXTURES = Path(__file__).parent / "fixtures"
SAMPLES = Path(__file__).parents[3] / "shared" / "samples"


def read(
    files: dict[str, bytes],
    gazetteer: Gazetteer,
    *,
    form: str = "",
    given_columns: dict[str, str] | None = None,
    **values: object,
) -> ListRead:
    sheet = sheet_of(files, form=form)
    mapped = columns.match(sheet.columns, given=given_columns)
    defaults = Defaults(source="test", **values)  # type: ignore[arg-type]
    return sites_of(sheet, mapped, defaults=defaults, gazetteer=gazetteer)


def fixture(name: str) -> dict[str, bytes]:
    path = FIXTURES / name
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return {file.name: file.read_bytes() for file in files}


FORMS = [
    ("sheet.csv", "csv", 3, {}), ("tabs.tsv", "tsv", 1, {}), ("feature_collection.geojson", "geojson", 1, {"GEO_NONE": 1}),
    ("arcgis.json", "arcgis", 2, {}), ("socrata.json", "socrata", 2, {}), ("map.kml", "kml", 1, {"GEO_NONE": 1}),
    ("overpass.json", "osm", 2, {}), ("hsds.json", "hsds", 2, {}), ("ohana", "ohana", 1, {"VIRTUAL": 1}),
    ("hsds_csv", "hsds", 1, {}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "form", "count", "aside"), FORMS)
def test_every_form_is_recognised_and_read(
    gazetteer: Gazetteer, name: str, form: str, count: int, aside: dict[str, int]
) -> None:
    found = read(fixture(name), gazetteer, services=("naloxone",))

    assert form.replace("tsv", "csv") == found.format.replace("tsv", "csv")
    assert count == len(found.sites)
    assert aside == dict(Counter(one.code for one in found.aside))
    for site in found.sites:
        assert site.status == "unverified"
        assert site.verified_on is None
        assert site.zone == "America/New_York" or not site.state
        assert 39 < (site.latitude or 0) < 41


def one(gazetteer: Gazetteer, name: str, number: int = 0) -> Site:
    return read(fixture(name), gazetteer).sites[number]


def test_a_sheet_is_read_by_the_names_of_its_columns(gazetteer: Gazetteer) -> None:
    found = read(fixture("sheet.csv"), gazetteer, given_columns={"services": "What they have"})

    amber, birch, cedar = found.sites
    assert ("Mo-Fr 09:00-17:00", "(215) 555-4411", ("naloxone", "syringes")) == (
        amber.hours,
        amber.phone,
        amber.services,
    )
    assert ("24/7", ("naloxone",)) == (birch.hours, birch.services)
    assert ("", "whenever the light is on", ("food",)) == (cedar.hours, cedar.hours_raw, cedar.services)


def test_a_long_address_is_taken_apart(gazetteer: Gazetteer) -> None:
    site = one(gazetteer, "tabs.tsv")

    assert ("12 Amber St", "Philadelphia", "PA", "19104") == (site.address, site.city, site.state, site.postal_code)


def test_socrata_keeps_its_point_and_address_inside(gazetteer: Gazetteer) -> None:
    found = read(fixture("socrata.json"), gazetteer)

    assert [("12 Amber St", "19104"), ("40 Birch Ave", "19104")] == [(s.address, s.postal_code) for s in found.sites]


def test_openstreetmap_tags_become_services(gazetteer: Gazetteer) -> None:
    machine, desk = read(fixture("overpass.json"), gazetteer).sites

    assert ("vending_machine", ("syringes", "safer_sex"), "24/7", "free", True) == (
        machine.kind, machine.services, machine.hours, machine.cost, machine.accessible,
    )  # fmt: skip
    assert ("12 Amber St", ("syringes",), "way/12") == (desk.address, desk.services, desk.source_id)


def test_hsds_times_with_a_zone_behind_them_are_not_believed(gazetteer: Gazetteer) -> None:
    amber, zulu = read(fixture("hsds.json"), gazetteer).sites

    assert ("Mo-We 09:00-17:00; Sa[1] 10:00-12:00", ("naloxone", "syringes"), ("es",)) == (
        amber.hours, amber.services, amber.languages,
    )  # fmt: skip
    assert ("", "Mondays") == (zulu.hours, zulu.hours_raw)


def test_ohana_tables_are_joined(gazetteer: Gazetteer) -> None:
    site = one(gazetteer, "ohana")

    assert "Mo,We 14:00-16:00; Tu 09:00-03:00; Jan 01 off" == site.hours
    assert ("215 555-4411", ("naloxone", "syringes", "wound_care"), ("en", "es"), True) == (
        site.phone, site.services, site.languages, site.accessible,
    )  # fmt: skip
    assert ("Mo-Fr 09:00-17:00", "215-555-4411") == (one(gazetteer, "hsds_csv").hours, one(gazetteer, "hsds_csv").phone)


def _sites(files: dict[str, bytes], gazetteer: Gazetteer) -> ListRead:
    return read_places(files, defaults=Defaults(source="list"), gazetteer=gazetteer)


def test_hours_and_services_under_short_headings_arrive(gazetteer: Gazetteer) -> None:
    header = "Site,Address,City,State,Zip,Lat,Lng,FTS,Wound,Open Hrs,What\n"
    data = f"{header}Corner Desk,12 Row St,Durham,NC,27701,35.9979,-78.8969,1,0,Mon-Fri 12pm-6pm,narcan and strips\n"
    (site,) = _sites({"list.csv": data.encode()}, gazetteer).sites

    assert "Mo-Fr 12:00-18:00" == site.hours
    assert {"naloxone", "test_strips"} == set(site.services)


@pytest.mark.parametrize("status", ["Closed", "Paused", "inactive", "ON HOLD"])
def test_a_place_whose_status_says_that_it_is_not_there_is_set_aside(gazetteer: Gazetteer, status: str) -> None:
    header = "Site name,Status,Services,Address,City,State,Zip,Lat,Lng\n"
    rows = f"Desk,Active,narcan,1 Row,Durham,NC,27701,35.99,-78.89\nGone,{status},narcan,2 Row,Durham,NC,27701,35.98,-78.89\n"
    read = _sites({"list.csv": (header + rows).encode()}, gazetteer)

    assert (["Desk"], ["Gone"]) == ([one.name for one in read.sites], [one.name for one in read.aside])


def test_a_line_on_a_map_is_no_place(gazetteer: Gazetteer) -> None:
    marks = (
        "<Placemark><name>Narcan Box</name><Point><coordinates>-93.2,44.9,0</coordinates></Point></Placemark>"
        "<Placemark><name>Van route</name><LineString><coordinates>-93.2,44.9,0 -93.3,44.8,0</coordinates></LineString></Placemark>"
    )
    data = f'<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{marks}</Document></kml>'

    assert ["Narcan Box"] == [one.name for one in _sites({"map.kml": data.encode()}, gazetteer).sites]


def test_one_hour_of_opening_beside_one_of_closing_is_no_hours(gazetteer: Gazetteer) -> None:
    data = "Site,Address,City,State,Zip,Lat,Lng,Services,Open,Close\nDesk,1 Row,Durham,NC,27701,35.99,-78.89,narcan,9am,5pm\n"
    (site,) = _sites({"list.csv": data.encode()}, gazetteer).sites

    assert not site.hours


HSDS = {
    "locations.csv": "id,location_type,name,latitude,longitude\na,physical,Slip House,47.66,-122.37\nb,physical,Old Depot,47.60,-122.33\n",
    "addresses.csv": "id,location_id,address_1,city,state_province,postal_code,country\n1,a,1 Row St,Seattle,WA,98107,US\n2,b,2 Row St,Seattle,WA,98101,US\n",
    "services.csv": "id,name,status\ns,Naloxone distribution,active\nt,Syringe services,defunct\n",
    "service_at_locations.csv": "id,service_id,location_id\nx,s,a\ny,t,b\n",
    "schedules.csv": 'id,service_at_location_id,freq,byday,opens_at,closes_at\n1,x,WEEKLY,"MO,TU",10:00,16:00\n',
}


def test_the_links_of_an_hsds_package_are_read_under_each_name_they_go_by(gazetteer: Gazetteer) -> None:
    read = _sites({name: text.encode() for name, text in HSDS.items()}, gazetteer)

    assert [("Slip House", ("naloxone",), "Mo,Tu 10:00-16:00")] == [(s.name, s.services, s.hours) for s in read.sites]
    assert ["Old Depot"] == [one.name for one in read.aside]


HEADER = "id,name,lat,lon,address,phone,hours,services\n"
REFUSED = [
    (b"", "CSV_EMPTY"),
    (HEADER.encode(), "CSV_EMPTY"),
    (b"id;name;lat;lon;address\n1;A;49.2;-123.1;x\n", "CSV_DELIM"),
    (b"name,name,lat,lon\nA,B,1,2\n", "CSV_TWICE"),
    (b"na\0me,lat,lon\nA,1,2\n", "FILE_BINARY"),
    (b"<!DOCTYPE html><html><body>Sign in</body></html>", "CSV_HTML"),
    (b'{"type": "FeatureCollection", "crs": {"properties": {"name": "EPSG:3857"}}, "features": []}', "GEO_CRS"),
    (b'{"spatialReference": {"wkid": 102100, "latestWkid": 3857}, "features": []}', "GEO_CRS"),
    (b'{"features": []}', "GEO_CRS"),
    (b'{"exceededTransferLimit": true, "spatialReference": {"wkid": 4326}, "features": []}', "ARCGIS_PART"),
    (b'{"error": {"code": 400}}', "ARCGIS_ERROR"),
    (b'{"elements": [], "remark": "runtime error: Query timed out"}', "OSM_PART"),
    (b"{" * 5000, "JSON"),
    (b'[{"a": ' * 3000, "JSON"),
    (b"[1, 2", "JSON"),
]


@pytest.mark.parametrize(("data", "code"), REFUSED)
def test_a_file_that_is_no_list_is_refused_with_what_to_do(data: bytes, code: str) -> None:
    with pytest.raises(RefusedFileError) as refused:
        sheet_of({"file": data})

    assert code == refused.value.code
    assert refused.value.message.endswith((".", "?"))


BOMB = b"""<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<kml><Placemark><name>&b;</name></Placemark></kml>"""
OUTSIDE = b'<!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/passwd">]><kml><Placemark><name>&x;</name></Placemark></kml>'


@pytest.mark.parametrize("data", [BOMB, OUTSIDE])
def test_xml_with_entities_is_refused(data: bytes) -> None:
    with pytest.raises(RefusedFileError, match="XML_ENTITY"):
        sheet_of({"map.kml": data})


def kmz(content: bytes, name: str = "doc.kml") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def test_a_zipped_map_is_read(gazetteer: Gazetteer) -> None:
    found = read({"map.kmz": kmz((FIXTURES / "map.kml").read_bytes())}, gazetteer)

    assert [("Amber Desk", "Mo-Fr 09:00-17:00")] == [(site.name, site.hours) for site in found.sites]


def test_an_archive_that_swells_is_refused() -> None:
    with pytest.raises(RefusedFileError, match="KMZ_SIZE"):
        sheet_of({"map.kmz": kmz(b" " * (70 * 1024 * 1024))})
    with pytest.raises(RefusedFileError, match="KMZ"):
        sheet_of({"map.kmz": b"PK\x03\x04 not really"})


GOOD = Site(
    id="x", name="Amber Desk", services=("naloxone",), address="12 Amber St", city="Philadelphia", state="PA",
    postal_code="19104", latitude=39.9581, longitude=-75.1989,
)  # fmt: skip
JUNK = [
    ({"name": "Total Results:"}, "TOTALS"), ({"name": "Grand total"}, "TOTALS"), ({"name": ""}, "NAME"),
    ({"name": "Total locations: 41"}, "TOTALS"), ({"name": "Subtotal"}, "TOTALS"), ({"name": "Count: 12"}, "TOTALS"),
    ({"name": "Admin Test Location"}, "TEST"), ({"name": "Test Site 2"}, "TEST"),
    ({"name": "Test Program March 07, 2025"}, "TEST"), ({"name": "asdf"}, "TEST"), ({"name": "test"}, "TEST"),
    ({"name": '=HYPERLINK("http://evil")'}, "CSV_FORMULA"), ({"name": "@SUM(A1)"}, "CSV_FORMULA"),
    ({"phone": "(602) 555-0123"}, "FAKE_PHONE"), ({"phone": "(000) 000-0000"}, "FAKE_PHONE"),
    ({"phone": "555-0199"}, "FAKE_PHONE"), ({"phone": "1234567890"}, "FAKE_PHONE"),
    ({"latitude": 0.0, "longitude": 0.0}, "GEO_ZERO"), ({"latitude": -75.2, "longitude": 39.96}, "GEO_SWAPPED"),
    ({"latitude": 100.0, "longitude": 101.0}, "GEO_RANGE"), ({"latitude": 39.96, "longitude": 75.2}, "GEO_SIGN"),
    ({"latitude": 34.0, "longitude": -118.2}, "GEO_STATE"), ({"latitude": None}, "NO_COORDINATES"),
    ({"address": "P.O. Box 99"}, "PO_BOX"), ({"address": "PO BOX 12"}, "PO_BOX"),
    ({"address": "231 , Lexington"}, "NO_STREET"), ({"address": "60, Raynham"}, "NO_STREET"),
    ({"address": "Amber Street", "approximate": True}, "NO_NUMBER"), ({"address": "123 Main St"}, "PLACEHOLDER"),
    ({"address": "1st Offender\n12 Queen Street"}, "ADDRESS_LINES"), ({"postal_code": "74103"}, "ZIP_STATE"),
    ({"postal_code": "15222"}, "ZIP_FAR"),
]  # fmt: skip
FINE = [
    {}, {"name": "HIV Testing Center"}, {"name": "Contest Hall"}, {"name": "Totally Alive"}, {"phone": "(215) 555-4411"},
    {"phone": ""}, {"phone": "211"}, {"address": "Broad & Erie"}, {"address": "corner of Broad and Erie"}, {"address": ""},
    {"address": "150-351 Abbott Street"}, {"address": "101 1160 Burrard"}, {"address": "1234 Central Ave"},
    {"address": "N8 W2 Main Street 5b"}, {"kind": "mobile", "address": "Amber Park"},
    {"kind": "mail_order", "address": "P.O. Box 9", "latitude": None},
    {"address": "Amber Street"}, {"address": "160 N Broad St"}, {"address": "80 S. White Horse Pike"}, {"address": "611 C St"}, {"address": "9 P Street NW"},
    {"address": "1901 U.S. 84"}, {"address": "W156N8480 Pilgrim Rd"}, {"address": "One Penn Plaza"}, {"address": "5 E 5th"},
    {"address": "Harbour House, Quay Lane", "country": "GB", "state": "", "postal_code": ""},
    {"name": "Total Recovery at Mill Creek"}, {"name": "Total Healthcare Inc"}, {"name": "Count Basie Clinic"},
    {"name": "Free HIV Test Site, Cherry Street"}, {"name": "Test Positive Network"}, {"name": "COVID-19 Test Location"},
    {"name": "Test Site at Cherry Street Clinic"}, {"name": "Results Physical Therapy"},
]  # fmt: skip


@pytest.mark.parametrize(("values", "code"), JUNK)
def test_junk_is_set_aside_with_its_reason(gazetteer: Gazetteer, values: dict[str, object], code: str) -> None:
    import msgspec

    found, _, message = fault(msgspec.structs.replace(GOOD, **values), gazetteer=gazetteer).partition(": ")

    assert code == found
    assert message.endswith(".")


@pytest.mark.parametrize("values", FINE)
def test_real_places_are_not_junk(gazetteer: Gazetteer, values: dict[str, object]) -> None:
    import msgspec

    assert "" == fault(msgspec.structs.replace(GOOD, **values), gazetteer=gazetteer)


def rows(*lines: str) -> dict[str, bytes]:
    return {"list.csv": ("name,address,city,state,zip,lat,lon,services\n" + "\n".join(lines)).encode()}


def test_one_place_under_several_spellings_is_taken_once(gazetteer: Gazetteer) -> None:
    found = read(
        rows(
            "Amber Desk,12 Amber St,Philadelphia,PA,19104,39.9581,-75.1989,naloxone",
            "AMBER DESK,12 AMBER STREET,PHILADELPHIA,PA,19104,39.95811,-75.19889,naloxone",
            "Desk Amber,12 Amber St.,Phila,PA,19104,39.9582,-75.1990,Narcan",
            "Amber Desk,12 Amber St,Philadelphia,PA,19104,39.9581,-75.1989,syringe exchange",
            "Birch House,12 Amber St,Philadelphia,PA,19104,39.9581,-75.1989,naloxone",
            "Amber Desk,90 Amber St,Philadelphia,PA,19104,39.9589,-75.1989,naloxone",
        ),
        gazetteer,
    )

    assert ["Amber Desk", "Birch House", "Amber Desk"] == [site.name for site in found.sites]
    assert ("naloxone", "syringes") == found.sites[0].services
    assert {"DUPLICATE": 2} == dict(Counter(one.code for one in found.aside))
    assert 1 == found.merged


def test_rows_that_cannot_be_used_are_named_by_number(gazetteer: Gazetteer) -> None:
    found = read(
        rows(
            "Amber Desk,12 Amber St",
            "B,1 B St,Philadelphia,PA,19104,nan,inf,naloxone",
            "C,2 C St,Philadelphia,PA,19104,x,1,",
        ),
        gazetteer,
    )

    assert [(2, "CSV_WIDTH"), (3, "GEO_FORMAT"), (4, "GEO_FORMAT")] == [(one.number, one.code) for one in found.aside]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_letters_of_any_usual_encoding_are_read(gazetteer: Gazetteer, encoding: str) -> None:
    text = "name,address,city,state,lat,lon\nClínica Ñandú,12 Amber St,Philadelphia,PA,39.9581,-75.1989\n"

    found = read({"list.csv": text.encode(encoding)}, gazetteer)

    assert ["Clínica Ñandú"] == [site.name for site in found.sites]


def test_columns_that_could_be_two_fields_go_to_the_better_known_name() -> None:
    mapped = columns.match(["Title", "Organization Name", "X", "Y", "Street"])

    assert {"name": "Organization Name", "longitude": "X", "latitude": "Y", "address": "Street"} == mapped.columns
    assert ({"name": ("Title",)}, ()) == (mapped.also, mapped.unused)  # read where the better one is empty
    assert ("name", "latitude", "longitude") == columns.match(["address", "foo"]).unclear


def test_a_clinic_is_not_guessed_to_have_naloxone() -> None:
    assert () == services_in("Pharmacy")
    assert ("naloxone",) == services_in("Narcan kits")
    assert ("syringes", "food") == services_in("syringes, food")


def strip(site: Site) -> Site:
    import msgspec

    return msgspec.structs.replace(site, source="", source_id="", status="", verified_on=None, verified_by="")


FULL = Site(
    id="s0123456789ab", name="Clínica Ámbar", services=("naloxone", "testing"), kind="mobile", address="12 Amber St",
    city="Philadelphia", state="PA", postal_code="19104", latitude=39.9581, longitude=-75.19891234567, phone="+1 215-555-4411",
    hours="Mo-Fr 09:00-17:00; PH off", zone="America/New_York", cost="free", needs_id=False, minimum_age=18,
    languages=("en", "es"), accessible=True, notes=(("en", "Ring, then wait."), ("es", "Toque el timbre.")), status="live",
)  # fmt: skip
MAIL = Site(
    id="s0123456789ac", name="Kits by Mail", services=("naloxone",), kind="mail_order", state="PA", serves=("PA", "NJ")
)
RAW = Site(id="s0123456789ad", name="Raw Hours", services=("food",), address="9 Oak St", city="Reading", state="PA",
           latitude=40.3, longitude=-75.9, hours_raw="when open", zone="America/New_York", country="US")  # fmt: skip


@pytest.mark.parametrize(
    ("writer", "name"),
    [(export.as_csv, "list.csv"), (export.as_geojson, "list.geojson"), (export.as_hsds, "list.json")],
)
def test_an_export_comes_back_as_the_same_list(gazetteer: Gazetteer, writer, name: str) -> None:  # type: ignore[no-untyped-def]
    sites = [FULL, MAIL, RAW]

    found = read({name: writer(sites).encode()}, gazetteer)

    assert [] == [(one.code, one.name) for one in found.aside]
    assert [strip(site) for site in sites] == [strip(site) for site in found.sites]


def test_an_exported_cell_is_never_a_formula() -> None:
    import msgspec

    text = export.as_csv([msgspec.structs.replace(FULL, cost="=cmd()", notes=(("en", "@SUM(1)"),), city="-2+3")])

    assert "'=cmd()" in text
    assert "'@SUM(1)" in text


@settings(max_examples=150, deadline=None)
@given(data=st.binary(max_size=400) | st.text(max_size=400).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_are_read_or_refused(gazetteer: Gazetteer, data: bytes) -> None:
    for name in ("x.csv", "x.kml", "x.json"):
        with contextlib.suppress(RefusedFileError):
            assert all(site.name for site in read({name: data}, gazetteer).sites)


def samples(name: str) -> dict[str, bytes]:
    path = SAMPLES / "sites" / name
    if not path.exists():
        pytest.skip(f"SKIPPED LOUDLY: no real file at {path}")
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return {file.name: file.read_bytes() for file in files}


def test_the_real_pharmacies_of_vancouver_are_read(gazetteer: Gazetteer) -> None:
    found = read(samples("vancouver-pharmacies.csv"), gazetteer, services=("naloxone",))

    assert (51, 0) == (len(found.sites), len(found.aside))
    assert {("Vancouver", "BC", "CA", "America/Vancouver")} == {
        (s.city, s.state, s.country, s.zone) for s in found.sites
    }
    assert ("Training",) == found.unused


def test_a_real_ohana_folder_is_read(gazetteer: Gazetteer) -> None:
    found = read(samples("ohana_csv"), gazetteer)

    assert 19 == len(found.sites)
    assert {"VIRTUAL": 1, "TEST": 2} == dict(Counter(one.code for one in found.aside))
    assert "Mo 09:00-03:00" in {site.hours for site in found.sites}


def test_a_real_hsds_folder_is_read_and_its_place_in_the_sea_set_aside(gazetteer: Gazetteer) -> None:
    found = read(samples("hsds3_csv"), gazetteer)

    assert ((), ["GEO_RANGE"]) == (found.sites, [one.code for one in found.aside])


def test_the_collected_bad_lists_change_nothing(gazetteer: Gazetteer) -> None:
    file = SAMPLES / "bad_inputs.jsonl"
    if not file.exists():
        pytest.skip(f"SKIPPED LOUDLY: no bad inputs at {file}")
    cases = [case for line in file.read_text().splitlines() if (case := json.loads(line))["channel"] == "csv"]

    for case in cases:
        if case["kind"] in ("mass-delete", "bad-hours"):
            continue  # the first is a matter of the list it meets; hours that are not certain are kept as written
        assert (case["kind"], [case["expected"]["code"]]) == (
            case["kind"],
            outcome({"list.csv": case["payload"].encode()}, gazetteer),
        )


def outcome(files: dict[str, bytes], gazetteer: Gazetteer) -> list[str]:
    """The code of the refusal, or of each row set aside; nothing of the file is taken."""
    try:
        found = read(files, gazetteer)
    except RefusedFileError as refused:
        return [refused.code]
    return [one.code for one in found.aside] + [site.name for site in found.sites]
