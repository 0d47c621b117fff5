"""A whole line in a terminal, as somebody tries it who has read nothing but what stands on the screen."""

from __future__ import annotations

import asyncio
import io
import itertools
import re
import shutil
from collections.abc import Callable, Iterator

import pytest
from rich.console import Console

from app.cli.in_process_line import OwnLine, own_line
from app.config.settings import Settings
from app.simulator.chat import Chat
from app.simulator.handset_registry import Handset
from app.simulator.screen import Screen

Play = Callable[..., str]
AGREE = ["checkin", "1", "daily at noon", "1", "1"]


@pytest.fixture(scope="module")
def home(own_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[OwnLine, asyncio.Runner]]:
    """One line for all tests here: it takes seconds to learn its phrases."""
    folder = tmp_path_factory.mktemp("own")
    with asyncio.Runner() as runner, own_line(own_settings, folder=folder, runner=runner) as line:
        yield line, runner
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def play(home: tuple[OwnLine, asyncio.Runner]) -> Play:
    """Types lines into a chat with phones never used before; `{1}` and `{2}` stand for their numbers."""
    line, runner = home
    numbers = {place: f"+1{next(_AREAS)}5550142" for place in (1, 2)}

    def new_phone(place: int) -> Handset:
        return line.stage.shelf.take(number=numbers[place])[1]

    def chat(*typed: str, language: str = "en") -> str:
        screen, lines = io.StringIO(), iter(typed)

        def read(prompt: str) -> str:
            for one in lines:
                said = re.sub(r"\{([12])\}", lambda found: numbers[int(found[1])][2:], one)
                screen.write(f"\n{prompt}{said}\n")
                return said
            raise EOFError

        console = Console(file=screen, width=200)
        shown = Screen(console, sleep=lambda _: None, language=language)
        zone = "America/New_York"
        Chat(screen=shown, read=read, run=runner, new_phone=new_phone, zone=zone, backstage=line).run()
        return " ".join(re.sub(r"[│╭╮╰╯─]", " ", screen.getvalue()).split())

    return chat


_AREAS = map(str, itertools.count(312))


def _in_order(screen: str, *wanted: str) -> None:
    """Each of these stands on the screen, one after the other."""
    at = 0
    for words in wanted:
        found = screen.find(words, at)
        assert found >= 0, f"{words!r} does not follow in:\n{screen[at:]}"
        at = found + len(words)


@pytest.mark.parametrize(
    ("answer", "says"), [("1", "Good to hear."), ("2", "Glad you said so"), ("3", "Pick what you need")]
)
def test_a_check_in_is_agreed_to_comes_and_is_answered(play: Play, answer: str, says: str) -> None:
    screen = play(*AGREE, "/next", answer)

    _in_order(screen, "Done. If you miss two", "The line texts this phone:", "Hi, checking in.", says)


def test_a_wait_of_days_brings_each_check_in_on_its_day_and_then_asks_once(play: Play) -> None:
    screen = play(*AGREE, "/next", "/wait 4d", "/next")

    assert 2 == screen.count("the line Hi, checking in.")
    _in_order(screen, "Hi, checking in.", "Hi, checking in.", "Still want these texts?", "Nothing is planned.")


def test_a_menu_left_open_does_not_take_the_answer_to_a_check_in(play: Play) -> None:
    screen = play(*AGREE, "narcan", "/next", "2")

    _in_order(screen, "Hi, checking in.", "Glad you said so")


def test_stop_ends_check_ins(play: Play) -> None:
    screen = play(*AGREE, "stop", "/wait 2d")

    assert "the line Hi, checking in." not in screen
    assert "Nothing came in that time." in screen


def _agreed(*more: str) -> list[str]:
    """The second phone said yes, and a timer of ten minutes runs."""
    return ["check", "/phone 2", "/phone 1", "{2} Sam", "2> 1", "check", "1", *more]


def test_silence_is_asked_then_rung_then_told_to_the_friend_who_answers_the_call(play: Play) -> None:
    screen = play(*_agreed("/wait 30m", "/wait 30m", "/answer", "1", "/wait 30m"))

    _in_order(
        screen,
        "the line → phone 2",
        "Sam asked if you can be someone we text and call",
        "the person you picked said yes",
        "It runs.",
        "The line texts phone 1: the line → phone 1 You good? Reply OK.",
        "phone 1 rings: the line is calling.",
        "The clock waits while it rings.",
        "Phone 1 stopped ringing. Nobody picked up.",
        "The line texts phone 2: the line → phone 2 Sam did not answer a check-in",
        "phone 2 rings",
        "Phone 2 is picked up.",
        "Sam did not answer a check-in",
        "phone 2. Listening",
        "♪ Thank you.",
        "Nothing came in that time.",
    )


def test_a_key_on_the_call_closes_it_before_anybody_is_told(play: Play) -> None:
    screen = play(*_agreed("/next", "/next", "/answer", "5", "/wait 1h"))

    _in_order(
        screen,
        "phone 1 rings",
        "♪ This is Porchlight, with the check-in you asked for.",
        "It is closed.",
        "Nothing came in that time.",
    )
    assert "Sam did not answer a check-in" not in screen.partition("It runs.")[2]


def test_a_late_ok_is_passed_on_to_the_friend(play: Play) -> None:
    screen = play(*_agreed("/next", "/next", "/next", "ok"))

    _in_order(
        screen, "phone 2 rings", "We tell them now that you answered", "The line texts phone 2:", "answered just now"
    )


def test_a_friend_may_answer_by_text(play: Play) -> None:
    screen = play(*_agreed("/next", "/next", "/next", "2> 1", "/decline", "/wait 30m"))

    _in_order(screen, "Do they not wake or breathe right?", "Phone 2 stopped ringing.", "Nothing came in that time.")


def test_one_alarm_a_minute_while_nobody_picks_up(play: Play) -> None:
    screen = play(*_agreed("/next", "/next", "/next", "/next", "/next"))

    assert 2 == screen.count("(repeat) Sam did not answer")
    assert 1 == screen.partition("It runs.")[2].count("phone 1 rings")


def test_the_clock_is_shown_and_moved_in_words(play: Play) -> None:
    screen = play("/clock", "/clock friday 18:05 central", "/clock +10m", "/wait soon", "/clock sunflowers")

    _in_order(screen, "(Eastern time)", "Fri ", "6:05 pm (Central time)", "6:15 pm (Central time)", "/wait 15m or")
    assert 2 == screen.count("Write how long")


def test_what_cannot_be_done_is_said_plainly(play: Play) -> None:
    screen = play("/answer", "/decline", "/next", "/phone", "/frobnicate", "/help")

    assert 2 == screen.count("No phone rings now.")
    _in_order(
        screen, "Nothing is planned.", "(you have it in hand)", "There is no /frobnicate", "A timer that tells a friend"
    )


def test_a_call_to_the_line_is_made_from_the_chat(play: Play) -> None:
    _in_order(play("/call", "1", "/h", "od"), "♪", "9 1 1", "You hung up.", "911")


def test_it_goes_in_spanish_too(play: Play) -> None:
    said = ["español", "cuidame", "/telefono 2", "/teléfono 1", "{2} Sam", "2> 1", "cuidame", "1"]
    screen = play(*said, "/siguiente", "/espera 10m", "/siguiente", "/contestar", "1", language="es")

    _in_order(screen, "¿Sigue bien?", "suena el teléfono 1", "suena el teléfono 2", "Contestan en", "Gracias.")


def test_a_text_asked_for_on_a_call_comes_to_the_phone_that_called(play: Play) -> None:
    screen = play("/call", "1", "8", "/h")

    _in_order(screen, "press 8", "It is on its way.", "The line texts this phone", "Call 911 now. This line cannot.")


def test_a_timer_asked_for_on_a_call_goes_on_in_writing(play: Play) -> None:
    screen = play("/call", "check", "2", "/h", "1")

    _in_order(
        screen,
        "In how many minutes",
        "We text this phone now.",
        "in 20 minutes we ask if you are OK",
        "you> 1",
        "not an ambulance",
    )


def test_a_voicemail_that_picks_up_closes_nothing(play: Play) -> None:
    screen = play(*_agreed("/next", "/next", "/answer voicemail", "/next"))

    _in_order(screen, "(voicemail: You have reached my phone.", "The line hung up.", "phone 2 rings")


def test_an_assistant_hands_the_phone_over(play: Play) -> None:
    screen = play(*_agreed("/next", "/next", "/answer assistant", "I'm OK"))

    _in_order(screen, "(assistant: Say your name", "It is closed.")
