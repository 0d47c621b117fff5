"""What a role of PostgreSQL needs for accounts, and nothing of any caller."""

from __future__ import annotations

from collections.abc import Iterator

from app.store.grants import grants

_ALL = "SELECT, INSERT, UPDATE, DELETE"
_RIGHTS = {
    "staff_account": "SELECT, INSERT, UPDATE",
    "staff_passkey": _ALL,
    "staff_recovery_code": "SELECT, INSERT, DELETE",
    "staff_invite": _ALL,
    "staff_session": _ALL,
    "staff_challenge": "SELECT, INSERT, DELETE",
    "staff_try": "SELECT, INSERT, DELETE",
    "staff_trail": "SELECT, INSERT",
    "alembic_version": "SELECT",
}
"""What was done can be added to, never changed or taken out; nor can an account be."""
_COUNTED = ("staff_account", "staff_passkey", "staff_try", "staff_trail")


def account_statements(role: str) -> Iterator[str]:
    """The GRANTs for a role that exists; raises ValueError for a name that is not plain letters, digits and `_`."""
    return grants(role, _RIGHTS, counted=_COUNTED)
