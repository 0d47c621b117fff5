"""The smallest line with a register: three facts, and two texts that say them."""

from __future__ import annotations

import pytest

from tests.release.conftest import FACT

EN, ES, FACTS, SIGNATURES = (
    "content/en/main.yaml",
    "content/es/main.yaml",
    "content/facts.yaml",
    "content/signatures.yaml",
)
CLAIM = """\
{id}:
  claim: {claim}
  subject: first_aid
{held}
  source: CDC, overdose
  at: https://www.cdc.gov/stop-overdose/response/index.html
  kind: guideline
  checked: 2026-11-01
  by: pending
"""
HEAD = "# Facts. This remark stays.\n"
REGISTER = (
    HEAD
    + CLAIM.format(id="call_first", claim="Call 911.", held='  figures: ["911"]')
    + CLAIM.format(
        id="breath_pace", claim="One breath every 5 seconds.", held="  figures: [1 breath, 5 second]\n  measure: pace"
    )
    + CLAIM.format(id="stay_there", claim="Stay until help comes.", held='  quote: "Stay with the person"')
)
LINE = "overdose.start: {says: [naloxone, stay]}\n"


def with_register(files: dict[str, str]) -> dict[str, str]:
    """These files, in which claims stand where sources stood."""
    for path in (EN, ES):
        files[path] = files[path].replace(FACT, "")
    start = files[EN].index("overdose.after:")
    before, after = files[EN][:start], files[EN][start:]
    files[EN] = before + "  claims: [call_first, breath_pace]\n" + after + "  claims: [stay_there]\n"
    files[FACTS] = REGISTER + LINE
    return files


@pytest.fixture
def register(files: dict[str, str]) -> dict[str, str]:
    """Path -> text of the smallest line with a register; change it before loading."""
    return with_register(files)
