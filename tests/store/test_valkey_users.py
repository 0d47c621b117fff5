"""Each process has a user of Valkey that can do its work: a thief with the web's can wake no sender and open no number."""

from __future__ import annotations

import asyncio
import base64
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar

import pytest
from pydantic import SecretStr
from redis import Redis
from redis.exceptions import AuthenticationError, NoPermissionError, RedisError
from rq import Queue
from rq.job import Job

from app.base import clock
from app.outbox.doorbell import open_queue, ring
from app.privacy.pseudonyms import Pseudonyms
from app.privacy.sealing import AssociatedData, encode_public_key, make_seal, public_of
from app.privacy.unsealing import CannotOpen, Unsealer
from app.store import heartbeat
from app.store.redis_connection import connect
from app.store.sessions import SessionStore
from app.store.valkey_server import find_binary
from app.store.valkey_users import USERS, write
from app.web.health import redis_probe
from tests.conftest import MakeSettings
from tests.web.conftest import House
from tests.web.posting import post, sms, voice
from workers.listed_job import ListedJob
from workers.worker import make_worker

LEAVE = "tests.store.test_valkey_users.leave"
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


class Guarded:
    """A Valkey with the users that `porchlight keys valkey` makes."""

    def __init__(self, folder: Path) -> None:
        self.socket = folder / "v.sock"
        assert write(folder, str(self.socket))
        self.urls = {name: (folder / name / "redis_url").read_text().strip() for name in USERS}
        # one more, who may do everything: the test itself
        acl = folder / "valkey" / "users.acl"
        with_test = folder / "with-test.acl"
        with_test.write_text(acl.read_text() + "user test on >the-tests-own-password ~* &* +@all\n")
        options = ["--port", "0", "--unixsocket", str(self.socket), "--save", "", "--aclfile", str(with_test)]
        self.process = subprocess.Popen(
            [str(find_binary()), *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self.all = f"unix://test:the-tests-own-password@{self.socket}"
        until = time.monotonic() + 20
        while time.monotonic() < until:
            try:
                with connect(self.all, timeout=5) as redis:
                    redis.ping()
                return
            except (RedisError, OSError):
                assert self.process.poll() is None
                time.sleep(0.02)

    def as_(self, name: str) -> Redis:
        return connect(self.urls[name], timeout=30)


@pytest.fixture(scope="module")
def running() -> Iterator[Guarded]:
    with tempfile.TemporaryDirectory(prefix="porchlight-") as folder:
        guarded = Guarded(Path(folder))
        yield guarded
        guarded.process.terminate()
        guarded.process.wait(10)


@pytest.fixture
def guarded(running: Guarded) -> Guarded:
    with connect(running.all, timeout=30) as redis:
        redis.flushall()
    return running


def test_the_web_process_does_all_its_work(guarded: Guarded) -> None:
    house = House(guarded.urls["web"])
    conversations: SessionStore = house.line.conversations

    async def inside() -> list[Any]:
        texts = [await post(house.app, "/twilio/sms", sms(w, sid=f"SM{n:032x}")) for n, w in enumerate(["hi", "1"])]
        copy = await post(house.app, "/twilio/sms", sms("1", sid=f"SM{1:032x}"))
        call = await post(house.app, "/twilio/voice", voice())
        forgotten = await post(house.app, "/twilio/sms", sms("forget me", sid=f"SM{9:032x}"))
        key = Pseudonyms(b"k" * 32).optout_key("+12025550143")
        await conversations.remember_opt_out(key)
        waiting = await conversations.opt_outs_waiting()
        await conversations.opt_outs_settled(key)
        alive, room = await conversations.alive(), await conversations._make_room()
        conversations.close()
        await asyncio.sleep(0)
        return [texts[1].text == copy.text, call.status, forgotten.status, waiting == [key], alive, room]

    assert [True, 200, 200, True, True, False] == asyncio.run(inside())
    assert not conversations.degraded
    assert redis_probe(guarded.urls["web"])().ok  # type: ignore[union-attr]
    with guarded.as_("web") as redis:
        assert None is heartbeat.seconds_since(redis, heartbeat.WORKER, now=clock.now())


_NOTES: list[Path] = []
"""Where the listed job of these tests leaves its note."""


def leave(id: str, version: int) -> None:
    """Leaves a note that it was run."""
    _NOTES[-1].write_text(f"{id} {version}")


class Leaves(ListedJob):
    """A worker of that job and no other."""

    listed: ClassVar[Mapping[str, Callable[[str, int], None]]] = {LEAVE: leave}


def test_worker_and_ticker_do_all_theirs(guarded: Guarded, tmp_path: Path) -> None:
    _NOTES.append(tmp_path / "note")
    with guarded.as_("ticker") as redis:
        heartbeat.beat(redis, heartbeat.TICKER, now=clock.now())
        assert ring(open_queue(redis, "soon"), LEAVE, id="c-17", version=3)
        assert not ring(open_queue(redis, "soon"), LEAVE, id="c-17", version=3)
    with guarded.as_("worker") as redis:
        worker = make_worker(redis, job_class=Leaves)
        worker.work(burst=True)
        worker.heartbeat()
        assert 0 == len(open_queue(redis, "soon"))
    with guarded.as_("web") as redis:
        seconds = [heartbeat.seconds_since(redis, part, now=clock.now()) for part in ("worker", "ticker")]
        assert all(one is not None for one in seconds)

    assert "c-17 3" == (tmp_path / "note").read_text()


THEFTS: dict[str, tuple[Any, ...]] = {
    "ring the doorbell": ("RPUSH", "rq:queue:urgent", "job"),
    "make a job": ("HSET", "rq:job:mine", "data", "x"),
    "make a job as a string": ("SET", "rq:job:mine", "x"),
    "make a queue": ("SADD", "rq:queues", "rq:queue:mine"),
    "do it in a script": ("EVAL", "return redis.call('RPUSH', 'rq:queue:urgent', 'job')", "0"),
    "do it in a script with a key of its own": ("EVAL", "return redis.call('SET', 'rq:job:x', KEYS[1])", "1", "s:a"),
    "call a worker": ("PUBLISH", "rq:pubsub:worker", "{}"),
    "move what it has": ("RENAME", "s:mine", "rq:job:mine"),
    "copy what it has": ("COPY", "s:mine", "rq:job:mine"),
    "sort into it": ("SORT", "s:mine", "STORE", "rq:queue:urgent"),
    "restore into it": ("RESTORE", "rq:job:mine", "0", "x"),
    "restore into its own": ("RESTORE", "s:mine", "0", "x"),
    "read a job": ("GET", "rq:job:soon"),
    "say that the worker lives": ("SET", "porchlight:alive:worker", "1"),
    "list all names": ("KEYS", "*"),
    "empty it": ("FLUSHALL",),
    "write it to disk": ("SAVE",),
    "write it elsewhere": ("CONFIG", "SET", "dir", "/tmp"),
    "read its settings": ("CONFIG", "GET", "*"),
    "make a user": ("ACL", "SETUSER", "me", "on", "nopass", "~*", "+@all"),
    "list the users": ("ACL", "LIST"),
    "load a module": ("MODULE", "LOAD", "/tmp/x.so"),
    "copy it to another": ("REPLICAOF", "192.0.2.1", "6379"),
    "send a key to another": ("MIGRATE", "192.0.2.1", "6379", "s:mine", "0", "100"),
    "load a function": ("FUNCTION", "LOAD", "#!lua name=x\nredis.register_function('x', function() end)"),
    "listen to others": ("MONITOR",),
    "end others": ("CLIENT", "KILL", "TYPE", "normal"),
    "stop it": ("SHUTDOWN", "NOSAVE"),
    "debug it": ("DEBUG", "SLEEP", "0"),
}


@pytest.mark.parametrize("theft", THEFTS)
def test_a_thief_with_the_webs_password_can_not(guarded: Guarded, theft: str) -> None:
    with guarded.as_("web") as redis:
        redis.set("s:mine", "x")
        with pytest.raises((NoPermissionError, RedisError), match=r"(?i)permission|not allowed|ACL failure"):
            redis.execute_command(*THEFTS[theft])
    with connect(guarded.all, timeout=30) as redis:
        assert [] == redis.keys("rq:*")


def test_a_thief_with_the_webs_password_enqueues_nothing_through_rq(guarded: Guarded) -> None:
    with guarded.as_("web") as redis, pytest.raises(NoPermissionError):
        Queue("urgent", connection=redis).enqueue_call("os.system", args=("true",))
    with guarded.as_("web") as redis, pytest.raises(NoPermissionError):
        ring(open_queue(redis, "urgent"), "workers.jobs.deliver", id="urgent")
    with guarded.as_("web") as redis, pytest.raises(NoPermissionError):
        Job.fetch("deliver-soon-0", connection=redis)


def test_worker_and_ticker_see_no_conversation(guarded: Guarded) -> None:
    for name in ("worker", "ticker"):
        with guarded.as_(name) as redis:
            for command in (("GET", "s:mine"), ("SET", "s:mine", "x"), ("SMEMBERS", "optouts:waiting"), ("KEYS", "*")):
                with pytest.raises(NoPermissionError):
                    redis.execute_command(*command)


def test_without_a_password_nobody_does_more_than_ask_whether_it_is_there(guarded: Guarded) -> None:
    with connect(f"unix://{guarded.socket}", timeout=30) as redis, pytest.raises((AuthenticationError, RedisError)):
        redis.get("s:mine")
    with connect(f"unix://web:guessed@{guarded.socket}", timeout=30) as redis, pytest.raises(AuthenticationError):
        redis.get("s:mine")
    with connect(f"unix://health:x@{guarded.socket}", timeout=30) as redis:
        assert redis.ping()
        with pytest.raises(NoPermissionError):
            redis.get("s:mine")


def test_a_thief_with_everything_the_web_process_has_opens_no_number(make_settings: MakeSettings) -> None:
    sender_key = base64.b64encode(bytes(range(40, 72))).decode()
    sender = make_settings(porchlight_sender_key=sender_key)
    web = make_settings(porchlight_seal_to=encode_public_key(public_of(sender.sender_keys[0])))
    place = AssociatedData("check_in", "a", "number")
    sealed = make_seal(public=web.porchlight_seal_to, key=web.key).number("+13125550123", place)

    assert SecretStr("") == web.porchlight_sender_key
    with pytest.raises(CannotOpen):
        Unsealer(web.sender_keys).number(sealed)
    assert "+13125550123" == Unsealer(sender.sender_keys).number(sealed)


def test_users_are_made_once_and_their_file_holds_no_password(tmp_path: Path) -> None:
    assert write(tmp_path, "valkey:6379")
    acl = (tmp_path / "valkey" / "users.acl").read_text()
    urls = {name: (tmp_path / name / "redis_url").read_text() for name in USERS}

    assert not write(tmp_path, "valkey:6379")
    assert acl == (tmp_path / "valkey" / "users.acl").read_text()
    assert 3 == len({one.split(":")[2].split("@")[0] for one in urls.values()})
    assert all(one.startswith(f"redis://{name}:") for name, one in urls.items())
    assert not any(one.split(":")[2].split("@")[0] in acl for one in urls.values())
    assert 0o444 == stat.S_IMODE((tmp_path / "web" / "redis_url").stat().st_mode)


def test_the_command_says_what_to_start_with_and_does_it_once(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "app.cli.main", "keys", "valkey", str(tmp_path / "made"), "127.0.0.1:6390"]
    first, again = (subprocess.run(command, capture_output=True, text=True, check=True) for _ in range(2))

    assert "--aclfile" in first.stdout
    assert "REDIS_URL_FILE" in first.stdout
    assert "nothing was changed" in again.stdout
    assert "@127.0.0.1:6390/0" in (tmp_path / "made" / "worker" / "redis_url").read_text()
