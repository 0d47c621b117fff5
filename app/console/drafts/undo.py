"""The way back that the next page offers after something was saved in a draft."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from app.console.flash import Undo
from app.release.history.views import DraftInfo


def undo_of(draft: DraftInfo, saved: Mapping[str, str], back: str) -> Undo | None:
    """A form that puts these files of the draft back; None where nothing was saved."""
    if not saved:
        return None
    return Undo(f"/staff/drafts/{draft.id}/undo", {"saved": msgspec.json.encode(dict(saved)).decode(), "back": back})
