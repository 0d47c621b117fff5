"""`porchlight places` as staff use it."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from app.cli.places import app
from tests.migrated import migrated

FIXTURES = Path(__file__).parent / "fixtures"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Runs one command on an empty, migrated line."""
    url = f"sqlite:///{tmp_path / 'porchlight.db'}"
    monkeypatch.setenv("PORCHLIGHT_VAR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("PORCHLIGHT_ENV", "demo")
    migrated(url)

    def command(*words: str) -> Result:
        return CliRunner().invoke(app, list(words))

    return command


def first_id(run) -> str:  # type: ignore[no-untyped-def]
    return str(run("list").stdout.split()[0])


def test_a_place_goes_from_a_file_to_callers(run) -> None:  # type: ignore[no-untyped-def]
    taken = run("import", str(FIXTURES / "sheet.csv"), "--map", "services=What they have")
    assert "sheet (csv): 3 are new, 0 changed, 0 the same, 0 gone, 0 set aside, 0 merged." in taken.stdout
    assert "3 unverified" in run("list").stderr

    site_id = first_id(run)
    assert f"{site_id} is live, checked today." in run("verify", site_id, "--by", "Sam").stdout
    assert "Amber Desk" in run("list", "--status", "live").stdout
    assert "verified_by    Sam" in run("show", site_id).stdout


def test_a_mapping_that_was_given_once_is_remembered(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    run("import", str(FIXTURES / "sheet.csv"), "--map", "services=What they have")

    again = run("import", str(FIXTURES / "sheet.csv"))

    assert "3 the same" in again.stdout
    assert "What they have" in (tmp_path / "columns.json").read_text()


def test_a_dry_run_says_what_would_happen(run) -> None:  # type: ignore[no-untyped-def]
    assert (
        "2 would be new" in run("import", str(FIXTURES / "arcgis.json"), "--dry-run", "--services", "naloxone").stdout
    )
    assert "The list is empty" in run("list").stderr


def test_rows_set_aside_are_told_with_their_reason(run) -> None:  # type: ignore[no-untyped-def]
    told = run("import", str(FIXTURES / "feature_collection.geojson")).stdout

    assert "Set aside, GEO_NONE: 1" in told
    assert "row 2: Nowhere: Item 2 has no point on the map." in told


def test_edits_are_kept_and_mistakes_are_said(run) -> None:  # type: ignore[no-untyped-def]
    run("import", str(FIXTURES / "sheet.csv"))
    site_id = first_id(run)

    assert 0 == run("edit", site_id, "--set", "phone=215-555-4499", "--set", "notes.es=Toque.").exit_code
    shown = run("show", site_id).stdout
    assert "phone          215-555-4499  (yours)" in shown
    wrong = run("edit", site_id, "--set", "hours=9-5")
    assert (1, True) == (wrong.exit_code, "cannot be read" in wrong.stderr)
    assert "has no '='" in run("edit", site_id, "--set", "hours").stderr


def test_pause_stale_and_export(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    run("import", str(FIXTURES / "sheet.csv"), "--services", "naloxone")
    site_id = first_id(run)
    run("verify", site_id)

    assert "0 to check" in run("stale").stderr
    assert f"{site_id} is paused." in run("pause", site_id).stdout
    for form in ("csv", "geojson", "hsds"):
        assert "Amber Desk" in run("export", "--as", form).stdout
    run("export", "--to", str(tmp_path / "out.csv"))
    assert "Cedar Hall" in (tmp_path / "out.csv").read_text()


@pytest.mark.parametrize("command", ["show", "verify", "pause"])
def test_a_site_that_is_not_there_is_said(run, command: str) -> None:  # type: ignore[no-untyped-def]
    result = run(command, "nope")

    assert (1, True) == (result.exit_code, "There is no site 'nope'" in result.stderr)
