"""Every area of the console, in the order of its navigation. A new one is a folder and one line here."""

from __future__ import annotations

from app.console import (
    claims,
    counts,
    drafts,
    files,
    hearing,
    home,
    me,
    numbers,
    people,
    phone,
    places,
    publishing,
    releases,
    says,
    texts,
)
from app.console.area import StaffArea

AREAS: tuple[StaffArea, ...] = (
    home.AREA,
    says.AREA,
    texts.AREA,
    phone.AREA,
    hearing.AREA,
    numbers.AREA,
    places.AREA,
    claims.AREA,
    counts.AREA,
    drafts.AREA,
    publishing.AREA,
    releases.AREA,
    files.AREA,
    people.AREA,
    me.AREA,
)
