"""One text of the line in all its languages: changed, renamed, taken out, with what it costs and what uses it."""

from __future__ import annotations

from app.console.area import StaffArea, does, shows
from app.console.roles import Role
from app.console.texts.change import rename, save, take_out
from app.console.texts.show import look, show

AREA = StaffArea(
    "texts",
    "",
    (
        shows("/texts/{key}", show),
        does("/texts/{key}/look", look, role=Role.READER),
        does("/texts/{key}", save, role=Role.EDITOR),
        does("/texts/{key}/rename", rename, role=Role.EDITOR),
        does("/texts/{key}/take-out", take_out, role=Role.EDITOR),
    ),
)
"""Reached from what the line says; no entry of its own."""
