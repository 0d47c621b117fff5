"""What a movable clock stops at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.features.registry import Records
from app.line.opt_ins import OptIns
from app.privacy.phone import Phone


def next_due(opted: OptIns, numbers: Sequence[str]) -> datetime | None:
    """When something that leaves by itself has its turn next for one of these phones. Raises what the database raises."""
    keys = [Phone(number, opted.desk.names).opt_out_key for number in numbers]
    with opted.desk.database.reading() as session:
        return Records().next_due(session, keys)
