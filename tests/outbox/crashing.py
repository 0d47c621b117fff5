"""Kills a sender at one point, many times over, and then lets another go on: run as a process by the crash tests.

Each sender is a process of its own, forked after everything is imported; the one that goes on has a clock that stands
half a minute later, so that leases have ended. Prints what the rows came to as JSON.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from datetime import timedelta

from sqlmodel import select

from app.base import clock, failpoints
from app.channels.twilio.transport import preload
from app.config.settings import load_settings
from app.line.sending import make_delivery
from app.outbox import messages
from app.outbox.messages import NUDGE, URGENT, Owner, Send
from app.privacy.pseudonyms import Pseudonyms
from app.privacy.sealing import AssociatedData, make_seal
from app.store.database import open_database
from app.store.tables import OutboxRow

PRIORITIES = {"escalation": URGENT, "nudge": NUDGE}


def main(times: int) -> None:
    preload()
    killed = 0
    # "before-claim" last: what it leaves behind would be claimed by the senders that die at the other points.
    for point in reversed(failpoints.POINTS):
        for number in range(times):
            for kind in PRIORITIES:
                _apart(lambda kind=kind, key=f"{point}:{number}:{kind}": _put(key, kind))
                killed += _apart(lambda kind=kind, point=point: _send(kind, point)) == signal.SIGKILL
    _apart(_go_on)
    database = open_database(load_settings().database)
    with database.reading() as session:
        rows = {row.key: row.outcome for row in session.exec(select(OutboxRow)).all()}
    print(json.dumps({"killed": killed, "rows": rows}))


def _apart(work: object) -> int:
    """The signal that ended a process which did this; 0 when it came to its end."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) * -1
    try:
        work()  # type: ignore[operator]
    except BaseException as error:  # a child must never go on as the parent
        print(type(error).__name__, error, file=sys.stderr)
        os._exit(1)
    os._exit(0)


def _put(key: str, kind: str) -> None:
    settings = load_settings()
    seal, names = make_seal(public="", key=settings.key), Pseudonyms(settings.key)
    with open_database(settings.database, statement_seconds=5).writing() as session:
        send = Send(
            key=key,
            kind=kind,  # type: ignore[arg-type]
            owner=Owner("once", "a", "1"),
            to=seal.number("+13125550123", AssociatedData("check_in", "a", "number")),
            opt_out_key=names.optout_key("+13125550123"),
            body=key,
            due_at=clock.now(),
        )
        messages.put(session, seal, send)


def _send(kind: str, point: str) -> None:
    failpoints._WANTED = point
    make_delivery(load_settings()).deliver([PRIORITIES[kind]], seconds=5)


def _go_on() -> None:
    delivery = make_delivery(load_settings(), clock=lambda: clock.now() + timedelta(seconds=40))
    delivery.deliver(seconds=60)
    delivery.close()


if __name__ == "__main__":
    main(int(sys.argv[1]))
