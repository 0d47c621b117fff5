"""What staff should know about hours they wrote: unreadable, or readable and something else than was meant."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

# The package's type stubs leave its exceptions out.
from opening_hours import OpeningHours, ParserError, UnknownCountryError  # type: ignore[attr-defined]

from app.places.hours import ALWAYS, COMMENT_ONLY, HORIZON_DAYS
from app.places.weekly import LONGEST, tidy


def lint(hours: str, *, country: str = "US") -> list[str]:
    """What staff should know about these hours, one sentence each; empty when all is well."""
    if not hours.strip():
        return []
    if len(hours) > LONGEST:
        return [f"These hours have {len(hours)} characters. Keep them under {LONGEST}."]
    try:
        OpeningHours(hours, timezone=ZoneInfo("UTC"), country=country, max_interval_days=HORIZON_DAYS)
    except UnknownCountryError:
        return [f"There is no holiday calendar for country '{country}'. Write the two letters, such as US."]
    except (ParserError, ValueError, OverflowError) as problem:
        where = re.search(r"--> 1:(\d+)", str(problem))
        place = f" at character {where.group(1)}" if where else ""
        return [f"These hours cannot be read{place}. Write them like 'Mo-Fr 09:00-17:00; Sa 10:00-14:00; PH off'."]
    return _habits(hours)


def _habits(hours: str) -> list[str]:
    """Mistakes that read well but say something else than was meant."""
    found = []
    if re.search(r"\b[A-Z][a-z](\[[^\]]*\])?,\s+[A-Z][a-z]\b", hours):
        found.append(f"Days of one list have no blank between them. Write '{tidy(hours)}'.")
    if tidy(hours) != hours.strip() and tidy(hours).replace(" ", "") != hours.replace(" ", ""):
        found.append(f"'PH off' closes nothing unless it comes last. Write '{tidy(hours)}'.")
    elif "PH" not in hours and not ALWAYS.fullmatch(hours) and not COMMENT_ONLY.fullmatch(hours):
        found.append("This says nothing about public holidays. Add '; PH off' if the site is closed then.")
    if COMMENT_ONLY.fullmatch(hours):
        found.append("Only a remark: callers are told to call first, never that it is open.")
    return found
