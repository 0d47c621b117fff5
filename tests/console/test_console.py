"""The console as staff meet it, and what it never lets go by."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.base.errors import SettingsError
from app.console.application import Console
from app.console.areas import AREAS
from app.console.console_words import LANGUAGES, SHARED, own_words
from app.console.environment import take_config
from app.console.guard import OwnAddress
from app.console.services import Services
from app.console.sign_in import IDLE, LINK_LASTS, LONGEST, MOST_TRIES, SignIns
from app.console.staff_text import StaffText
from app.console.static_files import address_of
from tests.console.asgi_client import AsgiClient

HOME = Path(__file__).parents[2]
OWN = {"Sec-Fetch-Site": "same-origin"}


class Time:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 26, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(scope="module")
def text() -> StaffText:
    return StaffText(HOME)


TOKEN = re.compile(r'name="form-token" content="([0-9a-f]+)"')
COOKIE = OwnAddress().cookie


@pytest.fixture
def sign_ins() -> SignIns:
    return SignIns(Time())


@pytest.fixture
def client(text: StaffText, sign_ins: SignIns) -> Iterator[AsgiClient]:
    with asyncio.Runner() as runner:
        services = Services(HOME, sign_ins)
        services.keep(text)
        yield AsgiClient(Console(services).app, runner)


@pytest.fixture
def staff(client: AsgiClient, sign_ins: SignIns) -> AsgiClient:
    answer = client.post(f"/staff/enter/{sign_ins.new_link()}", headers=OWN)

    assert 200 == answer.status_code
    return client


def test_a_link_opens_one_session_and_no_second(sign_ins: SignIns) -> None:
    link = sign_ins.new_link()

    assert sign_ins.knows(sign_ins.open(link))
    assert "" == sign_ins.open(link)


def test_a_link_is_void_after_half_an_hour_and_after_many_guesses() -> None:
    time = Time()
    late, guessed = SignIns(time), SignIns(time)
    link, other = late.new_link(), guessed.new_link()
    for _ in range(MOST_TRIES):
        assert "" == guessed.open("a guess")
    time.now += LINK_LASTS + timedelta(seconds=1)

    assert "" == late.open(link)
    assert "" == guessed.open(other)


@pytest.mark.parametrize("step", [IDLE + timedelta(seconds=1), IDLE - timedelta(minutes=1)])
def test_a_session_ends_when_idle_and_after_twelve_hours(step: timedelta) -> None:
    time = Time()
    sign_ins = SignIns(time)
    session = sign_ins.open(sign_ins.new_link())
    began = time.now
    while sign_ins.knows(session):
        time.now += step

    assert time.now - began <= LONGEST + step
    assert not sign_ins.knows(session)


@pytest.mark.parametrize("path", ["/staff", "/staff/says", "/staff/says/overdose.start"])
def test_nobody_sees_a_page_without_signing_in(client: AsgiClient, path: str) -> None:
    answer = client.get(path)

    assert 401 == answer.status_code
    assert "911" not in answer.text


@pytest.mark.parametrize(
    "headers",
    [{}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "http://elsewhere.test"}, OWN | {"Origin": "null"}],
)
def test_a_form_of_another_page_opens_nothing(client: AsgiClient, sign_ins: SignIns, headers: dict[str, str]) -> None:
    answer = client.post(f"/staff/enter/{sign_ins.new_link()}", headers=headers)

    assert 403 == answer.status_code
    assert COOKIE not in client.cookies


def test_a_name_of_somebody_else_that_leads_here_is_not_answered(staff: AsgiClient) -> None:
    assert 421 == staff.get("/staff", headers={"Host": "rebound.test"}).status_code


def test_signing_out_ends_the_session(staff: AsgiClient) -> None:
    token = TOKEN.findall(staff.get("/staff").text)[0]
    staff.post("/staff/leave", headers=OWN, data={"token": token})

    assert 401 == staff.get("/staff").status_code


def test_every_page_carries_headers_that_let_no_script_in(staff: AsgiClient) -> None:
    for path in ("/staff", "/staff/says", address_of("shared/console.css"), "/staff/says/nothing.here", "/elsewhere"):
        policy = staff.get(path).headers["content-security-policy"]

        assert "default-src 'none'" in policy
        assert "require-trusted-types-for 'script'" in policy


def test_the_first_page_of_the_outline_is_the_overdose_steps(staff: AsgiClient) -> None:
    page = staff.get("/staff/says").text

    assert page.index("/staff/says/overdose.start") < page.index("/staff/says/main.menu")


def test_a_page_is_shown_in_every_language_with_its_choices_as_links(staff: AsgiClient) -> None:
    page = staff.get("/staff/says/main.menu").text

    assert 'lang="en"' in page
    assert 'lang="es"' in page
    assert 'href="/staff/says/overdose.start"' in page


def test_words_are_found_whatever_their_accents(staff: AsgiClient) -> None:
    assert "/staff/says/naloxone.menu" in staff.get("/staff/says?q=devolver+la+respiracion").text


def test_what_is_searched_for_is_shown_as_text(staff: AsgiClient) -> None:
    page = staff.get("/staff/says", params={"q": '"><script>alert(1)</script>'}).text

    assert "<script>alert" not in page


def test_problems_are_told_with_file_and_line_while_the_last_sound_text_stays(tmp_path: Path) -> None:
    for folder in ("flows", "content"):
        shutil.copytree(HOME / folder, tmp_path / folder)
    text = StaffText(tmp_path).refresh()
    broken = tmp_path / "flows" / "main.yaml"
    broken.write_text(broken.read_text().replace("go: overdose.start", "go: overdose.strt"))
    text.refresh()

    assert not text.sound
    assert any("flows/main.yaml" == one.path and "'strt'" in one.message and 13 == one.line for one in text.problems)
    assert text.release is not None
    assert "main.menu" in text.release.nodes


def test_the_process_keeps_no_key_no_token_and_no_address_of_the_record() -> None:
    environment = dict.fromkeys(("PORCHLIGHT_KEY", "PORCHLIGHT_SENDER_KEY", "DATABASE_URL", "TWILIO_AUTH_TOKEN"), "x")
    environment |= {"PORCHLIGHT_HOME": "/srv/line", "PATH": "/bin"}
    take_config(environment)

    assert {"PORCHLIGHT_HOME": "/srv/line", "PATH": "/bin"} == environment


def test_where_no_language_is_set_the_process_does_not_begin_anew_for_ever() -> None:
    bare = {"PATH": os.environ["PATH"], "CONSOLE_TOLD": "1"}
    shown = "import os; print('\\n'.join(os.environ))"
    given = subprocess.run([sys.executable, "-c", shown], env=bare, capture_output=True, text=True, check=True).stdout
    environment = dict.fromkeys(given.split(), "x")
    take_config(environment)

    assert set(given.split()) == set(environment)  # with what Python sets by itself


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="no /proc here")
def test_a_thief_inside_the_running_process_finds_no_key_in_its_environment(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    told = os.environ | {
        "PORCHLIGHT_KEY": "not-for-the-console",
        "CONSOLE_PORT": str(port),
        "PORCHLIGHT_VAR": str(tmp_path),
    }
    with subprocess.Popen([sys.executable, "-m", "app.console"], cwd=HOME, env=told, stdout=subprocess.PIPE) as running:
        try:
            assert running.stdout is not None
            assert b"Staff console" in running.stdout.readline()
            assert b"not-for-the-console" not in Path(f"/proc/{running.pid}/environ").read_bytes()
        finally:
            running.terminate()


def test_where_something_listens_already_it_says_so_and_how_to_get_in(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        told = os.environ | {"CONSOLE_PORT": str(port), "PORCHLIGHT_VAR": str(tmp_path)}
        ended = subprocess.run(
            [sys.executable, "-m", "app.console"],
            check=False,
            cwd=HOME,
            env=told,
            capture_output=True,
            text=True,
            timeout=60,
        )

    assert f"Something answers at http://localhost:{port} already" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert ("/staff/enter/" in ended.stdout) is (ended.returncode == 0)


def test_the_console_listens_on_this_machine_only() -> None:
    with pytest.raises(SettingsError):
        take_config({"CONSOLE_HOST": "0.0.0.0"})


def test_every_language_of_the_console_has_every_word() -> None:
    for area in (SHARED, "entry", *(one.name for one in AREAS)):
        for language in LANGUAGES:
            assert own_words(area, "en").keys() == own_words(area, language).keys(), (area, language)
