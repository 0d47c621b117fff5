"""A whole line in this process for a terminal: it answers, and what leaves by itself leaves, to pretend phones only.

The watch, the outbox and the sender are those of `make run`; here one person's step at a time makes them take their turn.
"""

from __future__ import annotations

import asyncio
import logging
import math
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import SecretStr

from app.base import clock, log
from app.config.settings import Settings
from app.engine.session import Turn
from app.engine.why import explain
from app.line.due_work import due_work_beside
from app.line.sending import STATEMENT_SECONDS, make_delivery
from app.simulator.demo_world import DemoWorld
from app.simulator.form import LineUnderTrial
from app.simulator.http_post import Headers, HttpAnswer, over_asgi
from app.simulator.line_config import line_of
from app.simulator.pretend_provider import pretend_provider
from app.store import site_list
from app.store.database import open_database
from app.store.migrate import migrate

if TYPE_CHECKING:
    from app.engine.compiled_release import CompiledRelease
    from app.places.site import Site
    from app.web.main import Porchlight

_ROUNDS = 5
"""What was sent may make something else fall due at once."""
_PROVIDER = "http://localhost/demo/provider"
"""Never leaves this process, whatever account the programme has set."""


class OwnLine:
    """A line of one's own: `line` and `post` reach it, `stage` has its phones and its clock."""

    def __init__(self, app: Porchlight, settings: Settings, runner: asyncio.Runner, *, look_every: float = 0.0) -> None:
        self.line: LineUnderTrial = line_of(settings)
        self.stage: DemoWorld = app.behind.state.demo_stage
        self._app = app
        self._runner = runner
        self._look_every, self._looked = look_every, -math.inf
        self._last: Turn | None = None
        app.standing.line.on_turn = self._remember
        if app.standing.line.opt_ins is not None:
            app.standing.line.opt_ins.seconds = STATEMENT_SECONDS  # no caller hangs up over it
        self._post = over_asgi(app, settings.webhook_base)
        self._watch = due_work_beside(settings, lambda: app.standing.library, statement_seconds=STATEMENT_SECONDS)
        sender = pretend_provider(settings, app, runner.get_loop())
        self._delivery = make_delivery(settings, sender=sender, clock=clock.now)

    def _remember(self, turn: Turn) -> None:
        self._last = turn

    def why(self) -> tuple[str, ...]:
        """Why the last text was answered as it was, for staff; nothing the second time."""
        turn, self._last = self._last, None
        return explain(self.library, turn, clock.now()) if turn is not None else ()

    @property
    def library(self) -> CompiledRelease:
        """What it answers from just now."""
        return self._app.standing.library

    @property
    def understands(self) -> bool:
        """Whether words and places are loaded, so that it answers as a running line does."""
        return self._app.standing.learnt and self.library.finder is not None

    async def post(self, path: str, params: Sequence[tuple[str, str]], headers: Headers) -> HttpAnswer:
        """The line's answer; what staff edited since the last message is in it."""
        self._take_up_edits()
        return await self._post(path, params, headers)

    def tick(self) -> None:
        """Whatever is due by the clock has left, and reached the phones."""
        self._runner.run(self._tick())

    async def _tick(self) -> None:
        self._take_up_edits()
        for _ in range(_ROUNDS):
            sent = await asyncio.to_thread(self._send, clock.now())
            await self.stage.provider.settled()
            if not sent:
                return

    def _send(self, now: datetime) -> int:
        self._watch(now)
        due = self._delivery.sweep(now)
        if due.copies:
            self._delivery.clean()
        return self._delivery.deliver() if due.urgent or due.others else 0

    def _take_up_edits(self) -> None:
        if time.monotonic() < self._looked + self._look_every:
            return
        self._looked = time.monotonic()
        self._app.standing.refresh()
        self._app.standing.refresh_sites()

    async def close(self) -> None:
        """Nothing stays open."""
        self._delivery.close()
        self._watch.close()
        self._app.standing.close()
        await asyncio.sleep(0)  # connections close at the loop's next turn


@contextmanager
def own_line(
    settings: Settings,
    *,
    folder: Path,
    runner: asyncio.Runner,
    sites: Sequence[Site] = (),
    look_every: float = 0.0,
) -> Iterator[OwnLine]:
    """A line in this process, with these settings but a record and a clock of its own that go with the folder.

    Staff may edit while they chat: what changed is taken up before each message, or no more often than every so many
    seconds. It answers with these sites, or with the demo's where there are none.
    """
    from app.web.main import create_app

    log.configure(process="simulator", readable=True, least=logging.WARNING)
    own = _settings_of_its_own(settings, folder)
    migrate(own.database)
    if sites:
        _list(own, sites)
    line = OwnLine(create_app(own), own, runner, look_every=look_every)
    try:
        yield line
    finally:
        runner.run(line.close())
        clock.use_shared_offset(None)


def _list(settings: Settings, sites: Sequence[Site]) -> None:
    """These sites are the list of this line."""
    database = open_database(settings.database, statement_seconds=60)
    try:
        arrival = site_list.ArrivingSite(source="tried", new=tuple(sites), changed=(), same=0, gone=0, quarantined=0)
        site_list.import_batch(database, arrival, clock.now())
    finally:
        database.close()


def _settings_of_its_own(settings: Settings, folder: Path) -> Settings:
    """The programme's words and choices, with everything that is written kept in this folder and nothing sent outside."""
    learned = settings.porchlight_var / "cache"
    if learned.is_dir():  # copied, not used in place: a running line writes there too
        shutil.copytree(learned, folder / "cache", dirs_exist_ok=True)
    timers = settings.porchlight_safety_checks
    return settings.model_copy(
        update={
            "porchlight_env": "demo",
            "porchlight_demo": True,
            "porchlight_var": folder,
            "porchlight_sender_key": SecretStr(""),
            "porchlight_seal_to": "",
            "porchlight_safety_checks": not settings.production if timers is None else timers,
            "twilio_api_base": _PROVIDER,
            "twilio_rate": 100.0,
            "redis_url": SecretStr(""),
            "database_url": SecretStr(""),
        }
    )
