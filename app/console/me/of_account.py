"""What takes an account of one's own."""

from __future__ import annotations

from app.console.not_done import NotDone
from app.console.staff_request import StaffRequest


def own_account(asked: StaffRequest) -> None:
    """They have one. Raises NotDone for whoever came by the link of the machine."""
    if not asked.staff.account:
        raise NotDone("proof_needs_account", status=403, to="/staff/people")
