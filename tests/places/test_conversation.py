"""A pin, sent in a real conversation: what is kept of it, and what is not."""

from __future__ import annotations

from datetime import UTC, datetime

from app.engine.builtin import BUILTIN
from app.engine.effects import Say
from app.engine.events import Texted
from app.engine.session import Session, pack
from app.engine.step import step
from app.places.finder import Finder
from app.release.compiled import compiled
from app.release.load import load
from tests.places.conftest import CONTENT

NOW = datetime(2026, 11, 23, 17, tzinfo=UTC)


def test_a_pin_is_answered_and_kept_no_closer_than_a_hundred_metres(demo: Finder) -> None:
    library = compiled(load(CONTENT.parent).release or BUILTIN, finder=demo)

    result = step(library, None, Texted("", latitude=39.961234, longitude=-75.203456), NOW)

    said = " ".join(effect.text for effect in result.effects if isinstance(effect, Say))
    assert "1 Lantern Desk" in said
    assert b"39.9612" not in pack(result.session)
    assert b"75.2034" not in pack(result.session)


def test_the_words_for_a_place_are_not_kept(demo: Finder) -> None:
    library = compiled(load(CONTENT.parent).release or BUILTIN, finder=demo)
    searching = Session(
        language="en", node="naloxone.find", awaiting="place", service="naloxone", last_event_at=int(NOW.timestamp())
    )

    result = step(library, searching, Texted("my cousins place by zzyzx rd"), NOW)

    assert b"zzyzx" not in pack(result.session)
