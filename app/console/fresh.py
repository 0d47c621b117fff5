"""What only somebody who signed in lately may do: a browser left open makes nobody an account."""

from __future__ import annotations

from app.console.not_done import NotDone
from app.console.staff_request import StaffRequest


def lately(asked: StaffRequest) -> None:
    """They signed in within the last quarter of an hour. Raises NotDone, with the way to sign in again, where they did not."""
    if not asked.staff.fresh:
        raise NotDone("sign_in_again", status=403, to="/staff/sign-in")
