"""Many places kept true at once: verified together, called from a sheet, added by hand, mended and taken in again."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from app.cli.place_upkeep import mount
from app.cli.places import app

if "sheet" not in {command.name for command in app.registered_commands}:
    mount(typer.Typer())

ROWS = """name,services,address,city,state,zip,phone
Copper Kettle,naloxone,500 N Last Chance Gulch,Helena,MT,59601,406-555-4470
Silver Birch,naloxone,12 W Spruce St,Marquette,MI,49855,906-555-4471
Salt Pond,,30 Main St,Hyannis,MA,2601,508-555-4472
Lost Road,naloxone,4 Lost Rd,,,,
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """The command on a line that never ran: no folder, no tables."""
    monkeypatch.setenv("PORCHLIGHT_VAR", str(tmp_path / "var"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    (tmp_path / "list.csv").write_text(ROWS)

    def command(*words: str, code: int = 0):  # type: ignore[no-untyped-def]
        done = CliRunner().invoke(app, list(words))
        assert done.exit_code == code, (done.output, done.exception)
        return done

    command("import", str(tmp_path / "list.csv"), "--source", "county")
    return command


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_a_list_without_points_is_placed_by_zip_code_and_said_to_be_about_there(run) -> None:  # type: ignore[no-untyped-def]
    sites = {row["name"]: row for row in table(run("export").stdout)}

    assert {"Copper Kettle", "Silver Birch", "Salt Pond"} == set(sites)
    assert ("yes", "02601") == (sites["Salt Pond"]["approximate"], sites["Salt Pond"]["postal_code"])


def test_the_report_says_what_did_not_arrive(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "more.csv").write_text(
        "name,address,city,state,zip,hours,languages\nA Place,1 A St,Helena,MT,59601,9:00-5:00,Klingon\n"
    )

    told = run("import", str(tmp_path / "more.csv"), "--source", "more", "--services", "naloxone").stdout

    for part in ("1 have no point", "1 have hours that can mean two things", "1 have a value for languages"):
        assert part in told


def test_a_whole_list_is_verified_at_once_and_what_is_not_ready_is_named(run) -> None:  # type: ignore[no-untyped-def]
    done = run("verify", "--all", "--by", "Sam")

    assert "2 are live, checked today." in done.stdout
    assert "1 are not: It offers no service yet." in done.stderr
    assert 2 == len(table(run("export", "--status", "live").stdout))
    assert "0 are live" in run("verify", "--source", "another", "--by", "Sam").stdout


def test_rows_set_aside_are_mended_and_taken_in_again(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    aside = tmp_path / "var" / "quarantine.csv"
    (row,) = table(aside.read_text())
    assert ("Lost Road", True) == (row["name"], row["set_aside_because"].startswith("NO_COORDINATES"))

    aside.write_text(aside.read_text().replace("4 Lost Rd,,,", "4 Lost Rd,Helena,MT,59601"))
    told = run("import", str(aside), "--source", "county", "--add").stdout

    assert "1 are new, 0 changed, 0 the same, 0 gone, 0 set aside" in told
    assert not aside.exists()


def test_a_call_sheet_goes_out_and_comes_back(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    sheet = tmp_path / "calls.csv"
    run("sheet", "--to", str(sheet))
    rows = table(sheet.read_text())
    assert {"Copper Kettle", "Silver Birch", "Salt Pond"} == {row["name"] for row in rows}
    answers = {"Copper Kettle": "yes", "Silver Birch": "gone", "Salt Pond": "maybe"}
    for row in rows:
        row["right"] = answers[row["name"]]
        if row["name"] == "Copper Kettle":
            row["hours"] = "Mo-Fr 09:00-17:00"
    with sheet.open("w", newline="") as out:
        writer = csv.DictWriter(out, rows[0])
        writer.writeheader()
        writer.writerows(rows)

    done = run("sheet", "--back", str(sheet), "--by", "Sam")

    assert "1 checked today (1 corrected), 0 paused, 1 gone, 0 without an answer." in done.stdout
    assert "'maybe' is not an answer" in done.stderr
    (live,) = table(run("export", "--status", "live").stdout)
    assert ("Copper Kettle", "Mo-Fr 09:00-17:00") == (live["name"], live["hours"])


def test_a_file_that_is_no_call_sheet_is_refused(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    done = CliRunner().invoke(app, ["sheet", "--back", str(tmp_path / "list.csv")])

    assert done.exit_code != 0
    assert "call sheet" in str(done.exception) + done.output


def test_a_place_is_added_by_hand(run) -> None:  # type: ignore[no-untyped-def]
    done = run(
        "add", "--set", "name=Night Van", "--set", "services=naloxone", "--set", "zip=59601", "--set", "kind=mobile"
    )
    site_id = done.stdout.split()[0]

    assert f"{site_id} is live" in run("verify", site_id, "--by", "Sam").stdout
    assert "in the list already" in run("add", "--set", "name=Night Van", "--set", "zip=59601", code=1).stderr
    assert "says where it is" in run("add", "--set", "name=Nowhere", code=1).stderr
    assert "Night Van" in run("due", "--days", "91").stdout


def test_verifying_nothing_asks_which(run) -> None:  # type: ignore[no-untyped-def]
    assert "Which place?" in run("verify", code=1).stderr
