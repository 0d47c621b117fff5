"""The console beside a line: not there until somebody opens its address, told no secret, and missed by nobody when it fails."""

from __future__ import annotations

import http.client
import os
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.config.settings import Settings
from app.console.roles import Role
from app.console.serving import EndsWhenIdle
from app.run.console_child import ConsoleChild, ConsoleDoor
from app.run.console_setup import environment_of, may_run, opened, wants_link
from app.store.staff.accounts import KEEPER
from tests.conftest import MakeSettings
from tests.migrated import migrated
from tests.processes import free_port, wait_for

SECRETS = ("porchlight_key", "twilio_auth_token", "redis_url", "metrics_token")
POSTGRES = "postgresql://line:word@db/line"


@contextmanager
def beside(door: ConsoleDoor) -> Iterator[ConsoleChild]:
    reading, writing = os.pipe()
    console = ConsoleChild(door, run_id="run-test", lifeline=reading)
    try:
        yield console
    finally:
        console.stop()
        os.close(reading)
        os.close(writing)


def asks(port: int, path: str, method: str = "GET") -> tuple[int, str]:
    connection = http.client.HTTPConnection("localhost", port, timeout=60)
    connection.request(method, path, headers={"Sec-Fetch-Site": "same-origin"})
    answer = connection.getresponse()
    connection.close()
    return answer.status, answer.headers.get("set-cookie", "")


def test_the_console_begins_when_somebody_opens_its_address_and_the_printed_link_signs_in_once(
    make_settings: MakeSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = free_port()
    monkeypatch.setenv("CONSOLE_PORT", str(port))
    door, said = opened(make_settings())
    path = re.findall(rf"http://localhost:{port}(/staff/enter/\S+)", said)[0]
    assert door is not None
    with beside(door) as console:
        assert not console.look()
        assert () == console.pids()
        with socket.create_connection(("localhost", port)) as knocking:
            wait_for(console.look, seconds=10)
            knocking.close()
        first, second = asks(port, path, "POST"), asks(port, path, "POST")
        pid = console.pids()[0]
        told = Path(f"/proc/{pid}/environ").read_bytes() if Path("/proc/self/environ").exists() else b""

    assert 303 == first[0]
    assert "porchlight-staff=" in first[1]
    assert 403 == second[0]
    assert b"PORCHLIGHT_KEY" not in told
    assert b"TWILIO_AUTH_TOKEN" not in told


def test_the_console_is_told_no_secret_of_the_line(
    make_settings: MakeSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TWILIO_AUTH_TOKEN", "a token in the environment")
    settings = make_settings(metrics_token="a token for numbers")
    told = " ".join(environment_of(settings).values())

    assert not [name for name in SECRETS if getattr(settings, name).get_secret_value() in told]
    assert "a token in the environment" not in told


@pytest.mark.parametrize(
    ("changes", "runs"),
    [
        ({}, True),
        ({"porchlight_env": "production"}, True),
        ({"porchlight_env": "production", "database_url": POSTGRES}, False),
        ({"porchlight_env": "production", "database_url": POSTGRES, "releases_database_url": POSTGRES}, True),
        ({"database_url": POSTGRES}, True),
    ],
)
def test_in_production_the_console_is_not_handed_the_line_s_own_role(
    make_settings: MakeSettings, changes: dict[str, str], runs: bool
) -> None:
    made = make_settings()
    settings = Settings(**{"_env_file": None, "porchlight_var": made.porchlight_var} | changes)  # type: ignore[arg-type]

    assert runs == may_run(settings)
    if not runs:
        assert (None, True) == (opened(settings)[0], "give it a role" in opened(settings)[1])


def test_production_prints_a_link_until_a_keeper_can_sign_in_and_none_where_nobody_can_tell(
    make_settings: MakeSettings,
) -> None:
    settings = make_settings(porchlight_env="production")
    nobody_knows = wants_link(settings)
    migrated(settings.releases_database)

    assert not nobody_knows
    assert wants_link(settings)
    assert KEEPER == Role.KEEPER


def test_a_taken_port_is_said_and_the_line_goes_on(
    make_settings: MakeSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setenv("CONSOLE_PORT", str(taken.getsockname()[1]))
        door, said = opened(make_settings())

    assert door is None
    assert "is taken" in said
    assert not ConsoleChild(None, run_id="run-test", lifeline=0).look()


def test_a_console_that_fails_is_not_tried_again_at_once(
    make_settings: MakeSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = free_port()
    monkeypatch.setenv("CONSOLE_PORT", str(port))
    door, _ = opened(make_settings())
    assert door is not None
    broken = ConsoleDoor(door.listening, door.environment | {"CONSOLE_URL": "no address"})
    with beside(broken) as console, socket.create_connection(("localhost", port)):
        wait_for(console.look, seconds=10)
        wait_for(lambda: not console.pids(), seconds=30)

        assert console.look()
        assert not console.look()
        assert () == console.pids()


def test_the_console_is_idle_only_when_no_session_can_be_open() -> None:
    served = EndsWhenIdle(None, seconds=60)  # type: ignore[arg-type]

    assert not served.idle(served._used + 59)
    assert served.idle(served._used + 61)
