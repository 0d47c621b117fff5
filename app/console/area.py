"""An area of the console: a folder with its routes, templates, words and scripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from app.console.roles import Role

if TYPE_CHECKING:
    from starlette.responses import Response

    from app.console.staff_request import StaffRequest

    Handler = Callable[[StaffRequest], Response]

FORM_BYTES = 64 * 1024
"""What a form may hold unless its route says more."""


class View(msgspec.Struct, frozen=True):
    """One address of an area: who may ask for it, and what answers."""

    path: str
    """Below `/staff`; `{name}` and `{name:path}` as in Starlette."""
    handler: Handler
    role: Role
    method: str = "GET"
    most: int = FORM_BYTES
    """The most bytes a form may be."""


class StaffArea(msgspec.Struct, frozen=True):
    """One entry of the navigation and all that lies behind it; named like its folder in `app/console`."""

    name: str
    path: str
    """Where its entry in the navigation leads; empty for none."""
    views: tuple[View, ...]
    role: Role = Role.READER
    """Who sees the entry."""


def shows(path: str, handler: Handler, *, role: Role = Role.READER) -> View:
    """A page that changes nothing."""
    return View(path, handler, role)


def does(path: str, handler: Handler, *, role: Role, most: int = FORM_BYTES) -> View:
    """A form that was sent: its handler runs only where it came from our own page, whole and with its token."""
    return View(path, handler, role, "POST", most)
