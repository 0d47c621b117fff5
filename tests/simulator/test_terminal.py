"""The pretend phone in a terminal."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import typer
from rich.console import Console
from typer.testing import CliRunner

from app.cli.chat import mount
from app.simulator.chat import Chat
from app.simulator.fake_provider import Exchange
from app.simulator.handset_registry import Handset
from app.simulator.http_post import HttpAnswer, Post, over_asgi
from app.simulator.phone import PretendPhone
from app.simulator.screen import Screen
from app.simulator.terminal import Terminal
from app.simulator.words import TERMINAL
from tests.simulator.stub_line import LINE, make_line


def _hold(
    typed: list[str], use: Callable[[Terminal], None], *, language: str = "en", hidden: bool = False
) -> tuple[str, list[tuple[str, dict[str, str]]], list[float]]:
    """What stood on the screen, what the line was told, and which pauses were kept."""
    app = make_line()
    screen = io.StringIO()
    lines = iter(typed)
    pauses: list[float] = []

    def read(_prompt: str) -> str:
        try:
            return next(lines)
        except StopIteration:
            raise EOFError from None

    with asyncio.Runner() as runner:
        phone = PretendPhone(Exchange(LINE, over_asgi(app, LINE.public_url)), number="+12025550142", hidden=hidden)
        console = Console(file=screen, width=80)
        shown = Screen(console, sleep=pauses.append, language=language)
        use(Terminal(phone, screen=shown, read=read, run=runner))
    return screen.getvalue(), app.state.forms, pauses


def _chat(typed: list[str], *, first: str = "", language: str = "en") -> tuple[str, list[str]]:
    """What stood on the screen of a chat with a line elsewhere, and which texts it got."""
    app = make_line()
    with asyncio.Runner() as runner:
        screen = _chat_over(over_asgi(app, LINE.public_url), typed, runner, first=first, language=language)
    return screen, [form["Body"] for _, form in app.state.forms]


def _chat_over(post: Post, typed: list[str], runner: asyncio.Runner, *, first: str = "", language: str = "en") -> str:
    screen, lines = io.StringIO(), iter(typed)

    def read(prompt: str) -> str:
        for line in lines:
            screen.write(f"{prompt}{line}\n")
            return line
        raise EOFError

    held = Handset(PretendPhone(Exchange(LINE, post), number="+12025550142"), at=datetime(2026, 3, 6, tzinfo=UTC))
    shown = Screen(Console(file=screen, width=80), sleep=lambda _: None, language=language)
    Chat(screen=shown, read=read, run=runner, new_phone=lambda _: held, zone="America/New_York").run(first=first)
    return screen.getvalue()


def test_a_chat_shows_both_sides_and_what_they_cost() -> None:
    screen, texts = _chat(["od", "", "/q", "never sent"])

    assert "Call 911. Give naloxone." in screen
    assert "1 segment · GSM-7" in screen
    assert "This is a simulator." in screen
    assert ["od"] == texts


def test_a_chat_can_begin_with_a_text_and_ends_with_the_input() -> None:
    screen, texts = _chat([], first="español", language="es")

    assert "Llame al 911 si alguien no respira." in screen
    assert "Esto es un simulador." in screen
    assert ["español"] == texts


def test_a_line_that_fails_or_says_nothing_is_named() -> None:
    screen, _ = _chat(["boom", "quiet"])

    assert "11217" in screen
    assert 2 == screen.count("The line sent no text back.")


def test_a_line_elsewhere_keeps_its_own_clock_and_says_so() -> None:
    screen, texts = _chat(["/wait 15m", "/help", "/nonsense"])

    assert "That works without --url" in screen
    assert "/q leaves." in screen
    assert "There is no /nonsense." in screen
    assert [] == texts


def test_words_of_the_line_are_never_taken_for_markup() -> None:
    async def post(path: str, params: object, headers: object) -> HttpAnswer:
        return HttpAnswer(200, "text/xml", b"<Response><Message>[red]a[/red] :warning:</Message></Response>")

    with asyncio.Runner() as runner:
        screen = _chat_over(post, ["od", "/q"], runner)

    assert "[red]a[/red] :warning:" in screen


def test_a_call_takes_keys_words_and_silence() -> None:
    typed = ["1", "my friend wont wake up", "", "5", "/h"]
    screen, forms, pauses = _hold(typed, lambda terminal: terminal.call())

    assert "♪ Call 911 now." in screen
    assert "♪ You said something in en-US." in screen
    assert "♪ Are you still there?" in screen
    assert "(pause 5 s)" in screen
    assert "You hung up." in screen
    assert "Para español, oprima 8.  (es-US)" in screen
    assert 6 in pauses
    assert "/twilio/status" == forms[-1][0]


def test_digits_can_be_said() -> None:
    _, forms, _ = _hold(['"62901'], lambda terminal: terminal.call())

    assert "62901." == forms[1][1]["SpeechResult"]


@pytest.mark.parametrize(
    ("typed", "status"), [("", "completed"), ("n", "no-answer")], ids=["they hang up", "nobody answers"]
)
def test_being_put_through(typed: str, status: str) -> None:
    screen, forms, _ = _hold(["0", typed], lambda terminal: terminal.call())

    assert "Connected to the peer line (pretend): +12025550111" in screen
    assert [status] == [form["DialCallStatus"] for _, form in forms if "DialCallStatus" in form]


def test_the_end_of_the_input_hangs_up_and_the_line_is_told() -> None:
    screen, forms, _ = _hold([], lambda terminal: terminal.call(), hidden=True)

    assert "You hung up." in screen
    assert ("/twilio/status", "Anonymous") == (forms[-1][0], forms[-1][1]["From"])


def test_both_languages_have_every_word() -> None:
    assert set(TERMINAL["en"]) == set(TERMINAL["es"])


def test_the_commands_say_what_they_do() -> None:
    app = typer.Typer()
    mount(app)

    for command in ("chat", "call"):
        result = CliRunner().invoke(app, [command, "--help"], env={"COLUMNS": "200", "TERM": "dumb"})

        assert 0 == result.exit_code
        assert "--language" in result.output
        assert "--url" in result.output


def test_a_language_that_is_not_live_is_refused_with_those_that_are() -> None:
    app = typer.Typer()
    mount(app)

    result = CliRunner().invoke(app, ["chat", "--language", "de"], env={"COLUMNS": "200", "TERM": "dumb"})

    assert 2 == result.exit_code
    assert all(f" {code}" in result.output for code in ("en", "es", "ht", "pt", "zh"))
