"""What a call can be had as by text, and who is understood to ask for it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.engine.builtin import BUILTIN
from app.engine.caller_record import CallerRecord
from app.engine.effects import Effect, Listen, OptOut, Say, TextMe
from app.engine.events import CallStarted, Event, Pressed, Silence, Spoke, Texted
from app.engine.session import Session
from app.engine.step import step
from app.engine.text_from_call import asks_for_text
from app.language.short_answers import plain
from app.release.compiled import compiled

NOON = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
LIBRARY = compiled(BUILTIN)

ASKED = """can i get this as a text|can you text me that address|send me a text|mándeme un texto|me manda un mensaje|text me the phone number|i want that by text please|could i please have the address in a text|get it by text|quiero esto por mensaje
lo quiero por texto|text me this|text it to me|can you text me this please|could you text that to me|send me this|text me the address
message me those|send it to my phone|text me|send this by text|please text me the steps|text me these now|Text me that, please!
mándemelo por texto|me lo puede mandar por mensaje|mándame eso|envíeme esto por texto|me puede enviar la dirección
por favor mándeme los pasos por mensaje|mándelo a mi celular|textéamelo|páselo por texto"""
NOT_ASKED = """don't text me|stop texting me|do not send me that|text me every friday|text me in ten minutes|send help|message
text|no me mande nada|no me manden mensajes|mande|mande ayuda|text me when she wakes up|can you text my mom|send an ambulance
text me the steps he is not breathing|who can text me|manda una ambulancia|""".rstrip("|")


def lines(words: str) -> list[str]:
    return [one for line in words.splitlines() for one in line.split("|") if one]


@pytest.mark.parametrize("words", lines(ASKED))
def test_whoever_asks_for_a_text_is_understood(words: str) -> None:
    assert asks_for_text(plain(words))


@pytest.mark.parametrize("words", lines(NOT_ASKED))
def test_nobody_gets_a_text_for_words_about_something_else(words: str) -> None:
    assert not asks_for_text(plain(words))


def called(*events: Event, known: CallerRecord | None = None) -> tuple[Session, tuple[Effect, ...]]:
    """The last turn of a call in which this happened."""
    known = known or CallerRecord()
    turn = step(LIBRARY, None, CallStarted(language="en"), NOON, known)
    for event in events:
        turn = step(LIBRARY, turn.session, event, NOON, known)
    return turn.session, turn.effects


def said(effects: tuple[Effect, ...]) -> str:
    return " ".join(effect.text for effect in effects if isinstance(effect, Say))


def sent(effects: tuple[Effect, ...]) -> list[str]:
    return [effect.words for effect in effects if isinstance(effect, TextMe)]


def test_the_builtin_line_texts_its_steps_and_how_to_end_texts_nobody_asked_for() -> None:
    session, effects = called(Pressed("1"), Pressed("8"))
    steps, end = LIBRARY.text("overdose.start", "en"), LIBRARY.text("line.text_me_end", "en")

    assert [f"{steps}\n{end}"] == sent(effects)
    assert "STOP" in end
    assert "It is on its way." in said(effects)
    assert "overdose.start" == session.node
    assert isinstance(effects[-1], Listen)


def test_the_key_is_told_once_and_after_the_whole_first_answer() -> None:
    _, first = called(Pressed("1"))
    _, later = called(Pressed("1"), Silence())

    assert said(first).endswith("To get this as a text, press 8.")
    assert "press 8" not in said(later)


@pytest.mark.parametrize("why", ["hidden", "cannot", "down"])
def test_who_cannot_be_texted_hears_another_way_and_no_technical_word(why: str) -> None:
    session, effects = called(Pressed("1"), Pressed("8"), known=CallerRecord(no_text_reason=why))

    assert [] == sent(effects)
    assert "text the word OD to this number" in said(effects)
    assert "Call 911 NOW" in said(effects)
    assert "overdose.start" == session.node


def test_nobody_is_told_of_a_key_that_would_do_nothing() -> None:
    _, effects = called(Pressed("1"), known=CallerRecord(no_text_reason="hidden"))

    assert "press 8" not in said(effects)


def test_badly_heard_words_send_nothing_and_ask_for_the_key() -> None:
    _, effects = called(Pressed("1"), Spoke("text me this", confidence=0.2))

    assert [] == sent(effects)
    assert "press 8" in said(effects)


@pytest.mark.parametrize("words", ["text me this", "text me", "mándemelo por texto", "can you send me the steps"])
def test_who_asks_for_it_in_a_text_is_not_taken_off_the_list(words: str) -> None:
    here = step(LIBRARY, None, Texted("od"), NOON).session
    turn = step(LIBRARY, here, Texted(words), NOON)

    assert LIBRARY.text("overdose.start", "en") in said(turn.effects)
    assert not [effect for effect in turn.effects if isinstance(effect, OptOut)]


def test_in_a_text_there_is_no_such_thing() -> None:
    turn = step(LIBRARY, None, Texted("8"), NOON)

    assert [] == sent(turn.effects)
