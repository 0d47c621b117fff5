"""What `step` does, as tables of what somebody sends and where it leads."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from app.engine.builtin import BUILTIN
from app.engine.compiled_release import CompiledRelease
from app.engine.effects import Connect, Forget, HangUp, Listen, OptIn, OptOut, Pause, Say
from app.engine.events import CallEnded, CallReturned, CallStarted, CameDue, Event, Pressed, Silence, Spoke, Texted
from app.engine.release import Choice, Node
from app.engine.session import Session, Turn, pack, unpack
from app.engine.step import step
from app.language.short_answers import told
from app.release.compiled import compiled

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
LIBRARY = compiled(BUILTIN)


def play(*events: Event, library: CompiledRelease = LIBRARY, session: Session | None = None) -> Turn:
    """The turn after the last of these events, the session stored and restored between them."""
    turn = None
    for event in events:
        turn = step(library, unpack(pack(session)) if session else None, event, NOW)
        session = turn.session
    assert turn is not None
    return turn


def said(turn: Turn) -> str:
    return "\n".join(effect.text for effect in turn.effects if isinstance(effect, Say))


@pytest.mark.parametrize(
    ("texts", "node"),
    [
        (["hi"], "main.menu"),
        (["OD"], "overdose.start"),
        (["od"], "overdose.start"),
        (["1"], "overdose.start"),
        (["9"], "overdose.start"),
        (["hi", "1"], "overdose.start"),
        (["hi", " 1. "], "overdose.start"),
        (["hi", "one"], "overdose.start"),
        (["hi", "1 please"], "overdose.start"),
        (["hi", "1\ufe0f\u20e3"], "overdose.start"),
        (["hi", "Overdose: what to do"], "overdose.start"),
        (["hi", "2"], "person.start"),
        (["hi", "2", "back"], "main.menu"),
        (["hi", "2", "#"], "main.menu"),
        (["hi", "2", " # "], "main.menu"),
        (["hi", "1", "menu"], "main.menu"),
        (["hi", "-1"], "main.menu"),
        (["hi", "7"], "main.menu"),
        (["hi", "l"], "main.menu"),
        (["sobredosis"], "overdose.start"),
        (["0"], "person.start"),
        (["person"], "person.start"),
        (["persona"], "person.start"),
    ],
)
def test_a_text_leads_where_it_says(texts: list[str], node: str) -> None:
    turn = play(*(Texted(text) for text in texts))

    assert node == turn.session.node


def test_the_first_answer_to_an_emergency_is_the_steps_and_nothing_before_them() -> None:
    first = next(effect for effect in play(Texted("OD")).effects if isinstance(effect, Say))

    assert first.text.startswith("Overdose? Call 911 NOW.")


def test_a_word_in_spanish_is_answered_in_spanish() -> None:
    turn = play(Texted("sobredosis"))

    assert "es" == turn.session.language
    assert "Llame al 911" in said(turn)


def test_the_other_language_says_the_same_place_again() -> None:
    turn = play(Texted("hi"), Texted("español"))

    assert ("es", "main.menu") == (turn.session.language, turn.session.node)
    assert "1 Sobredosis" in said(turn)


@pytest.mark.parametrize("words", ["STOP", "stop", "Stop.", '"Stop"', "STOP ALL", "Unsubscribe", "opt out", "PARAR", "no más", "\u0421\u0422\u041e\u0420"])  # fmt: skip
def test_a_carrier_word_opts_out_with_one_confirmation(words: str) -> None:
    turn = play(Texted(words))

    assert 1 == sum(isinstance(effect, OptOut) for effect in turn.effects)
    assert 1 == sum(isinstance(effect, Say) for effect in turn.effects)


@pytest.mark.parametrize("words", ["START", "unstop", "Iniciar"])
def test_start_lifts_an_opt_out(words: str) -> None:
    assert any(isinstance(effect, OptIn) for effect in play(Texted(words)).effects)


@pytest.mark.parametrize(("action", "effect"), [("opt_out", OptOut), ("opt_in", OptIn)])
def test_a_menu_may_lead_to_stop_and_to_start(action: str, effect: type) -> None:
    node = msgspec.structs.replace(BUILTIN.nodes["person.start"], do=action, say="", choices=())
    library = compiled(msgspec.structs.replace(BUILTIN, nodes={**BUILTIN.nodes, "person.start": node}))
    turn = play(Texted("hi"), Texted("2"), library=library)

    assert 1 == sum(isinstance(one, effect) for one in turn.effects)
    assert "person.start" == turn.session.node
    assert 1 == said(turn).count("START" if action == "opt_out" else "can text this line again")


def test_yes_is_an_answer_and_no_opt_in() -> None:
    assert not any(isinstance(effect, OptIn) for effect in play(Texted("hi"), Texted("yes")).effects)


def test_help_names_911_first_and_stop() -> None:
    answer = said(play(Texted("HELP")))

    assert answer.index("911") < answer.index("STOP")


def test_forget_me_leaves_nothing_but_the_language_of_the_reply() -> None:
    turn = play(Texted("hi"), Texted("1"), Texted("forget me"))

    assert any(isinstance(effect, Forget) for effect in turn.effects)
    assert ("", (), "") == (turn.session.node, turn.session.back, turn.session.awaiting)


def test_a_picture_without_words_gets_a_kind_line() -> None:
    assert "words only" in said(play(Texted("", media=True)))


@pytest.mark.parametrize("text", ["Liked “Reply 1 for naloxone”", 'Loved "1"', "Le gustó “1 Sobredosis”"])
def test_a_tapped_heart_is_no_message(text: str) -> None:
    assert () == play(Texted("hi"), Texted(text)).effects


def test_repeat_after_an_action_that_spoke_for_itself_says_the_menu() -> None:
    assert "1 Overdose" in said(play(Texted("0"), Texted("*")))


def test_a_removed_node_leads_to_a_kind_line_and_the_menu() -> None:
    session = Session(
        language="en", node="gone.away", step=4, started=int(NOW.timestamp()), last_event_at=int(NOW.timestamp())
    )

    turn = play(Texted("2"), session=session)

    assert "main.menu" == turn.session.node
    assert "has changed" in said(turn)


def test_a_number_never_picks_from_a_list_that_changed_meanwhile() -> None:
    session = play(Texted("hi")).session
    moved = msgspec.structs.replace(
        BUILTIN.nodes["main.menu"], choices=(Choice("1", "main.label.person", "person.start"),), mark=77
    )
    edited = compiled(msgspec.structs.replace(BUILTIN, nodes={**BUILTIN.nodes, "main.menu": moved}))

    turn = play(Texted("1"), library=edited, session=session)

    assert "main.menu" == turn.session.node
    assert "has changed" in said(turn)


def test_an_hour_of_silence_begins_anew_and_keeps_the_language() -> None:
    session = play(Texted("sobredosis")).session

    turn = step(LIBRARY, session, Texted("hola"), NOW + timedelta(minutes=61))

    assert ("es", ()) == (turn.session.language, turn.session.back)


def test_a_call_begins_with_emergency_as_key_one_within_eight_words() -> None:
    turn = play(CallStarted())

    assert "press 1" in " ".join(said(turn).lower().split()[:8])
    assert isinstance(turn.effects[-1], Listen)


@pytest.mark.parametrize(
    ("events", "node"),
    [
        ([Pressed("1")], "overdose.start"),
        ([Pressed("9")], "overdose.start"),
        ([Spoke("overdose")], "overdose.start"),
        ([Silence()], "main.menu"),
        ([Silence(), Pressed("1")], "overdose.start"),
        ([Silence(), Pressed("2")], "person.start"),
        ([Silence(), Pressed("2"), Pressed("9")], "overdose.start"),
        ([Silence(), Pressed("1"), Pressed("#")], "main.menu"),
        ([Silence(), Pressed("*")], "main.menu"),
        ([Silence(), Pressed("0")], "person.start"),
        ([Silence(), Spoke("one")], "overdose.start"),
        ([Silence(), Pressed("1" * 40)], "main.menu"),
    ],
)
def test_a_call_leads_where_its_keys_say(events: list[Event], node: str) -> None:
    assert node == play(CallStarted(), *events).session.node


def test_key_two_at_the_door_changes_the_language() -> None:
    turn = play(CallStarted(), Pressed("2"))

    assert ("es", "main.menu") == (turn.session.language, turn.session.node)


def test_speech_heard_badly_is_asked_back_and_picks_nothing() -> None:
    turn = play(CallStarted(), Silence(), Spoke("one", confidence=0.2))

    assert "main.menu" == turn.session.node
    assert "press 1" in said(turn)


def test_silence_repeats_then_slows_then_offers_then_says_how_to_come_back() -> None:
    events: list[Event] = [CallStarted(), Silence()]
    lines = []
    for _ in range(4):
        events.append(Silence())
        lines.append(said(play(*events)).split(".")[0])

    assert [
        "Are you still there?",
        "I will say it again, slower",
        "I cannot hear you",
        "I will hang up now",
    ] == [line.split("\n")[0] for line in lines]
    assert isinstance(play(*events).effects[-1], HangUp)


def test_silence_in_the_overdose_steps_never_hangs_up_for_many_minutes() -> None:
    turn = play(CallStarted(), Pressed("1"), *[Silence()] * 20)

    assert isinstance(turn.effects[-1], Listen)
    assert "911" in said(turn)


def test_a_call_that_broke_off_is_offered_its_place() -> None:
    offered = play(CallStarted(left_at="overdose.start"))
    resumed = play(CallStarted(left_at="person.start"), Pressed("3"))

    assert "press 3" in said(offered)
    assert "person.start" == resumed.session.node


def test_a_person_is_bridged_only_where_the_programme_has_a_peer_line() -> None:
    peers = compiled(msgspec.structs.replace(BUILTIN, blanks={**BUILTIN.blanks, "peer_number": "+12025550101"}))

    bridged = play(CallStarted(), Silence(), Pressed("0"), library=peers)
    refused = play(CallStarted(), Silence(), Pressed("0"))

    assert isinstance(bridged.effects[-1], Connect)
    assert "988" in said(refused)
    assert "988" in said(play(CallStarted(), Silence(), Pressed("0"), CallReturned(answered=False), library=peers))


def test_nothing_is_said_after_a_call_or_unasked() -> None:
    assert () == play(CallStarted(), CallEnded()).effects
    assert () == play(Texted("hi"), CameDue("unknown")).effects


def test_a_long_list_is_read_in_two_parts_and_silence_brings_the_second() -> None:
    choices = tuple(Choice(str(n), "main.label.person", "person.start") for n in range(1, 8))
    long = Node(name="main.menu", say="main.menu", choices=choices, mark=9)
    library = compiled(msgspec.structs.replace(BUILTIN, nodes={**BUILTIN.nodes, "main.menu": long}))

    first = play(CallStarted(), Silence(), library=library)
    second = play(CallStarted(), Silence(), Silence(), library=library)

    assert "press 5" in said(first)
    assert "press 6" not in said(first)
    assert "press 6" in said(second)
    assert "press 5" not in said(second)


def test_paced_breaths_go_on_through_silence_without_a_word_in_between() -> None:
    paced = Node(name="overdose.start", say="overdose.start", pace="line.next", done=True)
    library = compiled(msgspec.structs.replace(BUILTIN, nodes={**BUILTIN.nodes, "overdose.start": paced}))

    turn = play(CallStarted(), Pressed("1"), Silence(), library=library)

    said = [effect.text for effect in turn.effects if isinstance(effect, Say)]
    assert ["Next step"] * 24 == said
    assert 23 == sum(isinstance(effect, Pause | Listen) for effect in turn.effects[:-1])
    assert all(effect.quiet for effect in turn.effects if isinstance(effect, Listen))


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("he is breathing", "is breathing"),
        ("hes breathing now", "is breathing"),
        ("ok shes breathing thank god", "is breathing"),
        ("my friend is breathing", "is breathing"),
        ("they are breathing", "is breathing"),
        ("breathing", "breathing"),
        ("is he breathing", "is he breathing"),
        ("he is not breathing", "is not breathing"),
        ("hes not breathing now", "is not breathing"),
        ("not breathing", "not breathing"),
        ("ya respira", "respira"),
        ("mi hermano ya respira", "respira"),
        ("gracias a dios ya desperto", "desperto"),
        ("no respira", "no respira"),
        ("ya no respira", "no respira"),
        ("el no respira ahora", "no respira"),
        ("now", "now"),
        ("he", "he"),
        ("", ""),
    ],
)
def test_what_is_told_is_read_without_who_it_is_about_but_never_without_its_not(words: str, left: str) -> None:
    assert left == told(words)
