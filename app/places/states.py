"""States, territories and provinces as people write them."""

from __future__ import annotations

from app.places.gazetteer import CAPITALS_LATER, STATES

PROVINCES = {
    "AB": "alberta", "BC": "british columbia", "MB": "manitoba", "NB": "new brunswick", "NL": "newfoundland",
    "NS": "nova scotia", "ON": "ontario", "PE": "prince edward island", "QC": "quebec", "SK": "saskatchewan",
    "YT": "yukon", "NT": "northwest territories", "NU": "nunavut",
}  # fmt: skip
WORD_LETTERS = CAPITALS_LATER | {"on", "hi", "mi", "mo", "ms", "so"}
"""Letters of states that are words as well: a state only behind a town that lies in it."""
STATE_NAMES = {
    **{name: letters for letters, (name, _) in STATES.items()},
    **{name: letters for letters, name in PROVINCES.items()},
    "penn": "PA", "penna": "PA", "mass": "MA", "wash": "WA", "cali": "CA", "calif": "CA", "fla": "FL", "tex": "TX",
    "ariz": "AZ", "colo": "CO", "conn": "CT", "mich": "MI", "minn": "MN", "tenn": "TN", "wisc": "WI", "ore": "OR",
    "nueva york": "NY", "nuevo mexico": "NM", "nuevo mejico": "NM", "new mex": "NM", "carolina del norte": "NC", "carolina del sur": "SC",
    "dakota del norte": "ND", "dakota del sur": "SD", "pensilvania": "PA", "luisiana": "LA", "indy state": "IN",
    "d c": "DC", "washington state": "WA", "new york state": "NY", "state of washington": "WA", "ont": "ON",
    "virginia del oeste": "WV", "nueva jersey": "NJ", "puerto rico": "PR", "n carolina": "NC", "s carolina": "SC",
    "n dakota": "ND", "s dakota": "SD", "west va": "WV", "okla": "OK", "ala": "AL", "jersey": "NJ",
}  # fmt: skip
STATE_WORDS = frozenset(word for name in STATE_NAMES for word in name.split())


def state_label(letters: str) -> str:
    """The name of a state or province as it is written."""
    name = STATES[letters][0] if letters in STATES else PROVINCES.get(letters, letters)
    return "District of Columbia" if letters == "DC" else name.title()


def country_of(letters: str) -> str:
    """The country of a state or province."""
    return "CA" if letters in PROVINCES else "US"


def state_at(words: list[str], at: int) -> tuple[str, int]:
    """The state that these words name from `at` on, and how many words it takes; ("", 0) when none does."""
    for count in (3, 2, 1):
        if at + count > len(words):
            continue
        said = " ".join(words[at : at + count])
        if said in STATE_NAMES:
            return STATE_NAMES[said], count
    letters = words[at].upper() if at < len(words) else ""
    return (letters, 1) if letters in STATES or letters in PROVINCES else ("", 0)
