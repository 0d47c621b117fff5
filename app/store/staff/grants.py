"""What a role of PostgreSQL needs for accounts, and nothing of any caller."""

from __future__ import annotations

from collections.abc import Iterator

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
    if not role.isidentifier() or not role.isascii():
        raise ValueError("A role is named by letters, digits and _.")
    for table, rights in _RIGHTS.items():
        yield f"GRANT {rights} ON {table} TO {role};"
    for table in _COUNTED:
        yield f"GRANT USAGE ON SEQUENCE {table}_id_seq TO {role};"
