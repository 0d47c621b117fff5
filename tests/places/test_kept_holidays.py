"""The table of days that states and provinces keep, and what it is for."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date

from app.places.public_holidays import kept_by_some
from tools.build_holidays import FILE, table


def test_the_table_holds_what_the_package_says() -> None:
    """Made anew by `python -m tools.build_holidays` where the package says otherwise."""
    assert json.loads(FILE.read_text()) == table()


def test_a_year_after_the_table_is_worked_out() -> None:
    assert date(2041, 2, 12) in kept_by_some(2041, "US", "IL")


def test_a_day_of_an_american_state_needs_no_package() -> None:
    says = "import sys; from app.places.public_holidays import kept_by_some as k; k(2027, 'US', 'PA'); print('holidays' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", says], capture_output=True, text=True, check=True)

    assert said.stdout == "False\n"
