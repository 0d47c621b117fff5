"""Writes the days that American and Canadian states and provinces keep: `python -m tools.build_holidays`.

The package they come from takes 11 MB of a process and a third of a second when it is first asked, which a caller waits.
"""

from __future__ import annotations

import json
from pathlib import Path

import holidays

FILE = Path(__file__).resolve().parents[1] / "app" / "places" / "holidays_kept.json"
COUNTRIES = ("US", "CA")
YEARS = range(2025, 2041)


def table() -> dict[str, dict[str, dict[str, str]]]:
    """Country -> state, or nothing for the whole country -> year -> days as `MMDD`, one after the other."""
    return {country: {part: _days(country, part) for part in ("", *_parts(country))} for country in COUNTRIES}


def _parts(country: str) -> tuple[str, ...]:
    found: tuple[str, ...] = holidays.country_holidays(country).subdivisions
    return found


def _days(country: str, part: str) -> dict[str, str]:
    def of(year: int) -> str:
        kept = holidays.country_holidays(country, subdiv=part or None, years=year)
        return "".join(sorted(f"{day:%m%d}" for day in kept if day.year == year))

    return {str(year): of(year) for year in YEARS}


def main() -> None:
    """The table is beside the code that reads it."""
    FILE.write_text(json.dumps(table(), separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
