"""What `do:` in a flow may be besides what features bring: one file an action.

An action says what it has to say and returns the node to go on to, or an empty string to wait there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine.actions.by_hour import by_hour
from app.engine.actions.find_sites import find_sites
from app.engine.actions.forget import forget
from app.engine.actions.hand_over import hand_over
from app.engine.actions.opt import opt_in, opt_out
from app.engine.actions.switch_language import switch_language

if TYPE_CHECKING:
    from app.engine.conversation import Conversation
    from app.engine.talk import Action

ACTIONS: dict[str, Action[Conversation]] = {
    "by_hour": by_hour,
    "find_sites": find_sites,
    "forget": forget,
    "hand_over": hand_over,
    "opt_in": opt_in,
    "opt_out": opt_out,
    "switch_language": switch_language,
}
