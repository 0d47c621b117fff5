"""Why the line answered as it did, for staff: what was read, in which step, by which rule, what is open and what ends it.

Worked out from the turn when somebody asks (`porchlight chat --why`), in names of ours: never a word of the caller's.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from app.engine.compiled_release import CompiledRelease
from app.engine.conversation import Conversation
from app.engine.effects import Effect
from app.engine.matters import crisis, steps
from app.engine.plain_answer import PlainAnswer
from app.engine.session import Reading, Turn
from app.engine.step import ABILITIES
from app.engine.talk import Matter
from app.understanding import Meaning

_LASTING_WORDS = "sure_"


def _on_a_page(conversation: Conversation) -> bool:
    """Whether a page is all that is open."""
    node = conversation.node
    alone = node is not None and not node.stay and not conversation.session.awaiting
    return alone and not steps.is_beside(conversation) and not crisis.is_open(conversation)


OWN: tuple[Matter[Conversation], ...] = (
    Matter("overdose or overamp steps", "a word of the line, suicidal words, a clear place question, the last step, 30 minutes", steps.is_open),
    Matter("a talk about not wanting to live", "a clear other wish, an hour", crisis.is_open),
    Matter('a "sure?" of ours', "1 or yes does it; 2, no or anything else leaves it as it was", lambda t: t.session.awaiting.startswith(_LASTING_WORDS)),
    Matter("a list of places", "another topic, an hour", lambda t: t.session.awaiting in ("sites", "which")),
    Matter("a place was asked for", "a ZIP code, a city, two streets; or another topic", lambda t: t.session.awaiting == "place"),
    Matter('"did you mean one of these?"', "its number, or anything else that is understood", lambda t: t.session.awaiting == "guess"),
    Matter("a question of a feature", "its answer, or another topic", lambda t: t.session.awaiting in t.library.awaits),
    Matter("a hard talk", "a clear other wish, a plain sign of dying, words of not wanting to live", lambda t: t.node is not None and bool(t.node.stay)),
    Matter("a page with its numbers", "another topic, an hour", _on_a_page),
)  # fmt: skip
"""What the engine itself can have open, in the order in which it is read; features bring theirs."""


def explain(library: CompiledRelease, turn: Turn, now: datetime) -> tuple[str, ...]:
    """Lines for staff about this turn; none where no text was read."""
    reading = turn.reading
    return tuple(_lines(library, turn, reading, now)) if reading is not None else ()


def _lines(library: CompiledRelease, turn: Turn, reading: Reading, now: datetime) -> Iterator[str]:
    yield f"read in the step: {reading.step}"
    for act in turn.effects:
        by = getattr(act, "by", None)
        if isinstance(by, PlainAnswer):
            yield f"plain answer: {by.answer!r} to {by.question!r}, which does: {_name(act)}"
    if reading.meaning is not None:
        yield from _of_meaning(reading.meaning)
    if turn.session.node:
        yield f"the caller is at: {turn.session.node}"
    conversation = Conversation(library, turn.session, now, reading.known, abilities=ABILITIES)
    acted = any(isinstance(getattr(act, "by", None), PlainAnswer) for act in turn.effects)  # the record is another now
    found = [one for feature in library.talks for one in feature.matters if not acted and one.is_open(conversation)]
    for matter in (*found, *(one for one in OWN if one.is_open(conversation))):
        yield f"open: {matter.name}. Ended by: {matter.ends}"


def _of_meaning(meaning: Meaning) -> Iterator[str]:
    """What the words were taken for, how surely, and by what."""
    sure = "said in so many words" if meaning.plain else f"chance {meaning.confidence:.2f}"
    by = ", ".join(meaning.why) or "nothing"
    yield f"meaning: {meaning.intent} ({sure}), by: {by}"
    if meaning.topic:
        by = " (a question listed by its words)" if meaning.asked else ""
        yield f"topic: {meaning.topic}" + (" (like the examples of it)" if meaning.alike else by)
    if meaning.near:
        yield f"may ask about: {', '.join(meaning.near)}"
    if meaning.emergency and not meaning.is_emergency:
        yield "nearly an emergency: 911 is named in front"
    if meaning.guesses:
        yield f"undecided between: {', '.join(meaning.guesses)}"


def _name(effect: Effect) -> str:
    return "".join(f" {c.lower()}" if c.isupper() else c for c in type(effect).__name__).strip()
