"""A draft's page says what comes of the draft itself, and who does what next."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.console.roles import Role
from tests.console.workshop import Workshop, workshop


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Workshop]:
    with workshop(tmp_path) as made:
        yield made


def saved(shop: Workshop, path: str, old: str, new: str) -> int:
    """A draft of Ana's in which this is otherwise."""
    releases = shop.services.releases
    releases.take_up_folder()
    draft = releases.open_draft("Ana").id
    data = (releases.file(path, draft=draft) or b"").decode()
    assert old in data
    releases.put(draft, path, data.replace(old, new, 1).encode(), by="Ana")
    return draft


def test_a_translation_that_stays_behind_is_told_as_what_this_draft_does(shop: Workshop) -> None:
    draft = saved(shop, "content/en/line.yaml", "Next", "Next one")

    page = shop.browser("Ana").get(f"/staff/drafts/{draft}").text
    before, _, after = page.partition("Known elsewhere")
    assert "STALE" in before
    assert "STALE" not in after


def test_an_editor_is_told_who_publishes_and_nobody_to_publish_what_is_held(shop: Workshop) -> None:
    sound = saved(shop, "flows/main.yaml", "flow: main", "flow: main  # looked at")
    held = saved(shop, "flows/main.yaml", "start: menu", "start: manu")
    ana, bo = shop.browser("Ana"), shop.browser("Bo", Role.APPROVER)

    assert "An approver publishes it" in ana.get(f"/staff/drafts/{sound}").text
    assert "and publish" in bo.get(f"/staff/drafts/{sound}").text
    assert "and publish" not in bo.get(f"/staff/drafts/{held}").text
    assert "Callers notice nothing" not in bo.get(f"/staff/drafts/{held}/publish").text
