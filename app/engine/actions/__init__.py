"""What `do:` in a flow may be: a closed list, one file an action.

An action says what it has to say and returns the node to go on to, or an empty string to wait there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.engine.actions.find_sites import find_sites
from app.engine.actions.forget import forget
from app.engine.actions.hand_over import hand_over
from app.engine.actions.opt import opt_in, opt_out
from app.engine.actions.report_place import WHICH, answer_which
from app.engine.actions.start_checkin import (
    answer_agreement,
    answer_when,
    answer_zone,
    end_checkins,
    pause_checkins,
    start_checkin,
)
from app.engine.actions.start_safety_check import (
    answer_arm,
    answer_both,
    answer_code,
    answer_contact,
    answer_note,
    start_safety_check,
)
from app.engine.actions.switch_language import switch_language
from app.engine.actions.timer_on_a_call import answer_minutes

if TYPE_CHECKING:
    from app.engine.conversation import Conversation
    from app.engine.release import Node

Action = Callable[["Conversation", "Node"], str]
Answer = Callable[["Conversation", str], bool]

ACTIONS: dict[str, Action] = {
    "end_checkins": end_checkins,
    "find_sites": find_sites,
    "forget": forget,
    "hand_over": hand_over,
    "opt_in": opt_in,
    "opt_out": opt_out,
    "pause_checkins": pause_checkins,
    "start_checkin": start_checkin,
    "start_safety_check": start_safety_check,
    "switch_language": switch_language,
}

ANSWERS: dict[str, Answer] = {
    **dict.fromkeys(WHICH, answer_which),
    "checkin_agree": answer_agreement,
    "checkin_when": answer_when,
    "checkin_zone": answer_zone,
    "safety_arm": answer_arm,
    "safety_both": answer_both,
    "safety_code": answer_code,
    "safety_contact": answer_contact,
    "safety_minutes": answer_minutes,
    "safety_note": answer_note,
}
"""What the next text means while an action waits for it, by `Session.waiting`; True when it was an answer."""

QUESTIONS = {"safety_minutes": "safety_checks.how_long", **dict.fromkeys(WHICH, "line.report_which")}
"""What is asked again on a call while an action waits, where that is not what its node says."""

TEXTS = frozenset({"safety_checks.how_long", "line.report_which"})
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""
