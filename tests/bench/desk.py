"""How long callers wait while three people type in the staff console beside the line: p99 then over p99 in quiet, in both orders.

The web process answers 50 signed texts a second. Each of the three follows what they type (the figures of a text), saves it once a
second and looks at the page again, in the console's own process. Run: `python -m tests.bench.desk`.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from app.console.guard import token_of
from app.console.roles import Role
from app.release.phrases import open_understander
from app.store.migrate import migrate
from app.store.valkey_server import ValkeyServer
from tests.bench.webhook import ROOT, TOKEN, _free_port, _steady, cpu_seconds, forms
from tests.console.served_console import COOKIE, ServedConsole, console_at
from tests.learnt import take_learnt

RATE = 50
SECONDS = 15
PAIRS = 2
"""Each pair is quiet and busy, the next one busy and quiet."""
TEXTS = ("naloxone.store", "naloxone.by_mail", "naloxone.keep")


def type_on(address: str, session: str, key: str) -> None:
    """Somebody types a word into this text, sees its figures, saves and looks at it, once a second; for as long as the process lives."""
    client = httpx.Client(base_url=address, cookies={COOKIE: session}, timeout=60, follow_redirects=True)
    own = {"Sec-Fetch-Site": "same-origin", "X-Form-Token": token_of(session)}
    page = client.get(f"/staff/texts/{key}").text
    found = re.search(r'<textarea id="text-en"[^>]*>([^<]*)', page)
    assert found is not None
    first = was = found.group(1)
    number = 0
    while True:
        began, number = time.perf_counter(), number + 1
        words = f"{first} Ask {number}."
        fields = {"was-text-en": was, "text-en": words}
        assert client.post(f"/staff/texts/{key}/look", data=fields, headers=own).status_code == 200
        assert client.post(f"/staff/texts/{key}", data=fields, headers=own).status_code == 200
        was = words
        time.sleep(max(0.0, 1 - (time.perf_counter() - began)))


@contextmanager
def started(arguments: list[str], environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """A process of ours while the block runs."""
    process = subprocess.Popen(
        [sys.executable, *arguments], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(20)


def wait_for(address: str, path: str) -> None:
    """Something answers there."""
    for _ in range(600):
        try:
            httpx.get(f"{address}{path}", timeout=10)
            return
        except httpx.HTTPError:
            time.sleep(0.1)
    raise TimeoutError(address)


def sessions(home: Path, url: str, address: str) -> list[str]:
    """Three people who are signed in."""
    services, access = console_at(home, url, origin=address, database_url=url)
    held = ServedConsole(address, access, services)
    found = [held.signed_in(name, Role.EDITOR) for name in ("Ana", "Cam", "Dee")]
    services.close()
    access.book.close()
    return found


def p99(took: list[float]) -> float:
    """Of times that are sorted."""
    return took[int(len(took) * 0.99)]


def texts(port: int) -> list[float]:
    """Milliseconds of each text, of some fifteen seconds."""
    return asyncio.run(_steady(port, forms(RATE * SECONDS, f"http://127.0.0.1:{port}/twilio/sms"), RATE))


def busy(port: int, address: str, people: list[str], pid: int) -> tuple[list[float], float]:
    """(the same while three people type, share of a core that the console used)."""
    writers = [
        subprocess.Popen([sys.executable, "-m", "tests.bench.desk", address, session, key], cwd=ROOT)
        for session, key in zip(people, TEXTS, strict=True)
    ]
    try:
        time.sleep(3)
        before, began = cpu_seconds(pid), time.perf_counter()
        found = texts(port)
        share = (cpu_seconds(pid) - before) / (time.perf_counter() - began)
        assert all(one.poll() is None for one in writers), "somebody stopped typing"
        return found, share
    finally:
        for one in writers:
            one.terminate()
            one.wait(20)


def main() -> None:
    """Prints the ratio of both, pair by pair."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for name in ("flows", "content"):
            shutil.copytree(ROOT / name, home / name)
        valkey = ValkeyServer(home / "v.sock")
        valkey.start()
        try:
            _measure(home, valkey.url)
        finally:
            valkey.stop()


def _measure(home: Path, redis: str) -> None:
    web, desk = _free_port(), _free_port()
    url, address = f"sqlite:///{home}/porchlight.db", f"http://localhost:{desk}"
    common = {"PATH": "/usr/bin:/bin", "PORCHLIGHT_HOME": str(home), "PORCHLIGHT_VAR": str(home)}
    line = common | {
        "REDIS_URL": redis, "TWILIO_AUTH_TOKEN": TOKEN, "PUBLIC_URL": f"http://127.0.0.1:{web}", "PORT": str(web),
        "PORCHLIGHT_DEMO": "0",
    }  # fmt: skip
    migrate(url)
    take_learnt(home / "cache")
    open_understander(home / "content", home / "cache")  # trained once, as on any machine that ran before
    people = sessions(home, url, address)
    console = common | {"RELEASES_DATABASE_URL": url, "CONSOLE_PORT": str(desk)}
    with started(["-m", "app.web.serve"], line), started(["-m", "app.console"], console) as process:
        wait_for(f"http://127.0.0.1:{web}", "/health/live")
        wait_for(address, "/staff")
        for session in people:  # each has been at the console before
            httpx.get(f"{address}/staff/texts/{TEXTS[0]}", cookies={COOKIE: session}, timeout=60)
        asyncio.run(_steady(web, forms(RATE * 5, f"http://127.0.0.1:{web}/twilio/sms"), RATE))
        ratios = [_pair(web, address, people, process.pid, turned=number % 2 == 1) for number in range(PAIRS)]
    print(f"p99 while three people type / quiet: {statistics.median(ratios):.2f} (median of {PAIRS}; the bar is 1.20)")


def _pair(web: int, address: str, people: list[str], pid: int, *, turned: bool) -> float:
    """Once quiet and once busy; turned, the other way about."""
    if turned:
        then, share = busy(web, address, people, pid)
        time.sleep(3)
        quiet = texts(web)
    else:
        quiet = texts(web)
        then, share = busy(web, address, people, pid)
    print(
        f"{'busy, quiet' if turned else 'quiet, busy'}: quiet median {statistics.median(quiet):.2f} p99 {p99(quiet):.2f} ms, "
        f"three people typing median {statistics.median(then):.2f} p99 {p99(then):.2f} ms, console {share:.2f} of a core"
    )
    return p99(then) / p99(quiet)


if __name__ == "__main__":
    if len(sys.argv) == 4:
        type_on(*sys.argv[1:])
    main()
