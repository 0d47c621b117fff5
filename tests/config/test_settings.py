"""Settings: what starts, what refuses to start, and that no secret is ever shown."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from app.base.errors import SettingsError
from app.base.written_keys import decode_key
from app.config.secret_checks import DemoSecrets, demo_secrets
from app.config.settings import Settings, load_settings

GOOD_KEY = base64.b64encode(hashlib.sha256(b"tests").digest()).decode()
GOOD_TOKEN = "5f2b9c04e7a1d3868b0f4c7e21a9d653"
GOOD = {
    "PORCHLIGHT_ENV": "production",
    "PORCHLIGHT_KEY": GOOD_KEY,
    "TWILIO_ACCOUNT_SID": "AC0c7e21a9d6535f2b9c04e7a1d3868b0f",
    "TWILIO_AUTH_TOKEN": GOOD_TOKEN,
    "PUBLIC_URL": "https://line.test/",
}


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def load(home: Path, monkeypatch: pytest.MonkeyPatch, **environment: str) -> Settings:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return load_settings(home)


def test_without_settings_a_demo_starts_with_secrets_of_its_own(tmp_path: Path) -> None:
    settings = load_settings(tmp_path)

    assert (False, True) == (settings.production, settings.demo)
    assert 32 == len(settings.key)
    assert ("PORCHLIGHT_KEY", "TWILIO_AUTH_TOKEN", "TWILIO_ACCOUNT_SID") == settings.generated
    assert f"sqlite:///{tmp_path}/var/porchlight.db" == settings.database
    assert f"unix://{tmp_path}/var/valkey.sock" == settings.redis
    assert "http://localhost:8000" == settings.webhook_base


def test_the_second_start_finds_the_same_secrets(tmp_path: Path) -> None:
    first, second = load_settings(tmp_path), load_settings(tmp_path)

    assert (first.key, first.auth_tokens) == (second.key, second.auth_tokens)


def test_generated_secrets_can_be_read_by_their_owner_only(tmp_path: Path) -> None:
    load_settings(tmp_path)
    var = tmp_path / "var"

    assert 0o700 == stat.S_IMODE(var.stat().st_mode)
    assert {0o600} == {stat.S_IMODE(file.stat().st_mode) for file in var.iterdir()}


def test_processes_that_start_together_agree_on_the_secrets(tmp_path: Path) -> None:
    found: list[DemoSecrets] = []
    threads = [threading.Thread(target=lambda: found.append(demo_secrets(tmp_path / "var"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert 1 == len({secrets.key for secrets in found})


def test_a_broken_secrets_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "demo-secrets.json").write_text("{")

    assert 32 == len(load_settings(tmp_path).key)
    assert json.loads((tmp_path / "var" / "demo-secrets.json").read_text())["key"]


def test_empty_settings_count_as_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(tmp_path, monkeypatch, PORT="", PORCHLIGHT_KEY="", PORCHLIGHT_ENV="")

    assert (8000, 32) == (settings.port, len(settings.key))


def test_dotenv_is_read_and_the_environment_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("LINE_NAME=From the file\nPORT=8100\n")
    settings = load(tmp_path, monkeypatch, PORT="8200")

    assert ("From the file", 8200) == (settings.line_name, settings.port)


def test_the_sample_file_alone_starts_a_demo(tmp_path: Path) -> None:
    sample = (Path(__file__).parents[2] / ".env.example").read_text()
    (tmp_path / ".env").write_text(sample)

    assert not load_settings(tmp_path).production
    named = {line.partition("=")[0] for line in sample.splitlines() if line and not line.startswith("#")}
    assert {name.upper() for name in Settings.model_fields} == named - {"POSTGRES_PASSWORD"}


def test_production_starts_with_everything_it_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(tmp_path, monkeypatch, **GOOD)

    assert (True, False, ()) == (settings.production, settings.demo, settings.generated)
    assert "https://line.test" == settings.webhook_base
    assert not (tmp_path / "var").exists()


def test_production_opens_the_simulator_only_when_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert load(tmp_path, monkeypatch, **GOOD, PORCHLIGHT_DEMO="1").demo


@pytest.mark.parametrize(
    ("more", "on"),
    [
        ({}, True),
        ({"PORCHLIGHT_SAFETY_CHECKS": "0"}, False),
        ({"TWILIO_AUTH_TOKEN": GOOD_TOKEN}, False),
        ({"TWILIO_ACCOUNT_SID": GOOD["TWILIO_ACCOUNT_SID"]}, False),
        ({"TWILIO_API_BASE": "https://provider.example.org"}, False),
        ({"TWILIO_ACCOUNT_SID": GOOD["TWILIO_ACCOUNT_SID"], "PORCHLIGHT_SAFETY_CHECKS": "1"}, True),
    ],
)
def test_timers_are_on_where_a_programme_says_so_and_in_a_demo_that_no_real_phone_reaches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: dict[str, str], *, on: bool
) -> None:
    assert on is load(tmp_path, monkeypatch, **more).safety_checks


def test_timers_are_off_in_production_until_switched_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not load(tmp_path, monkeypatch, **GOOD).safety_checks
    assert load(tmp_path, monkeypatch, **GOOD, PORCHLIGHT_SAFETY_CHECKS="1").safety_checks


def test_production_without_anything_names_all_that_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError) as caught:
        load(tmp_path, monkeypatch, PORCHLIGHT_ENV="production")

    assert ["PORCHLIGHT_KEY", "TWILIO_AUTH_TOKEN", "TWILIO_ACCOUNT_SID", "PUBLIC_URL"] == [
        problem.split()[0] for problem in caught.value.problems
    ]
    assert all(" is missing." in problem for problem in caught.value.problems)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("PORCHLIGHT_KEY", base64.b64encode(hashlib.md5(b"tests").digest()).decode(), "too short: 16 bytes"),
        ("PORCHLIGHT_KEY", "not base64 at all!", "not base64"),
        ("PORCHLIGHT_KEY", "changemechangemechangemechangemechangemechangeme", "sample"),
        ("PORCHLIGHT_KEY", base64.b64encode(b"0" * 32).decode(), "sample"),
        ("PORCHLIGHT_KEY", base64.b64encode(b"correct horse battery staple, you know").decode(), "sample"),
        ("PORCHLIGHT_KEY", base64.b64encode(bytes(range(15)) * 3).decode(), "sample"),
        ("TWILIO_AUTH_TOKEN", "5f2b9c04e7a1", "too short"),
        ("TWILIO_AUTH_TOKEN", f"{GOOD_TOKEN},5f2b9c04e7a1", "too short"),
        ("TWILIO_AUTH_TOKEN", "your_auth_token_your_auth_token_", "sample"),
        ("TWILIO_AUTH_TOKEN", "x" * 32, "sample"),
        ("TWILIO_ACCOUNT_SID", "AC" + "x" * 32, "sample"),
        ("TWILIO_ACCOUNT_SID", "SK5f2b9c04e7a1d3868b0f4c7e21a9d653", "not an account"),
        ("PUBLIC_URL", "http://line.test", "not https"),
        ("METRICS_TOKEN", "q8wj2", "short or a sample"),
    ],
)
def test_production_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load(tmp_path, monkeypatch, **GOOD | {name: value})

    assert 1 == len(caught.value.problems)
    assert caught.value.problems[0].startswith(name)
    assert says in caught.value.problems[0]
    assert value not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORCHLIGHT_ENV", "prodution"),
        ("PORT", "eighty"),
        ("PORT", "99999"),
        ("PUBLIC_URL", "line.test"),
        ("PEER_LINE_NUMBER", "call us"),
        ("PORCHLIGHT_KEY", "c2hvcnQgc2VjcmV0"),
    ],
)
def test_a_wrong_value_is_named_and_never_repeated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    with pytest.raises(SettingsError, match=name) as caught:
        load(tmp_path, monkeypatch, **{name: value})

    assert value not in str(caught.value)


def test_secrets_are_not_in_a_repr(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(tmp_path, monkeypatch, **GOOD, DATABASE_URL="postgresql://u:hunter22@h/n")
    shown = repr(settings) + str(settings)

    assert [] == [secret for secret in (GOOD_KEY, GOOD_TOKEN, "hunter22") if secret in shown]


def test_two_tokens_are_taken_while_one_is_rotated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(tmp_path, monkeypatch, TWILIO_AUTH_TOKEN=" new , old ,")

    assert ("new", "old") == settings.auth_tokens


def test_a_deep_folder_gets_a_short_socket(tmp_path: Path) -> None:
    settings = load_settings(tmp_path / ("deep" * 40))

    assert len(os.fsencode(settings.valkey_socket)) < 100


def test_both_base64_alphabets_give_the_same_key() -> None:
    key = b"\xfb\xff\xbe" * 11

    assert decode_key(base64.b64encode(key).decode()) == decode_key(base64.urlsafe_b64encode(key).decode().rstrip("="))


def test_settings_are_read_quickly(tmp_path: Path) -> None:
    code = """
import time
began = time.process_time()
from app.config.settings import load_settings
load_settings()
print(time.process_time() - began)
"""
    environment = os.environ | {"PORCHLIGHT_HOME": str(tmp_path)}
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)

    assert float(ran.stdout) < 1.0
