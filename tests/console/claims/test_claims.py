"""Facts are read again and signed in a draft, as they stood when somebody read them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.console.roles import Role
from app.release.history.staff_set import read_folder
from tests.console.workshop import StaffBrowser, Workshop, workshop

HOME = Path(__file__).resolve().parents[3]
FACT = "second_dose_after"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    home = tmp_path_factory.mktemp("line")
    for folder in ("flows", "content"):
        shutil.copytree(HOME / folder, home / folder)
    with workshop(home, read_folder(home)) as made:
        yield made


def mark(browser: StaffBrowser) -> str:
    return str(re.findall(r'name="mark" value="([0-9a-f]+)"', browser.get(f"/staff/facts/{FACT}").text)[0])


def test_what_lacks_a_signature_is_listed_by_role(shop: Workshop) -> None:
    page = shop.browser("Rita", Role.READER).get("/staff/facts?role=clinical").text

    assert f'href="/staff/facts/{FACT}"' in page
    assert "Not signed yet" in page


def test_an_approver_signs_what_they_read_and_an_editor_does_not(shop: Workshop) -> None:
    bo, ana = shop.browser("Bo", Role.APPROVER), shop.browser("Ana")

    assert 403 == ana.post(f"/staff/facts/{FACT}/sign", role="clinical", mark=mark(bo)).status_code
    assert "was changed while you read" in bo.post(f"/staff/facts/{FACT}/sign", role="clinical", mark="0").text
    assert "does not need that signature" in bo.post(f"/staff/facts/{FACT}/sign", role="law", mark=mark(bo)).text
    assert (
        f"{FACT} is signed in your draft" in bo.post(f"/staff/facts/{FACT}/sign", role="clinical", mark=mark(bo)).text
    )
    assert "It is signed as it stands." in bo.get(f"/staff/facts/{FACT}").text
    assert "Needs:" in ana.get(f"/staff/facts/{FACT}").text  # hers is another draft


def test_who_read_the_source_again_stands_with_the_day(shop: Workshop) -> None:
    ana = shop.browser("Ana")
    ana.post(f"/staff/facts/{FACT}/checked", mark=mark(ana))

    today = shop.services.now().date().isoformat()
    assert f"Compared with its source on {today} by Ana." in ana.get(f"/staff/facts/{FACT}").text
