"""A web process that starts loads nothing its first answer does not need: every second is one in which nobody is answered."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("sqlalchemy", "sqlmodel", "twilio", "scipy", "sklearn", "jinja2", "fastapi", "app.release.lint")


def test_the_web_app_is_imported_without_the_record_and_without_what_sends() -> None:
    code = f"import sys, app.web.main; print(*(one for one in {HEAVY!r} if one in sys.modules))"

    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)

    assert "" == found.stdout.strip()
