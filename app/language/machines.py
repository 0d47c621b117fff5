"""Replies that no person wrote: driving, meetings, holidays, desks that thank for a message. They get no answer."""

from __future__ import annotations

import re

from app.language.heard import heard

_AUTOMATIC = re.compile("|".join(sorted(heard("machine_writes"))), re.IGNORECASE | re.DOTALL)


def is_automatic(text: str) -> bool:
    """Whether a machine wrote this for somebody who is not reading now."""
    return len(text) > 12 and _AUTOMATIC.search(text) is not None
