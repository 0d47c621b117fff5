"""What people mean leads to the right door, with the real flows and phrases."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest

from app.engine.caller_record import CallerRecord
from app.engine.compiled_release import CompiledRelease
from app.engine.effects import Say, TextMe
from app.engine.events import CallStarted, Spoke, Texted
from app.engine.step import step
from app.release.compiled import compiled

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "flow"),
    [
        ("he od'd wat do i do", "overdose"),
        ("shes blue", "overdose"),
        ("no despierta mi hermano", "overdose"),
        ("he stopped breathing", "overdose"),
        ("i want to end my life", "crisis"),
        ("how do i stop doing heroin", "treatment"),
        ("xylazine", "safer"),
        ("is it safe to mix benzos and alcohol", "safer"),
        ("nar can near broad and allegheny", "naloxone"),
        ("NALOXONE 19104", "naloxone"),
        ("od on homework lol", "main"),
    ],
)
def test_a_first_message_lands_in_the_right_flow(library: CompiledRelease, words: str, flow: str) -> None:
    turn = step(library, None, Texted(words), NOW)

    assert flow == turn.session.node.partition(".")[0]


def test_a_cry_for_help_in_another_language_is_answered_in_it(library: CompiledRelease) -> None:
    first = step(library, None, Texted("narcan"), NOW)
    second = step(library, first.session, Texted("mi amigo no despierta"), NOW)

    assert "Llame al 911" in "".join(effect.text for effect in second.effects if isinstance(effect, Say))


@pytest.mark.parametrize("words", ["where can i get narcan", "donde consigo naloxona", "i need naloxone for my house"])
def test_whoever_asks_where_to_get_naloxone_is_asked_for_a_place(library: CompiledRelease, words: str) -> None:
    assert "naloxone.find" == step(library, None, Texted(words), NOW).session.node


@pytest.mark.parametrize(
    ("words", "node"),
    [
        ("thanks can i talk to a real person", "person."),
        ("muchas gracias quiero hablar con una persona", "person."),
        ("thank you. where do i get narcan", "naloxone.find"),
        ("ty! i need detox", "treatment.menu"),
        ("thanks what else can you do", "line.help"),
        ("thank you so much", "safer.menu"),
    ],
)
def test_whoever_says_thanks_and_wants_something_gets_it(library: CompiledRelease, words: str, node: str) -> None:
    first = step(library, None, Texted("safer use"), NOW)
    session = step(library, first.session, Texted(words), NOW).session

    assert session.node.startswith(node)


@pytest.mark.parametrize("words", ["ok", "got it", "sí", "hello?"])
def test_a_word_between_two_steps_leaves_the_steps_where_they_are(library: CompiledRelease, words: str) -> None:
    session = None
    for text in ("od", "1", words, "1"):
        session = step(library, session, Texted(text), NOW).session

    assert "overdose.call" == (session.node if session else "")


@pytest.mark.parametrize(("words", "node"), [("breathing", "overdose.side"), ("breathing?", "overdose.start")])
def test_a_question_tells_nothing(library: CompiledRelease, words: str, node: str) -> None:
    first = step(library, None, Texted("od"), NOW)

    assert node == step(library, first.session, Texted(words), NOW).session.node


@pytest.mark.parametrize(
    ("words", "node"),
    [
        ("no pulse", "overdose.start"),
        ("not breathing", "overdose.start"),
        ("i want to kill myself", "crisis.start"),
        ("stop texting me", "overdose.care"),
        ("fresh one", "naloxone.menu"),
    ],
)
def test_no_other_words_of_a_label_take_a_cry_a_crisis_or_a_stop(
    library: CompiledRelease, words: str, node: str
) -> None:
    texts = library.release.texts
    label = msgspec.structs.replace(texts["en"]["main.label.naloxone"], also=(words,))
    english = {**texts["en"], "main.label.naloxone": label}
    release = msgspec.structs.replace(library.release, texts={**texts, "en": english})
    edited = compiled(release, understander=library.understander)
    session = None
    for text in ("od", "1", "2", "1", words):  # after the steps, where the label is offered
        session = step(edited, session, Texted(text), NOW).session

    assert node == (session.node if session else "")


@pytest.mark.parametrize(("words", "minutes"), [("5 minutes", [5]), ("forty five", [45]), ("he is not breathing", [])])
def test_minutes_asked_for_on_a_call_are_no_cry_for_help(
    library: CompiledRelease, words: str, minutes: list[int]
) -> None:
    known = CallerRecord(safety_checks=True)
    session = step(library, None, CallStarted(language="en"), NOW, known).session
    session = step(library, session, Spoke("set a timer", confidence=0.9), NOW, known).session
    turn = step(library, session, Spoke(words, confidence=0.9), NOW, known)

    assert minutes == [effect.timer for effect in turn.effects if isinstance(effect, TextMe)]
    assert ("overdose.start" if not minutes else "safety_checks.timer") == turn.session.node
