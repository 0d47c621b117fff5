"""What the engine cannot know by itself about a caller's check-ins and safety checks: handed in with the event.

It holds no number and no word but the name a caller's own contact knows them by, and lives as long as one turn.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec


class CallerRecord(msgspec.Struct, frozen=True):
    """What the record says about the phone this came from."""

    loaded: bool = True
    """False where nobody has looked yet: `step` then answers with `NeedRecord` when it needs to know."""
    unsaved: bool = False
    """Whether the record did not take what this message asked for."""
    dropped: bool = False
    """Whether nobody will try it again either."""
    checkins: bool = False
    """Whether this line sends check-ins."""
    safety_checks: bool = False
    """Whether this line runs safety checks."""
    refused: str = ""
    """Why a safety check could not be kept right now, but for its contact: an `app.features.safety_checks.rules.Refusal`."""
    number: bool = True
    """Whether the caller's number can be texted."""
    language: str = ""
    """In which this line last wrote to this phone; empty where it never did by itself."""
    no_text_reason: str = ""
    """Why this phone gets no text of what a call says: `hidden`, `cannot` or `down`; empty where it can be tried."""
    nudge_pending: bool = False
    """Whether a nudge is out that a bare number would answer."""
    confirmation_pending: bool = False
    """Whether check-ins asked for on a call wait for a written yes."""
    checkin: bool = False
    """Whether check-ins run, rest or are paused."""
    timer: int = 0
    """Minutes of a timer asked for on a call, which waits for a written 1; 0 where none does."""
    check: str = ""
    """State of the running safety check; empty when none runs."""
    left: int = 0
    """Whole minutes until the running check asks, from 0."""
    code_only: bool = False
    """Whether only the caller's own word closes it."""
    code_matches: bool = False
    """Whether this message is that word."""
    duress_code: bool = False
    """Whether this message is that word backwards: answered as if it closed the check."""
    extensions_left: int = 0
    """How often it may still be put off."""
    contacts: int = 0
    """How many people can be told."""
    contact: str = ""
    """`invited` or `expired`, where somebody was named but cannot be told now."""
    name: str = ""
    """What the first contact calls the caller."""
    contact_refused: bool = False
    """Whether the person just named may not be asked."""
    invited: bool = False
    """Whether this phone's owner was asked to be a contact and has not answered."""
    alarm: str = ""
    """`open` or `over`, where this phone's owner was told of somebody."""
    more_known: Mapping[str, object] = {}
    """What features know that has no field here, by the names they gave it."""

    @property
    def runs(self) -> bool:
        """Whether anything runs, or waits for this phone's owner to answer."""
        waits = self.nudge_pending or self.confirmation_pending or self.invited
        return bool(self.check or self.timer or waits or self.alarm == "open")


NOT_WRITABLE = "not_writable"
"""Why nothing that has to be kept is promised: the record does not take it."""
NOTHING = CallerRecord()
"""Nothing is running, and nothing can be started."""
NOT_LOADED = CallerRecord(loaded=False)
