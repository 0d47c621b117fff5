"""How long a list of 100,000 rows takes to come in, and what looking for names of places adds to a message.

Beside ours stand the time Python's own csv module takes for the same bytes, and the message without any look for places.
Run: `python -m tests.bench.place_import [rows]`.
"""

from __future__ import annotations

import csv
import io
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app.places.gazetteer import united_states
from app.places.geocode import Geocoder
from app.places.imports.clean import Defaults
from app.places.imports.columns import match
from app.places.imports.reading import sheet_of, sites_of
from app.places.question import asked_only
from app.places.request import names_service
from app.release.places import load_places

ROWS = 100_000
IMPORT_SECONDS, MEDIAN_MS = 20.0, 0.1
HOURS = ("Mon-Fri 9am-5pm", "24/7", "M-F 8:30am-4pm, closed 12-1", "1st and 3rd Tuesday 6pm-8pm", "call for hours", "")
MESSAGES = (
    "hey whats up", "how do i use narcan on my friend", "is it ok to mix xanax and food tonight", "im so tired of this",
    "narcan 19104", "i need a place to sleep tonight its cold and my feet are wet", "gracias", "do you have test strips",
    "my works are dirty can i clean needles with bleach", "where can i get narcan in dayton ohio", "thank you", "1",
    "can i get high on methadone if i take it with my doctor meds every morning", "what is tranq", "ok", "he is awake now",
)  # fmt: skip
"""Sixteen messages, as they come: most have no word for a service, four ask for a place."""


def made_up(rows: int) -> bytes:
    """A sheet of so many made-up places at real ZIP codes."""
    codes = sorted(united_states().zips.items())
    out = io.StringIO()
    write = csv.writer(out)
    write.writerow(["Site Name", "Address", "City", "State", "Zip", "Lat", "Long", "Phone", "Hours", "Services"])
    for number in range(rows):
        code, known = codes[number * 7919 % len(codes)]
        write.writerow([
            f"Place {number}", f"{number % 900 + 100} N Maple St", known.city, known.state, code,
            known.latitude + number % 97 / 1e4, known.longitude + number % 89 / 1e4, f"215-{number % 800 + 200}-4{number % 900 + 100}",
            HOURS[number % len(HOURS)], "naloxone; syringe services",
        ])  # fmt: skip
    return out.getvalue().encode()


def main() -> int:
    """Prints both measurements with their bars; 1 when one is missed."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    data = made_up(rows)
    start = time.process_time()
    sum(1 for _ in csv.reader(io.StringIO(data.decode())))
    plain = time.process_time() - start
    start = time.process_time()
    sheet = sheet_of({"list.csv": data})
    read = sites_of(
        sheet, match(sheet.columns, rows=sheet.rows), defaults=Defaults(source="b"), gazetteer=united_states()
    )
    seconds = time.process_time() - start
    print(
        f"{rows:,} rows: {len(read.sites):,} places in {seconds:.1f} s of CPU, {seconds / max(plain, 1e-9):.0f}x csv alone"
    )

    added = load_places(Path(__file__).resolve().parents[2] / "content")
    geocoder = Geocoder(united_states(), added.places, added.area)
    geocoder.warm()
    took = {}
    for text in MESSAGES:
        once = []
        for _ in range(200):
            began = time.perf_counter()
            if names_service(text, geocoder.asked):
                asked_only(text, geocoder)
            once.append((time.perf_counter() - began) * 1000)
        took[text] = statistics.median(once)
    mean, worst = statistics.mean(took.values()), max(took, key=lambda text: took[text])
    print(f"names of places add {mean:.3f} ms to a message, {took[worst]:.3f} ms to {worst!r}")
    bars = [("import s", seconds, IMPORT_SECONDS * rows / ROWS), ("names of places, ms a message", mean, MEDIAN_MS)]
    for name, value, bar in bars:
        print(f"{name:<34} {value:8.3f}  bar {bar:g}  {'ok' if value <= bar else 'MISSED'}")
    return int(any(value > bar for _, value, bar in bars))


if __name__ == "__main__":
    sys.exit(main())
