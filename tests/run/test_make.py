"""The Makefile on machines that are not ready for it, and the files a production machine is set up from."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    shutil.copy(ROOT / "Makefile", folder)
    return subprocess.run(["make", "-s", *arguments], cwd=folder, capture_output=True, text=True, check=False)


def fake_python(folder: Path, script: str) -> str:
    path = folder / "python-fake"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return f"PYTHON={path}"


@pytest.mark.parametrize(
    ("script", "says"),
    [
        ("exit 1", "needs Python 3.11 or newer"),
        ('case "$2" in *ensurepip*) exit 1;; *) exit 0;; esac', "sudo apt install python3-venv"),
    ],
)
def test_a_python_that_will_not_do_gets_one_clear_line(tmp_path: Path, script: str, says: str) -> None:
    ran = make(tmp_path, "install", fake_python(tmp_path, script))
    said = [line for line in ran.stderr.splitlines() if not line.startswith("make")]

    assert 0 != ran.returncode
    assert 1 == len(said)
    assert says in said[0]
    assert not (tmp_path / ".venv").exists()


def test_no_python_at_all_gets_one_clear_line(tmp_path: Path) -> None:
    ran = make(tmp_path, "install", "PYTHON=")
    said = [line for line in ran.stderr.splitlines() if not line.startswith("make")]

    assert 1 == len(said)
    assert "found none" in said[0]


def test_make_alone_lists_what_can_be_done(tmp_path: Path) -> None:
    said = make(tmp_path).stdout

    assert {"run", "test", "install", "lint", "bench", "lock", "clean"} <= set(re.findall(r"make ([a-z-]+)", said))


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_locks_name_hashes_and_no_hosts(name: str) -> None:
    lock = (ROOT / name).read_text()
    pins = re.findall(r"^([a-z0-9-]+(?:\[[a-z,]+\])?)==", lock, re.MULTILINE)

    assert "://" not in lock
    assert len(pins) > 80
    assert len(pins) <= lock.count("--hash=sha256:")


def test_the_development_lock_holds_the_same_versions() -> None:
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^[a-z0-9-]+(?:\[[a-z,]+\])?==[^ ;]+", (ROOT / name).read_text(), re.MULTILINE))

    assert pins("requirements.lock") <= pins("requirements-dev.lock")


def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    return found


def test_every_service_is_looked_after_and_may_do_little() -> None:
    services = compose()["services"]

    assert {"web", "worker", "ticker", "console", "migrate", "postgres", "valkey"} == set(services)
    assert [] == [name for name, service in services.items() if name != "web" and "healthcheck" not in service]
    assert [] == [name for name, service in services.items() if "no-new-privileges:true" not in service["security_opt"]]
    assert [] == [name for name, service in services.items() if service["ulimits"] != {"core": 0}]
    assert ["127.0.0.1:${PORT:-8000}:8000", "127.0.0.1:${CONSOLE_PORT:-8010}:8010"] == [
        port for service in services.values() for port in service.get("ports", [])
    ]


def test_valkey_in_production_writes_nothing_to_disk() -> None:
    valkey = compose()["services"]["valkey"]
    command = valkey["command"]

    assert "" == command[command.index("--save") + 1]
    assert "no" == command[command.index("--appendonly") + 1]
    assert "volumes" not in valkey


def test_the_image_runs_as_somebody_else_than_root_and_holds_no_secret() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text()
    ignored = (ROOT / ".dockerignore").read_text().splitlines()

    assert "USER porchlight" in dockerfile
    assert "HEALTHCHECK" in dockerfile
    assert "--require-hashes" in dockerfile
    assert not re.search(r"(TOKEN|KEY|PASSWORD)=", dockerfile)
    assert "find prepared -maxdepth 1 -type f -delete" in dockerfile  # demo-secrets.json
    assert "*" == next(line for line in ignored if not line.startswith("#"))


COMPOSE = next(
    (
        command
        for command in (["docker", "compose"], ["docker-compose"])
        if shutil.which(command[0])
        and subprocess.run([*command, "version"], capture_output=True, check=False).returncode == 0
    ),
    None,
)


@pytest.mark.skipif(
    COMPOSE is None, reason="docker compose is not here: its own reading of docker-compose.yml was NOT tested"
)
def test_docker_compose_reads_the_file(tmp_path: Path) -> None:
    assert COMPOSE is not None

    written = (ROOT / "docker-compose.yml").read_text()
    if COMPOSE == ["docker-compose"]:
        # The older command, the one in Debian, knows everything in the file but its first line.
        written = written.replace("name: porchlight", 'version: "2.4"', 1)
    (tmp_path / "docker-compose.yml").write_text(written)
    (tmp_path / ".env").write_text("POSTGRES_PASSWORD=testing\n")
    ran = subprocess.run([*COMPOSE, "config", "-q"], cwd=tmp_path, capture_output=True, text=True, check=False)

    assert "" == ran.stderr
    assert 0 == ran.returncode


def test_each_service_has_the_redis_of_its_own_user_and_no_other(tmp_path: Path) -> None:
    written = subprocess.run(
        ["make", "-s", "-f", str(ROOT / "Makefile"), "secrets"], cwd=_linked(tmp_path), capture_output=True, check=True
    )
    services, secrets = compose()["services"], compose()["secrets"]
    given = {name: service.get("secrets", []) for name, service in services.items() if service.get("secrets")}

    assert b"" == written.stderr
    assert {"web", "worker", "ticker", "valkey"} == set(given)
    assert all(1 == len(handed) for handed in given.values())
    assert 4 == len({handed[0] for handed in given.values()})
    for name in ("web", "worker", "ticker"):
        assert f"/run/secrets/{given[name][0]}" == services[name]["environment"]["REDIS_URL_FILE"]
        assert "" == services[name]["environment"]["REDIS_URL"]
        address = (tmp_path / secrets[given[name][0]]["file"]).read_text()
        assert address.startswith(f"redis://{name}:")
        assert address.endswith("@valkey:6379/0\n")
    command = services["valkey"]["command"]
    assert f"/run/secrets/{given['valkey'][0]}" == command[command.index("--aclfile") + 1]
    assert (tmp_path / secrets[given["valkey"][0]]["file"]).exists()
    assert 0o700 == (tmp_path / "secrets").stat().st_mode & 0o777
    assert "secrets/" in (ROOT / ".gitignore").read_text().splitlines()


def _linked(tmp_path: Path) -> Path:
    (tmp_path / "app").symlink_to(ROOT / "app")
    return tmp_path


def test_what_opens_numbers_is_not_given_to_the_web_service() -> None:
    services = compose()["services"]

    assert "" == services["web"]["environment"]["PORCHLIGHT_SENDER_KEY"]
    assert "PORCHLIGHT_SENDER_KEY" not in services["worker"]["environment"]
