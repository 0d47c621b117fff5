"""What is asked of one site whose details were just said: whether it is open on Sunday, whether it asks for an ID. Pure."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from app.places.near import Near
from app.places.reply import Offered, PlaceSearch
from app.places.sayable import capital
from app.places.site_details import details
from app.places.wishes import has, wish_words


def answered(asked: PlaceSearch, found: Near, wishes: Sequence[str]) -> Offered:
    """The site's details with what was asked of it answered in front, as far as the list says."""
    site = details(asked, found)
    said = " ".join(_answer(asked, found, wish) for wish in wishes)
    return msgspec.structs.replace(site, text=f"{said} {site.text}".strip(), spoken=f"{said} {site.spoken}".strip())


def _answer(asked: PlaceSearch, found: Near, wish: str) -> str:
    held = has(found.site, wish, asked.now)
    if found.doubted:
        held = None
    key = "one_unknown" if held is None else "one_yes" if held else "one_no"
    return capital(asked.words.wishes[key].format(wishes=wish_words(wish, asked.words)))
