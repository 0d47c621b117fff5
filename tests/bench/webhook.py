"""Webhook throughput and latency beside a bare endpoint and the two things people build instead.

Each server runs alone on one core (taskset where there is one), the load comes from the other, rounds are interleaved.
Everything is on in ours: signature, session in a real Valkey, understanding, step, TwiML. Run: `python -m tests.bench.webhook`.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import httptools

from app.channels.twilio.signature import sign
from app.release.phrases import open_understander
from app.store.migrate import migrate
from app.store.valkey_server import ValkeyServer

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "0123456789abcdef0123456789abcdef"
WORDS = ["hi", "1", "back", "2", "menu", "4", "1", "back", "narcan", "menu", "my friend wont wake up", "menu", "how do i use test strips", "español", "menu", "english", "5", "0", "he od'd wat do i do", "back"]  # fmt: skip
SECONDS = 2.5
ROUNDS = 3
CONNECTIONS = 16
CALLERS = 400
STEADY = 200
"""Requests a second for the latency figure."""


def forms(count: int, url: str) -> list[bytes]:
    """Whole signed HTTP requests, from many callers in turn, each somewhere in the conversation."""
    made = []
    for number in range(count):
        pairs = [
            ("MessageSid", "SM" + uuid.uuid4().hex),
            ("AccountSid", "AC" + "0" * 32),
            ("From", f"+1202{5550000 + number % CALLERS:07}"),
            ("To", "+12025550100"),
            ("Body", WORDS[(number // CALLERS + number) % len(WORDS)]),
            ("NumMedia", "0"),
            ("FromCity", "PHILADELPHIA"),
            ("FromState", "PA"),
            ("FromZip", "19104"),
            ("FromCountry", "US"),
            ("SmsStatus", "received"),
            ("ApiVersion", "2010-04-01"),
        ]
        body = urlencode(pairs).encode()
        head = (
            f"POST /twilio/sms HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            f"X-Twilio-Signature: {sign(url, pairs, TOKEN)}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        made.append(head.encode() + body)
    return made


class _Client(asyncio.Protocol):
    """One connection, one request at a time."""

    def __init__(self) -> None:
        self.done: asyncio.Future[int] | None = None
        self.status = 0
        self.parser: httptools.HttpResponseParser | None = None
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport  # type: ignore[assignment]  # a stream's transport

    def connection_lost(self, exc: Exception | None) -> None:
        self.transport = None

    def data_received(self, data: bytes) -> None:
        assert self.parser is not None
        self.parser.feed_data(data)

    def on_message_complete(self) -> None:
        assert self.parser is not None
        assert self.done is not None
        self.done.set_result(self.parser.get_status_code())

    async def ask(self, request: bytes) -> int:
        self.done = asyncio.get_running_loop().create_future()
        self.parser = httptools.HttpResponseParser(self)
        assert self.transport is not None
        self.transport.write(request)
        return await self.done


async def _flood(port: int, requests: list[bytes], seconds: float) -> tuple[float, int]:
    """Answers a second, and how many there were."""
    loop = asyncio.get_running_loop()
    waiting = iter(requests)
    clients = [(await loop.create_connection(_Client, "127.0.0.1", port))[1] for _ in range(CONNECTIONS)]
    end, count = time.perf_counter() + seconds, 0

    async def work(client: _Client) -> None:
        nonlocal count
        for request in waiting:
            if client.transport is None or client.transport.is_closing():
                client = (await loop.create_connection(_Client, "127.0.0.1", port))[1]
            status = await client.ask(request)
            assert status == 200, status
            count += 1
            if time.perf_counter() > end:
                return

    began = time.perf_counter()
    await asyncio.gather(*(work(client) for client in clients))
    took = time.perf_counter() - began
    for client in clients:
        if client.transport is not None:
            client.transport.close()
    return count / took, count


async def _steady(port: int, requests: list[bytes], rate: float) -> list[float]:
    """Milliseconds of each request at this rate, from when it was due."""
    loop = asyncio.get_running_loop()
    free = [(await loop.create_connection(_Client, "127.0.0.1", port))[1] for _ in range(CONNECTIONS)]
    took: list[float] = []

    async def one(client: _Client, request: bytes) -> None:
        if client.transport is None or client.transport.is_closing():
            client = (await loop.create_connection(_Client, "127.0.0.1", port))[1]  # idle ones are closed after 5 s
        began = time.perf_counter()
        await client.ask(request)
        took.append((time.perf_counter() - began) * 1000)
        free.append(client)

    began, tasks = time.perf_counter(), []
    for number, request in enumerate(requests):
        due = began + number / rate
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        while not free:  # noqa: ASYNC110 - an event for each of two thousand requests would be part of what is timed
            await asyncio.sleep(0.001)
        tasks.append(asyncio.ensure_future(one(free.pop(), request)))
    await asyncio.gather(*tasks)
    return sorted(took)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


@contextmanager
def serving(arguments: list[str], port: int, environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """A server process on one core, answering."""
    core = ["taskset", "-c", "0"] if shutil.which("taskset") and (os.cpu_count() or 1) > 1 else []
    process = subprocess.Popen(
        [*core, sys.executable, *arguments], cwd=ROOT, env={**os.environ, **environment}, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(600):
            try:
                socket.create_connection(("127.0.0.1", port), 0.1).close()
                break
            except OSError:
                time.sleep(0.05)
        yield process
    finally:
        process.terminate()
        process.wait(10)


def resident_mb(pid: int) -> float:
    """Resident memory of a process, in MB."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def cpu_seconds(pid: int) -> float:
    """User and system time of a process and its children."""
    total = 0.0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if pid in (int(stat.parent.name), int(fields[1])):
            total += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return total


def settle(pid: int) -> None:
    """The process has used next to no CPU for a second: what it loads after its first answer is loaded. Waits at most 30 s."""
    for _ in range(30):
        before = cpu_seconds(pid)
        time.sleep(1)
        if cpu_seconds(pid) - before < 0.05:
            return


def cold_start(environment: dict[str, str]) -> float:
    """Seconds from starting a web process to its first answer."""
    port = _free_port()
    url = f"http://127.0.0.1:{port}"
    request = forms(1, f"{url}/twilio/sms")[0]
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "app.web.serve"],
        cwd=ROOT,
        env={**os.environ, **environment, "PORT": str(port), "PUBLIC_URL": url},
        stderr=subprocess.DEVNULL,
    )
    try:
        while time.perf_counter() - began < 30:
            assert process.poll() is None, "the web process ended"
            try:
                with socket.create_connection(("127.0.0.1", port), 0.1) as link:
                    link.sendall(request)
                    link.settimeout(5)
                    if link.recv(12).endswith(b"200"):
                        return time.perf_counter() - began
            except OSError:
                time.sleep(0.01)
        raise TimeoutError("no answer within 30 seconds")
    finally:
        process.terminate()
        process.wait(10)


def main() -> None:
    """Prints throughput, ratios, latency, cold start and memory."""
    with tempfile.TemporaryDirectory() as folder:
        valkey = ValkeyServer(Path(folder) / "v.sock")
        valkey.start()
        try:
            _measure(valkey.url, folder)
        finally:
            valkey.stop()


def _measure(redis: str, folder: str) -> None:
    ports = {name: _free_port() for name in ("bare", "porchlight", "flask", "flask+redis")}
    base = f"http://127.0.0.1:{ports['porchlight']}"
    environment = {
        "REDIS_URL": redis,
        "TWILIO_AUTH_TOKEN": TOKEN,
        "PORCHLIGHT_VAR": folder,
        "PUBLIC_URL": base,
        "PORT": str(ports["porchlight"]),
        "BENCH_TOKEN": TOKEN,
        "PORCHLIGHT_DEMO": "0",  # as a line with real callers runs
    }
    gunicorn = [
        "-m",
        "gunicorn",
        "--workers",
        "1",
        "--worker-class",
        "gthread",
        "--threads",
        "8",
        "--log-level",
        "critical",
    ]
    commands = {
        "bare": [
            "-m",
            "uvicorn",
            "tests.bench.rivals:bare",
            "--port",
            str(ports["bare"]),
            "--no-access-log",
            "--log-level",
            "critical",
        ],
        "porchlight": ["-m", "app.web.serve"],
        "flask": [*gunicorn, "--bind", f"127.0.0.1:{ports['flask']}", "tests.bench.rivals:flask_tutorial"],
        "flask+redis": [*gunicorn, "--bind", f"127.0.0.1:{ports['flask+redis']}", "tests.bench.rivals:flask_redis"],
    }
    migrate(f"sqlite:///{Path(folder) / 'porchlight.db'}")  # else every message would ask a record without tables
    open_understander(ROOT / "content", Path(folder) / "cache")  # trained once, as on any machine that ran before
    cold_start(environment)
    print(f"cold start to first answer: {statistics.median(cold_start(environment) for _ in range(3)):.2f} s")
    rates: dict[str, list[float]] = {name: [] for name in commands}
    costs: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(ROUNDS):
        for name, command in commands.items():
            with serving(
                command, ports[name], {**environment, "BENCH_URL": f"http://127.0.0.1:{ports[name]}"}
            ) as process:
                requests = forms(16_800, f"http://127.0.0.1:{ports[name]}/twilio/sms")
                asyncio.run(_flood(ports[name], requests[:400], 5))  # warm
                settle(process.pid)
                asyncio.run(_flood(ports[name], requests[400:800], 5))  # and what is first made once all is loaded
                before = cpu_seconds(process.pid)
                rate, count = asyncio.run(_flood(ports[name], requests[800:], SECONDS))
                rates[name].append(rate)
                costs[name].append((cpu_seconds(process.pid) - before) / count * 1e6)
                if name == "porchlight" and turn == ROUNDS - 1:
                    steady = asyncio.run(_steady(ports[name], forms(STEADY * 10, f"{base}/twilio/sms"), STEADY))
                    memory = resident_mb(process.pid)
    medians = {name: statistics.median(found) for name, found in rates.items()}
    for name, median in medians.items():
        cost = statistics.median(costs[name])
        ours = statistics.median(costs["porchlight"])
        print(
            f"{name:12} {median:>8,.0f} requests/s   porchlight / this = {medians['porchlight'] / median:5.2f}"
            f"   {cost:>6,.0f} us of CPU each   this / porchlight = {cost / ours:5.2f}"
        )
    print(f"at {STEADY}/s: median {steady[len(steady) // 2]:.2f} ms, p99 {steady[int(len(steady) * 0.99)]:.2f} ms")
    print(f"resident memory {memory:.0f} MB")


if __name__ == "__main__":
    main()
