"""The drafts of whoever asks, over the files as they are now."""

from __future__ import annotations

from app.console.editing.workbench import Workbench
from app.console.staff_request import StaffRequest


def own_bench(asked: StaffRequest) -> Workbench:
    """Where the changes of this person go; where the folder wins, what was saved there is taken up first."""
    asked.services.releases.take_up_folder()
    return Workbench(asked.services.releases, asked.staff.name)
