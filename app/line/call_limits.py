"""What a call is answered where answers are held back for what they cost: the complete steps, and then the end of the call."""

from __future__ import annotations

from collections.abc import Sequence

from app.channels.base import CallEvent, InboundCall
from app.engine.builtin import BUILTIN, STEPS
from app.engine.effects import Count, Effect, FeatureEffect, Forget, HangUp, OptIn, OptOut, Say
from app.engine.events import CallStarted
from app.engine.held_back import is_owed
from app.engine.session import Turn
from app.line.context import LineContext

HIDDEN = "hidden"
"""Callers without a number share one block, never one bucket of a caller."""


def affordable(line: LineContext, inbound: InboundCall, event: CallEvent, turn: Turn) -> Sequence[Effect]:
    """The answer as it is said. Nobody in the steps, in a crisis talk, watched, or who said STOP is ever cut off."""
    library, session = line.library(), turn.session
    if line.limits is None:
        return turn.effects
    done = any(isinstance(effect, OptOut | OptIn | Forget | FeatureEffect) for effect in turn.effects)
    cried = any(type(effect) is Count and effect.name == "emergency" for effect in turn.effects)
    if line.limits.judge_call(
        inbound.caller or "",
        began=isinstance(event, CallStarted),
        must=cried
        or session.node in library.urgent_flows
        or done
        or _watched(line, inbound)
        or is_owed(library, session),
        prefix=inbound.phone.prefix_key if inbound.phone is not None else HIDDEN,
        abroad=inbound.abroad or (inbound.phone is not None and inbound.phone == line.own),
    ):
        return turn.effects
    language = session.language or library.default
    steps = library.first_steps | STEPS
    kept = tuple(effect for effect in turn.effects if isinstance(effect, Count))
    return (Say(steps.get(language, STEPS[BUILTIN.languages[0]]), language), HangUp(), *kept)


def _watched(line: LineContext, inbound: InboundCall) -> bool:
    return inbound.phone is not None and line.opt_ins is not None and line.opt_ins.has_running_opt_in(inbound.phone)
