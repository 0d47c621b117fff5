"""What somebody of staff may do: each role may do all that the ones before it may."""

from __future__ import annotations

from enum import IntEnum


class Role(IntEnum):
    """Ordered: `staff.role >= Role.EDITOR`."""

    READER = 1
    """Sees everything, plays it, changes nothing."""
    EDITOR = 2
    """Drafts, places, examples."""
    APPROVER = 3
    """Publishes, rolls back, approves emergency texts."""
    KEEPER = 4
    """People, roles, numbers to call."""

    @property
    def word(self) -> str:
        """What it is called in rows and word files."""
        return self.name.lower()
