"""Who wants fewer texts, or none at some hour, is asked before all of them end; who wants none is not asked."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.engine.compiled_release import CompiledRelease
from app.engine.effects import OptOut
from app.engine.events import Texted
from app.engine.step import step

NOW = datetime(2026, 11, 26, 18, 0, tzinfo=UTC)
IN_PART = [
    "i want to stop the texts but keep the friday one",
    "stop texting me except for the checkins",
    "stop all the texts but not my timer",
    "no more texts in the morning please",
    "quit texting me so late",
    "dont text me on sundays",
    "stop sending me the spanish ones",
    "stop texting my old number",
    "please stop texting me while im at work",
    "no more messages after 10pm",
    "cancel all the texts apart from the wednesday check in",
    "stop the texts for now but leave my safety thing on",
    "ya no me manden mensajes los domingos",
    "dejen de mandarme textos tan temprano",
    "no me escriban de noche",
    "paren los mensajes menos el del viernes",
    "ya no manden textos pero sigan con el aviso del lunes",
]
WHOLE = [
    "stop",
    "stop texting me",
    "please stop texting me",
    "no more texts",
    "stop texting me im at the end of my rope with you people",
    "i dont want any more messages from you",
    "take me off your list",
    "ya no me manden mensajes",
    "dejen de mandarme textos",
    "quiero que me quiten de la lista",
    "STOP!! leave me alone",
]


def _effects(library: CompiledRelease, text: str) -> tuple[set[type], str]:
    turn = step(library, None, Texted(text), NOW)
    return {type(effect) for effect in turn.effects}, turn.session.awaiting


@pytest.mark.parametrize("text", IN_PART)
def test_fewer_texts_are_not_the_end_of_all(library: CompiledRelease, text: str) -> None:
    effects, _ = _effects(library, text)

    assert OptOut not in effects


@pytest.mark.parametrize("text", IN_PART)
def test_who_wants_fewer_is_asked_or_led_to_what_sends_them(library: CompiledRelease, text: str) -> None:
    turn = step(library, None, Texted(text), NOW)

    asked = turn.session.awaiting in ("sure_stop", "guess")
    assert asked or turn.session.node.startswith("checkins.")


@pytest.mark.parametrize("text", WHOLE)
def test_who_wants_none_gets_none(library: CompiledRelease, text: str) -> None:
    effects, awaiting = _effects(library, text)

    assert OptOut in effects
    assert not awaiting
