"""The health routes: alive is alive, degraded says what, and counts are for those who hold the token."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

import httpx
import pytest
from fastapi import FastAPI

from app.base.clock import now
from app.store import heartbeat
from app.store.database import Database, open_database
from app.store.redis_connection import connect
from app.web.behind import router
from app.web.health import Health, ProbeResult, library_probe, standard_probes
from app.web.metrics import Metrics

TOKEN = "8c1f0e5a77d94b62"


@dataclass
class CompiledRelease:
    problems: Sequence[object] = field(default_factory=list)
    last_good: bool = False


def get(health: Health, path: str, **headers: str) -> httpx.Response:
    app = FastAPI()
    app.state.health = health
    app.include_router(router)

    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://line.test") as client:
            return await client.get(path, headers=headers)

    return asyncio.run(ask())


def test_a_process_that_answers_is_live() -> None:
    health = Health()
    health.probes["redis"] = lambda: ProbeResult(ok=False)

    assert {"status": "live"} == get(health, "/health/live").json()


def test_a_whole_line_is_ready(database: Database, redis_url: str) -> None:
    health = Health()
    health.probes |= standard_probes(redis_url, database) | {"library": library_probe(CompiledRelease())}
    with connect(redis_url) as redis:
        heartbeat.beat(redis, heartbeat.WORKER, now=now())
        heartbeat.beat(redis, heartbeat.TICKER, now=now())
    found = get(health, "/health/ready").json()

    assert ("ready", []) == (found["status"], found["degraded"])
    assert {"redis", "sql", "worker", "ticker", "library"} == set(found["parts"])


def test_every_part_that_is_away_is_named_and_the_answer_stays_200(tmp_path_factory: pytest.TempPathFactory) -> None:
    health = Health()
    folder = tmp_path_factory.mktemp("away")
    database = open_database("postgresql://nobody:hunter22@127.0.0.1:1/none")
    health.probes |= standard_probes(f"unix://{folder}/none.sock", database)
    answer = get(health, "/health/ready")
    database.close()

    assert (200, "degraded") == (answer.status_code, answer.json()["status"])
    assert ["redis", "sql", "worker", "ticker"] == answer.json()["degraded"]
    assert [] == [secret for secret in ("hunter22", "nobody", "none.sock") if secret in answer.text]


def test_problems_of_staff_files_are_shown_with_their_place() -> None:
    health = Health()
    problem = "flows/naloxone.yaml:12:7: node 'find' sends 'yes' to 'dne', which does not exist. Did you mean 'done'?"
    health.probes["library"] = library_probe(CompiledRelease(problems=[problem], last_good=True))
    found = get(health, "/health/ready").json()["parts"]["library"]

    assert (False, True, [problem]) == (found["ok"], found["last_good"], found["problems"])


def test_a_probe_that_hangs_or_fails_is_degraded_and_holds_nobody_up() -> None:
    async def hang() -> ProbeResult:
        await asyncio.sleep(60)
        return ProbeResult(ok=True)

    def fail() -> ProbeResult:
        raise ValueError("+15555550123")

    health = Health()
    health.probes |= {"hanging": hang, "failing": fail, "well": lambda: ProbeResult(ok=True)}
    answer = get(health, "/health/ready")

    assert ["hanging", "failing"] == answer.json()["degraded"]
    assert "+15555550123" not in answer.text


@pytest.mark.parametrize(
    ("token", "is_open", "sent", "status"),
    [
        ("", True, "", 200),
        ("", False, "", 401),
        ("", False, "Bearer ", 401),
        (TOKEN, True, "", 401),
        (TOKEN, False, f"Bearer {TOKEN}", 200),
        (TOKEN, False, TOKEN, 401),
        (TOKEN, False, "Bearer wrong", 401),
    ],
)
def test_metrics_are_for_those_who_hold_the_token(token: str, is_open: bool, sent: str, status: int) -> None:
    health = Health(metrics_token=token, metrics_open=is_open)

    assert status == get(health, "/metrics", authorization=sent).status_code


def test_metrics_hold_counts_under_declared_names_only() -> None:
    health = Health()
    health.probes["redis"] = lambda: ProbeResult(ok=False)
    health.metrics.add("porchlight_messages_total", "sms", "answered")
    health.metrics.add("porchlight_messages_total", "sms", "answered")
    lines = get(health, "/metrics").text.splitlines()

    assert 'porchlight_messages_total{channel="sms",outcome="answered"} 2.0' in lines
    assert 'porchlight_up{part="redis"} 0.0' in lines
    assert all(line.startswith(("# HELP porchlight_", "# TYPE porchlight_", "porchlight_")) for line in lines)


@pytest.mark.parametrize(("name", "labels"), [("calls_by_number", ("x",)), ("porchlight_messages_total", ("sms",))])
def test_what_is_not_declared_cannot_be_counted(name: str, labels: tuple[str, ...]) -> None:
    with pytest.raises(KeyError):
        Metrics().add(name, *labels)
