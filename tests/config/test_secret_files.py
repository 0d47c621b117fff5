"""Every secret may lie in a file; one that cannot be used is named, with its setting, and never quoted."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.base.errors import SettingsError
from app.config.settings import SECRETS, Settings
from tests.config.test_settings import GOOD, load

SECRET = "8Zq3vX1mT6wK0pRb"


def written(tmp_path: Path, text: str | bytes = f"{SECRET}\n") -> str:
    path = tmp_path / "a-secret"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return str(path)


def test_every_secret_of_the_settings_has_a_file() -> None:
    secret = {name for name, field in Settings.model_fields.items() if "Secret" in str(field.annotation)}

    assert secret == set(SECRETS)
    assert {"porchlight_key", "porchlight_sender_key", "twilio_auth_token", "redis_url", "database_url"} <= secret


@pytest.mark.parametrize("name", [name for name in SECRETS if "key" not in name or "shared" in name])
def test_a_secret_is_read_from_its_file_without_the_lines_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    settings = load(tmp_path, monkeypatch, **{f"{name.upper()}_FILE": written(tmp_path)})

    assert SECRET == getattr(settings, name).get_secret_value()
    assert SECRET not in repr(settings)


def test_production_starts_with_nothing_but_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = dict(GOOD)
    for name in ("PORCHLIGHT_KEY", "TWILIO_AUTH_TOKEN"):
        (tmp_path / name).write_text(given.pop(name) + "\n")
        given[f"{name}_FILE"] = name
    settings = load(tmp_path, monkeypatch, **given)

    assert settings.production
    assert GOOD["PORCHLIGHT_KEY"] == settings.porchlight_key.get_secret_value()


def test_the_file_may_be_named_in_dotenv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path)
    (tmp_path / ".env").write_text("METRICS_TOKEN_FILE=a-secret\nMETRICS_TOKEN=\n")

    assert SECRET == load(tmp_path, monkeypatch).metrics_token.get_secret_value()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "is empty"),
        (" \n", "is empty"),
        (f"{SECRET}\n{SECRET}\n", "several lines"),
        (b"\xff\xfe\x00", "is not text"),
        ("x" * 20_000, "too large"),
    ],
)
def test_a_file_that_holds_no_secret_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str | bytes, says: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        load(tmp_path, monkeypatch, METRICS_TOKEN_FILE=written(tmp_path, content))

    assert caught.value.problems[0].startswith("METRICS_TOKEN_FILE: ")
    assert says in caught.value.problems[0]
    assert SECRET not in str(caught.value)


def test_files_that_cannot_be_read_are_all_named_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(SettingsError) as caught:
        load(
            tmp_path,
            monkeypatch,
            PORCHLIGHT_KEY_FILE="nowhere",
            REDIS_URL_FILE=str(tmp_path),
            DATABASE_URL_FILE="pipe",
        )

    assert {"PORCHLIGHT_KEY_FILE: nowhere is not there.", "DATABASE_URL_FILE: pipe is not a file."} < set(
        caught.value.problems
    )
    assert 3 == len(caught.value.problems)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_of_somebody_else_says_who_must_read_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.chmod(written(tmp_path), 0)
    with pytest.raises(SettingsError, match="let the user read it"):
        load(tmp_path, monkeypatch, METRICS_TOKEN_FILE="a-secret")


def test_a_secret_that_is_set_twice_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError, match="METRICS_TOKEN and METRICS_TOKEN_FILE are both set"):
        load(tmp_path, monkeypatch, METRICS_TOKEN=SECRET, METRICS_TOKEN_FILE=written(tmp_path))


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("redis://valkey:6379/0", "has no password"),
        ("rediss://valkey", "has no password"),
        ("redis://web@valkey:6379/0", "has no password"),
        ("redis://web:@valkey:6379/0", "has no password"),
        ("redis://:hunter2@valkey", "has a password that is short or a sample"),
        ("redis://:change-me-change-me-change-me@valkey", "has a password that is short or a sample"),
    ],
)
def test_production_refuses_a_redis_without_a_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str, says: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        load(tmp_path, monkeypatch, **GOOD, REDIS_URL=url)

    assert 1 == len(caught.value.problems)
    assert caught.value.problems[0].startswith(f"REDIS_URL {says}")
    assert "redis://USER:PASSWORD@HOST" in caught.value.problems[0]


@pytest.mark.parametrize(
    "url", ["", "unix:///run/valkey.sock", f"redis://:{SECRET}@valkey:6379/0", f"rediss://web:{SECRET}@valkey"]
)
def test_a_socket_and_a_password_are_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    assert load(tmp_path, monkeypatch, **GOOD, REDIS_URL=url).production


def test_a_demo_may_use_any_redis(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not load(tmp_path, monkeypatch, REDIS_URL="redis://localhost:6379/0").production
