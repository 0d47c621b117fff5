"""How a page is said on a call: in pieces with a wait after each, breaths in time, and what is listened for at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from app.engine.effects import Effect, Listen, Pause, Say

if TYPE_CHECKING:
    from app.engine.compiled_release import CompiledRelease
    from app.engine.release import Node
    from app.engine.session import Session

STEP_WAIT, PAGE_WAIT = 3, 1
"""Seconds of silence after a piece: to do what it says, or to take it in; a key need not wait for its end."""
BREATH_EVERY = 4
"""Seconds from the end of one "breathe" to the next: with the word itself, one breath every five seconds."""
BREATHS_IN_A_ROW, ROWS = 6, 4
"""After so many breaths words are listened for, in the pause that is there anyhow; two minutes in all."""
LISTENS, AT_THE_DOOR = 7, 3
"""Seconds that an answer may take."""


def page(
    library: CompiledRelease, session: Session, node: Node, *, number: int = 0, slower: bool = False
) -> list[Effect]:
    """This page of the node, piece by piece, and where it counts breaths their count."""
    wait = STEP_WAIT if node.name in library.steps else PAGE_WAIT
    shown = library.shown(node, session.language or library.default)
    pages = shown.pieces
    said: list[Effect] = []
    for piece in filter(None, pages[min(number, len(pages) - 1)]):
        said += [Pause(wait)] if said else []
        said.append(Say(piece, shown.voice, slower))
    return said + (breaths(library, session, node) if node.pace else [])


def breaths(library: CompiledRelease, session: Session, node: Node) -> list[Effect]:
    """The count of breaths, one every five seconds, until a key ends it; noise does not, and words are heard in between."""
    language = session.language or library.default
    breath = Say(library.spoken(node.pace, language), library.packs.spoken_in(node.pace, language))
    row: list[Effect] = [breath]
    for _ in range(BREATHS_IN_A_ROW - 1):
        row += [Pause(BREATH_EVERY), breath]
    between = msgspec.structs.replace(listening(library, session), timeout=BREATH_EVERY - 1, falls=True, quiet=True)
    return [*(effect for _ in range(ROWS - 1) for effect in (*row, between)), *row]


def listening(library: CompiledRelease, session: Session) -> Listen:
    """What is waited for after everything was said: in the steps, words only then."""
    beside = session.node in library.steps and not session.awaiting
    language = library.packs.heard_in(session.language or library.default)
    return Listen(
        timeout=AT_THE_DOOR if session.awaiting == "door" else LISTENS,
        digits=5 if session.awaiting == "place" else 1,
        language=language,
        quiet=beside,
        hints=library.hints(language, steps=beside),
    )
