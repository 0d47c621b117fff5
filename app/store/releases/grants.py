"""What a role of PostgreSQL needs to work with releases, and nothing of any caller."""

from __future__ import annotations

from collections.abc import Iterator

from app.store.grants import grants

_RIGHTS = {
    "release_blob": "SELECT, INSERT",
    "release_record": "SELECT, INSERT",
    "release_live": "SELECT, INSERT, UPDATE",
    "release_draft": "SELECT, INSERT, UPDATE",
    "release_draft_file": "SELECT, INSERT",
    "release_approval": "SELECT, INSERT",
    "release_trail": "SELECT, INSERT",
    "release_reader": "SELECT",
}
"""Nothing of the history can be changed or taken out by this role: rows are only added."""
_COUNTED = ("release_draft", "release_draft_file", "release_approval", "release_trail")


def statements(role: str) -> Iterator[str]:
    """The GRANTs for a role that exists; raises ValueError for a name that is not plain letters, digits and `_`."""
    return grants(role, _RIGHTS, counted=_COUNTED)
