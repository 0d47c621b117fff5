"""The first page says what needs staff: also that somebody changed what the log says they did."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from app.base import clock
from app.console.roles import Role
from app.store import site_list
from app.store.database import open_database
from tests.console.places.sites import SITES
from tests.console.workshop import workshop


def test_a_changed_line_of_the_log_is_told_on_the_first_page(tmp_path: Path) -> None:
    with workshop(tmp_path) as shop:
        rita = shop.browser("Rita", Role.READER)
        whole = rita.get("/staff").text
        with shop.access.book.writing() as session:
            change = "UPDATE staff_trail SET about = 'another' WHERE id = (SELECT min(id) FROM staff_trail)"
            session.connection().execute(text(change))
        shop.later(minutes=16)
        altered = rita.get("/staff").text

    assert "Somebody changed the log of staff" not in whole
    assert "Somebody changed the log of staff" in altered
    assert 'href="/staff/people/log"' in altered


def test_what_is_to_be_called_stands_on_the_first_page(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/var/console.db"
    with workshop(tmp_path, database_url=url) as shop:
        rita = shop.browser("Rita", Role.READER)
        without = rita.get("/staff").text
        site_list.add(open_database(url), SITES, clock.unshifted())
        page = rita.get("/staff").text

    assert "Places to call" not in without
    assert 'href="/staff/places/due">Places to call: 4' in page
