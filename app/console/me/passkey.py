"""Passkeys of one's own, and signing something with one."""

from __future__ import annotations

from starlette.responses import Response

from app.console import guard
from app.console.fresh import lately
from app.console.me.of_account import own_account
from app.console.page import go
from app.console.staff_request import StaffRequest


def options(asked: StaffRequest) -> Response:
    """What the browser makes a passkey from."""
    lately(asked)
    own_account(asked)
    return _json(asked.services.access.passkeys.to_make(asked.staff))


def make(asked: StaffRequest) -> Response:
    """The passkey is theirs."""
    lately(asked)
    own_account(asked)
    asked.services.access.passkeys.make(asked.staff, asked.form.text("credential"), asked.form.text("label", most=200))
    return go(asked, "/staff/me", "passkey_added")


def take_out(asked: StaffRequest) -> Response:
    """The passkey signs nobody in any more."""
    lately(asked)
    done = asked.services.access.passkeys.take_out(asked.staff, asked.number("passkey"))
    return go(asked, "/staff/me", "passkey_out" if done else "last_way_in", well=done)


def prove(asked: StaffRequest) -> Response:
    """What the browser has to sign, for one purpose."""
    own_account(asked)
    return _json(asked.services.access.passkeys.to_prove(asked.staff, asked.form.text("about", most=150)))


def _json(text: str) -> Response:
    return Response(text, media_type="application/json", headers=guard.headers())
