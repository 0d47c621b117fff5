"""Hours in OpenStreetMap's grammar that a list may have meant otherwise."""

from __future__ import annotations

import re

_ONE_FIGURE = re.compile(r"(?<![\d:])\d:\d\d")


_CLOCKS = re.compile(r"(\d\d):(\d\d)\s*-\s*(\d\d):(\d\d)")


_MARTES = re.compile(r"\bmar\b[\s.:]*\d{1,2}:\d\d", re.IGNORECASE)


def is_plainly_osm(text: str) -> bool:
    """False for hours that OpenStreetMap's grammar takes and that may mean something else.

    `9:00-5:00` and `10:00-02:00` are a day's work on a clock of twelve hours, and a night on one of twenty-four: only a
    time after noon somewhere in the text says which clock it is. `Mar 10:00-16:00` is March, or a Spanish Tuesday.
    """
    if _ONE_FIGURE.search(text) or _MARTES.search(text):
        return False
    spans = [tuple(map(int, found)) for found in _CLOCKS.findall(text)]
    afternoon = any(hour > 12 for span in spans for hour in (span[0], span[2]))
    backwards = any((span[2], span[3]) <= (span[0], span[1]) and span[2] for span in spans)
    return afternoon or not backwards


def with_two_figures(text: str) -> str:
    """The text with `9:00` as `09:00` where a time after noon says that this clock has twenty-four hours."""
    padded = _ONE_FIGURE.sub(lambda found: f"0{found[0]}", text)
    spans = [tuple(map(int, found)) for found in _CLOCKS.findall(padded)]
    afternoon = any(hour > 12 for span in spans for hour in (span[0], span[2]))
    forwards = all((span[2], span[3]) > (span[0], span[1]) for span in spans)
    return padded if padded != text and afternoon and forwards and "m" not in text[-2:].lower() else text
