"""Rights of a PostgreSQL role, written as statements for whoever owns the tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping


def grants(role: str, rights: Mapping[str, str], *, counted: Iterable[str] = ()) -> Iterator[str]:
    """The GRANTs on these tables, and on the counters of those whose rows the role numbers.

    Raises ValueError for the name of a role that is not plain letters, digits and `_`.
    """
    if not role.isidentifier() or not role.isascii():
        raise ValueError("A role is named by letters, digits and _.")
    for table, what in rights.items():
        yield f"GRANT {what} ON {table} TO {role};"
    for table in counted:
        yield f"GRANT USAGE ON SEQUENCE {table}_id_seq TO {role};"
