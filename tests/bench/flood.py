"""Ten thousand made-up numbers at once on a real web process: `python -m tests.bench.flood`.

Others text all the while, and among them people in danger. Printed: what others wait beside the flood and without it, how
long a cry waits, and what was spent of the day's segments.
"""

from __future__ import annotations

import asyncio
import os
import random
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

from app.channels.twilio.signature import sign
from app.language.sms_text import segments
from app.store.migrate import migrate
from app.store.valkey_server import ValkeyServer
from tests.bench.webhook import TOKEN, serving
from tests.learnt import take_learnt
from tests.processes import free_port

FLOOD, AT_ONCE, CAP = 10_000, 32, 3_000
"""Numbers, requests of theirs under way at once (Twilio opens no more connections than are answered), the day's segments."""
SECONDS, RATE, CRIES = 12.0, 20, 60
MOST_CRY_MS = 1000.0


class Sender:
    """Signed texts over connections of its own."""

    def __init__(self, port: int) -> None:
        self.port, self.number = port, 0

    async def text(self, sender: str, words: str) -> tuple[float, str]:
        """Milliseconds and the answer."""
        self.number += 1
        pairs = [("MessageSid", f"SM{id(self) % 10**8:08d}{self.number:024x}"), ("From", sender), ("To", "+12025550100"), ("Body", words)]  # fmt: skip
        body, url = urlencode(pairs).encode(), "http://localhost/twilio/sms"
        began = time.perf_counter()
        reading, writing = await asyncio.open_connection("127.0.0.1", self.port)
        head = f"POST /twilio/sms HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nX-Twilio-Signature: {sign(url, pairs, TOKEN)}\r\nContent-Length: {len(body)}\r\n\r\n"  # fmt: skip
        writing.write(head.encode() + body)
        answer = (await reading.read()).decode()
        writing.close()
        return (time.perf_counter() - began) * 1000, answer


def spent(answer: str) -> int:
    return sum(segments(one).count for one in re.findall(r"<Message>(.*?)</Message>", answer, re.DOTALL))


async def others(port: int, seconds: float, danger: int) -> tuple[list[float], list[float], list[str]]:
    """How long ordinary callers and cries waited, and the cries' answers."""
    sender, calm, cries, said = Sender(port), list[float](), list[float](), list[str]()

    async def one(number: int, *, cry: bool) -> None:
        words = "my friend is not breathing" if cry else ("menu", "1", "back", "narcan 19104")[number % 4]
        took, answer = await sender.text(f"+1215{5550000 + number % 40 if not cry else 6660000 + number:07}", words)
        (cries if cry else calm).append(took)
        if cry:
            said.append(answer)

    tasks, began, total = [], time.perf_counter(), int(seconds * RATE)
    for number in range(total):
        await asyncio.sleep(max(0.0, began + number / RATE - time.perf_counter()))
        tasks.append(asyncio.ensure_future(one(number, cry=False)))
        if danger and number % (total // danger) == 0:
            tasks.append(asyncio.ensure_future(one(number, cry=True)))
    await asyncio.gather(*tasks)
    return calm, cries, said


async def flood(port: int) -> tuple[int, int, float]:
    """How many were answered with words, the segments of that, and the seconds it took."""
    sender, order, answered, cost = Sender(port), iter(random.Random(3).sample(range(FLOOD), FLOOD)), 0, 0

    async def work() -> None:
        nonlocal answered, cost
        for number in order:
            _, answer = await sender.text(f"+1{200 + number % 700}{2000000 + number:07}", "hi")
            answered, cost = answered + ("<Message>" in answer), cost + spent(answer)

    began = time.perf_counter()
    await asyncio.gather(*(work() for _ in range(AT_ONCE)))
    return answered, cost, time.perf_counter() - began


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


async def measure(port: int) -> int:
    await others(port, 3.0, 0)
    quiet, _, _ = await others(port, SECONDS, 0)
    flooding = asyncio.create_task(flood(port))
    beside, cries, said = await others(port, SECONDS, CRIES)
    answered, cost, took = await flooding
    whole = sum("911" in one and "5 seconds" in one for one in said)
    print(f"flood: {FLOOD} numbers in {took:.1f} s, {answered} answered, {cost} segments of {CAP}")
    print(
        f"others: p95 {p95(quiet):.1f} ms alone, {p95(beside):.1f} ms beside it: {p95(beside) / p95(quiet):.2f} times"
    )
    print(f"cries: {whole} of {len(said)} complete, longest {max(cries):.0f} ms, p95 {p95(cries):.0f} ms")
    return 0 if whole == len(said) and max(cries) <= MOST_CRY_MS and cost <= CAP else 1


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="pl-") as folder:
        var, port = Path(folder), free_port()
        take_learnt(var / "cache")
        valkey = ValkeyServer(var / "v.sock")
        valkey.start()
        migrate(f"sqlite:///{var / 'porchlight.db'}")
        settings = {
            "PORCHLIGHT_VAR": str(var), "PORT": str(port), "REDIS_URL": valkey.url, "TWILIO_AUTH_TOKEN": TOKEN, "PUBLIC_URL": "http://localhost",
            "TWILIO_ACCOUNT_SID": "AC" + "0" * 32, "TWILIO_API_BASE": "http://127.0.0.1:9", "DAY_SEGMENTS": str(CAP), "LINE_NUMBER": "+12025550100",
        }  # fmt: skip
        try:
            with serving(["-m", "app.web.serve"], port, settings):
                time.sleep(8)
                return asyncio.run(measure(port))
        finally:
            valkey.stop()


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    sys.exit(main())
