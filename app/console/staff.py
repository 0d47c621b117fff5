"""Who is at the console."""

from __future__ import annotations

import msgspec

from app.console.roles import Role


class Staff(msgspec.Struct, frozen=True):
    """One person who is signed in."""

    name: str
    """What releases, drafts and the trail call them."""
    role: Role
    session: str
    """The name of this sign-in; opens nothing by itself."""
    account: int = 0
    """0 for whoever came by the link of this machine."""
    enrolled: bool = True
    """False until they have a passkey, or a password with an app: then only their own page is open to them."""
    fresh: bool = True
    """Whether they signed in within the last quarter of an hour."""

    def may(self, role: Role) -> bool:
        """Whether what takes this role is open to them."""
        return self.role >= role
