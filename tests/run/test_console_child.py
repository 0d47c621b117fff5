"""The console beside a line: told nothing it needs not, and missed by nobody when it fails."""

from __future__ import annotations

import pytest

from app.run.console_child import ConsoleChild, environment_of, may_run
from app.run.words import banner
from tests.conftest import MakeSettings
from tests.processes import wait_for

SECRETS = ("porchlight_key", "twilio_auth_token", "redis_url", "metrics_token")
POSTGRES = "postgresql://line:word@db/line"


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
    settings = make_settings(**changes)

    assert runs == may_run(settings)
    assert runs == ("console not started" not in banner(settings))


def test_a_console_that_ends_at_once_is_not_tried_again(
    make_settings: MakeSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONSOLE_PORT", "no port")
    console = ConsoleChild(make_settings(), "run-test")
    console.start()
    wait_for(lambda: not console.pids(), seconds=30)

    assert not console.look()
    assert () == console.pids()
    console.stop()
