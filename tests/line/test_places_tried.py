"""A list is tried in a conversation before anybody has checked it."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.line.places_tried import of_file, without_service
from app.places.imports.rows import RefusedFileError

HEADER = "name,address,city,state,zip,services,hours\n"


def test_a_file_is_tried_as_if_every_place_in_it_were_checked(tmp_path: Path) -> None:
    file = tmp_path / "county.csv"
    file.write_text(HEADER + "Second Door,22 W Girard Ave,Philadelphia,PA,19123,naloxone,Daily 10am-8pm\n")

    assert ["live"] == [site.status for site in of_file(file)]


def test_a_file_of_which_nothing_can_be_used_says_why(tmp_path: Path) -> None:
    file = tmp_path / "county.csv"
    file.write_text(HEADER + "TEST ENTRY,1 A St,Philadelphia,PA,19123,naloxone,\n")

    with pytest.raises(RefusedFileError, match=r"No place in county\.csv can be used"):
        of_file(file)


def test_places_that_no_question_finds_are_counted(tmp_path: Path) -> None:
    file = tmp_path / "county.csv"
    rows = "Second Door,22 W Girard Ave,Philadelphia,PA,19123,,24/7\nPorch,3400 Kensington Ave,Philadelphia,PA,19134,naloxone,\n"
    file.write_text(HEADER + rows)

    assert without_service(of_file(file)) == 1
