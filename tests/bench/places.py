"""How long it takes to find the three nearest open places of 100,000: ours, and four other ways, all answers compared.

Every way is asked the same: the three nearest sites that have naloxone and are open now, within 25 km. The slow way,
measuring all of them, says what is right. Ours does more meanwhile: it also puts the closed ones in order.
Run: `python tests/bench/places.py [sites]`.
"""

from __future__ import annotations

import contextlib
import gc
import random
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
from scipy.spatial import cKDTree

from app.places.gazetteer import united_states
from app.places.hours import LocalHours, local_hours
from app.places.nearest import Index
from app.places.opening_index import OPEN, OpeningIndex
from app.places.site import SERVICES, Site
from app.places.sphere import chord_of, km_of, unit_vector, unit_vectors
from app.store.redis_connection import connect
from app.store.valkey_server import ValkeyServer

SITES = 100_000
QUERIES = 600
REACH_KM = 25.0
MEDIAN_MS, P99_MS, LOAD_SECONDS, LOAD_MB, GROWTH = 0.15, 0.5, 2.0, 60.0, 3.0
HOURS = (
    "24/7", "", "Mo-Sa 10:00-20:00", "Fr-Sa 20:00-03:00", "Sa[1] 10:00-12:00", '"by appointment"',
    *(f"Mo-Fr {h:02d}:{m:02d}-{h + 8:02d}:{m:02d}; PH off" for h in range(6, 13) for m in (0, 15, 30, 45)),
    *(f"Mo-We {h:02d}:00-{h + 4:02d}:00; Fr-Sa {h:02d}:30-{h + 6:02d}:00; PH off" for h in range(8, 14)),
)  # fmt: skip

Point = tuple[float, float]
Ask = Callable[[Point, datetime], list[str]]


def made_up(count: int, seed: int = 1) -> list[Site]:
    """Sites spread like ZIP codes are, so that cities are crowded and deserts empty."""
    rng = random.Random(seed)
    codes = [code for _, code in sorted(united_states().zips.items())]
    names = sorted(SERVICES)
    found = []
    for number in range(count):
        code = rng.choice(codes)
        found.append(
            Site(
                id=f"s{number:07d}",
                name=f"Community Health Place {number}",
                services=tuple(rng.sample(names, 3)),
                address=f"{number % 9000 + 1} Some Street",
                city=code.city,
                state=code.state,
                latitude=code.latitude + rng.gauss(0, 0.03),
                longitude=code.longitude + rng.gauss(0, 0.03),
                phone=f"215-{number % 800 + 200}-{number % 9000 + 1000}",
                hours=rng.choice(HOURS),
                zone=code.zone or "America/New_York",
                verified_on=date(2026, 11, 1),
                status="live",
            )
        )
    return found


def queries(sites: Sequence[Site], count: int, *, seed: int = 2) -> list[tuple[Point, datetime]]:
    """Where people ask from, and when: any hour of one winter, each from near some site."""
    rng = random.Random(seed)
    start = datetime(2026, 11, 20, tzinfo=UTC)
    asked = []
    for _ in range(count):
        near = rng.choice(sites)
        point = ((near.latitude or 0) + rng.gauss(0, 0.05), (near.longitude or 0) + rng.gauss(0, 0.05))
        asked.append((point, start + timedelta(minutes=rng.randrange(90 * 1440))))
    return asked


class Slow:
    """Measures every site: what is right."""

    def __init__(self, sites: Sequence[Site]) -> None:
        chosen = [site for site in sites if "naloxone" in site.services]
        self.ids = [site.id for site in chosen]
        self.points = unit_vectors(np.array([s.latitude for s in chosen]), np.array([s.longitude for s in chosen]))
        rules: dict[LocalHours, int] = {}
        self.rule = np.array([rules.setdefault(local_hours(s), len(rules)) for s in chosen])
        self.index = OpeningIndex(rules)
        self.everyone = np.arange(len(rules))

    def ask(self, point: Point, now: datetime) -> list[str]:
        states, _ = self.index.states(self.everyone, now)
        away = np.sqrt(((self.points - unit_vector(*point)) ** 2).sum(axis=1))
        near = np.flatnonzero((states[self.rule] == OPEN) & (away <= chord_of(REACH_KM)))
        return [self.ids[n] for n in near[np.argsort(away[near], kind="stable")][:3]]


class Tree:
    """scipy's cKDTree over all sites, asked for more until three will do."""

    def __init__(self, sites: Sequence[Site]) -> None:
        self.sites = sites
        self.tree = cKDTree(unit_vectors(np.array([s.latitude for s in sites]), np.array([s.longitude for s in sites])))
        self.open_now = _OpenNow(sites)

    def ask(self, point: Point, now: datetime) -> list[str]:
        count = 64
        while True:
            away, found = self.tree.query(unit_vector(*point), k=count, distance_upper_bound=chord_of(REACH_KM))
            numbers = found[np.isfinite(away)].tolist()
            good = [n for n in numbers if "naloxone" in self.sites[n].services and self.open_now(n, now)][:3]
            if len(good) == 3 or len(numbers) < count:
                return [self.sites[n].id for n in good]
            count *= 4


class _OpenNow:
    """Whether one site is open, each kind of hours worked out once a moment."""

    def __init__(self, sites: Sequence[Site]) -> None:
        rules: dict[LocalHours, int] = {}
        self.rule = [rules.setdefault(local_hours(s), len(rules)) for s in sites]
        self.index = OpeningIndex(rules)
        self.at: datetime | None = None
        self.states: list[int] = []

    def __call__(self, number: int, now: datetime) -> bool:
        if now != self.at:
            self.states = self.index.states(np.arange(len(self.index._rules)), now)[0].tolist()
            self.at = now
        return self.states[self.rule[number]] == OPEN


class Boxes:
    """SQLite's R*Tree: boxes that grow, distances in Python."""

    def __init__(self, sites: Sequence[Site]) -> None:
        self.sites = sites
        self.open_now = _OpenNow(sites)
        self.db = sqlite3.connect(":memory:")
        self.db.execute("CREATE VIRTUAL TABLE box USING rtree(id, south, north, west, east)")
        rows = [
            (n, s.latitude, s.latitude, s.longitude, s.longitude)
            for n, s in enumerate(sites)
            if "naloxone" in s.services
        ]
        self.db.executemany("INSERT INTO box VALUES (?, ?, ?, ?, ?)", rows)

    def ask(self, point: Point, now: datetime) -> list[str]:
        latitude, longitude = point
        for km in (5.0, REACH_KM):
            up = km / 111.0 * 1.01
            aside = up / max(0.05, np.cos(np.radians(latitude)))
            rows = self.db.execute(
                "SELECT id FROM box WHERE south >= ? AND north <= ? AND west >= ? AND east <= ?",
                (latitude - up, latitude + up, longitude - aside, longitude + aside),
            ).fetchall()
            found = sorted((self._away(n, point), n) for (n,) in rows if self.open_now(n, now))
            found = [one for one in found if one[0] <= km][:3]
            if len(found) == 3:
                break
        return [self.sites[n].id for _, n in found]

    def _away(self, number: int, point: Point) -> float:
        site = self.sites[number]
        one, other = unit_vector(site.latitude or 0, site.longitude or 0), unit_vector(*point)
        return km_of(sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5)


class Geo:
    """Valkey's GEOSEARCH over a unix socket, asked for more until three will do."""

    def __init__(self, sites: Sequence[Site], url: str) -> None:
        self.sites = {site.id: number for number, site in enumerate(sites)}
        self.open_now = _OpenNow(sites)
        self.valkey = connect(url, timeout=5)
        chosen = [site for site in sites if "naloxone" in site.services]
        for start in range(0, len(chosen), 5000):
            values: list[float | str] = []
            for site in chosen[start : start + 5000]:
                values += [site.longitude or 0.0, site.latitude or 0.0, site.id]
            self.valkey.geoadd("naloxone", values)

    def ask(self, point: Point, now: datetime) -> list[str]:
        count = 32
        while True:
            found: Any = self.valkey.geosearch(
                "naloxone", longitude=point[1], latitude=point[0], unit="km", radius=REACH_KM, sort="ASC", count=count
            )
            ids = [one.decode() for one in found if isinstance(one, bytes)]
            good = [one for one in ids if self.open_now(self.sites[one], now)][:3]
            if len(good) == 3 or len(ids) < count:
                return good
            count *= 4


class Ours:
    """The index that answers callers."""

    def __init__(self, sites: Sequence[Site]) -> None:
        self.index = Index(sites)

    def ask(self, point: Point, now: datetime) -> list[str]:
        found = self.index.nearest(*point, service="naloxone", now=now)
        return [one.site.id for one in found if one.open_now and one.km <= REACH_KM]


Way = Ours | Slow | Tree | Boxes | Geo


def measured(ask: Ask, asked: Sequence[tuple[Point, datetime]], *, clock: Callable[[], float]) -> tuple[float, float]:
    """Median and 99th percentile in milliseconds."""
    times = []
    for point, now in asked:
        started = clock()
        ask(point, now)
        times.append((clock() - started) * 1000)
    times.sort()
    return statistics.median(times), times[int(len(times) * 0.99)]


def memory_mb() -> float:
    """What this process holds, on Linux; 0 elsewhere."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6
    except OSError:
        return 0.0


def main() -> int:
    """Prints the table; 1 when a bar is missed or an answer is wrong."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else SITES
    sites = made_up(count)
    asked = queries(sites, QUERIES)
    gc.collect()
    before, started = memory_mb(), time.process_time()
    ours = Ours(sites)
    load, size = time.process_time() - started, memory_mb() - before
    print(f"{count:,} sites loaded in {load:.2f} s of CPU, {size:.0f} MB")
    folder = Path(tempfile.mkdtemp(prefix="places-"))
    server = ValkeyServer(folder / "valkey.sock")
    with contextlib.ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        server.start()
        stack.callback(server.stop)
        ways: dict[str, Way] = {
            "ours": ours, "numpy, all of them": Slow(sites), "scipy cKDTree": Tree(sites), "SQLite R*Tree": Boxes(sites),
            "Valkey GEOSEARCH": Geo(sites, server.url),
        }  # fmt: skip
        wrong = _compare(ways, asked)
    median, p99 = measured(ours.ask, asked, clock=time.thread_time)
    growth = _growth()
    bars = [
        ("median ms of CPU", median, MEDIAN_MS), ("p99 ms of CPU", p99, P99_MS), ("load s", load, LOAD_SECONDS),
        ("load MB", size, LOAD_MB), ("10,000 -> 1,000,000 sites, times", growth, GROWTH), ("wrong answers", wrong, 0),
    ]  # fmt: skip
    for name, value, bar in bars:
        print(f"{name:<34} {value:8.3f}  bar {bar:g}  {'ok' if value <= bar else 'MISSED'}")
    return int(any(value > bar for _, value, bar in bars))


def _compare(ways: dict[str, Way], asked: Sequence[tuple[Point, datetime]]) -> int:
    """Prints how long each way takes, and how often it is wrong; returns how often ours is."""
    right = [ways["numpy, all of them"].ask(point, now) for point, now in asked]
    mistakes = {}
    print(f"{'way':<22} {'median ms':>10} {'p99 ms':>8} {'to ours':>8} {'wrong':>6}")
    first = 0.0
    for name, way in ways.items():
        answers = [way.ask(point, now) for point, now in asked[:50]]  # warm
        median, p99 = measured(way.ask, asked, clock=time.perf_counter)
        answers = [way.ask(point, now) for point, now in asked]
        mistakes[name] = sum(answer != expected for answer, expected in zip(answers, right, strict=True))
        first = first or median
        print(f"{name:<22} {median:10.3f} {p99:8.3f} {median / first:7.1f}x {mistakes[name]:6d}")
    print(f"(of {len(asked)} questions; {sum(len(one) == 3 for one in right)} have three open places within reach)")
    return mistakes["ours"]


def _growth() -> float:
    """How many times longer one question takes with a hundred times the sites.

    Of 1,000 sites over the whole country none of the questions has three open ones within reach: that measures an empty answer.
    """
    medians = []
    for count in (10_000, 1_000_000):
        sites = made_up(count, seed=3)
        asked = queries(sites, 300)
        ours = Ours(sites)
        del sites
        measured(ours.ask, asked, clock=time.thread_time)
        medians.append(measured(ours.ask, asked, clock=time.thread_time)[0])
    print(f"ours with 10,000 sites {medians[0]:.3f} ms, with 1,000,000 {medians[1]:.3f} ms")
    return medians[1] / medians[0]


if __name__ == "__main__":
    sys.exit(main())
