"""What somebody signs in with, and where they are signed in."""

from __future__ import annotations

from starlette.responses import Response

from app.console.not_done import not_found
from app.console.page import go, page
from app.console.staff_request import StaffRequest


def me(asked: StaffRequest) -> Response:
    """Their own page; for whoever came by the link of the machine, the way to an account."""
    if not asked.staff.account:
        return page(asked, "machine.html", accounts=asked.services.has_accounts)
    access = asked.services.access
    return page(
        asked, "me.html", person=access.people.one(asked.staff.account), passkeys=access.passkeys.of(asked.staff.account),
        sign_ins=access.sign_ins.of(asked.staff.account),
    )  # fmt: skip


def end_one(asked: StaffRequest) -> Response:
    """One of their sign-ins opens nothing any more."""
    if not asked.services.access.sign_ins.end_one(asked.staff, asked.part("name")):
        raise not_found("/staff/me")
    return go(asked, "/staff/me", "one_ended")


def end_others(asked: StaffRequest) -> Response:
    """All of their sign-ins but this one open nothing any more."""
    return go(asked, "/staff/me", "others_ended", n=asked.services.access.sign_ins.end_others(asked.staff))
