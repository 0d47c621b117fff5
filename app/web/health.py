"""Whether the line lives, what of it is degraded, and how often what happened. Counts only: no caller, no words."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from app.base.clock import Clock, now
from app.base.threads import Pools
from app.line.parts_alive import last_sign_of, redis_has_room
from app.web.metrics import Metrics

if TYPE_CHECKING:
    from app.outbox.figures import Figures

PROBE_SECONDS = 0.6
SWEEP_SECONDS = 10
"""The outbox is swept every two seconds."""
REHEARSAL_SECONDS = 510
"""A pretend check begins every five minutes and takes two and a half; a minute is left for a busy machine."""

_MEASURED = {
    ("sending", "seconds"): "porchlight_sweep_age_seconds",
    ("sending", "copies_left"): "porchlight_copies_overdue",
    ("rehearsal", "seconds"): "porchlight_rehearsal_age_seconds",
    ("clock", "set_by"): "porchlight_clock_set_by_seconds",
}
"""Which detail of which part is a gauge."""


@dataclass(frozen=True)
class ProbeResult:
    """What one look at one part found."""

    ok: bool
    says: str = ""
    """For staff: what is wrong and what it means for callers."""
    details: Mapping[str, Any] = field(default_factory=dict)


Probe = Callable[[], ProbeResult | Awaitable[ProbeResult]]
"""Looks at one part. A plain function is run in a thread of its own; raising counts as degraded."""


class LibraryState(Protocol):
    """What the health page asks of whoever keeps flows and content."""

    @property
    def problems(self) -> Sequence[object]:
        """Problems of the newest files, each readable as `file:line:column: ...`; empty when they are in use."""

    @property
    def last_good(self) -> bool:
        """Whether an earlier version is in use because the newest files have problems."""


class Pings(Protocol):
    """A database, or what opens one when it is first asked."""

    def ping(self) -> None:
        """It answers; raises whatever it raises if not."""


class Health:
    """What the health routes look at; made once at start."""

    def __init__(self, *, metrics_token: str = "", metrics_open: bool = True) -> None:
        self.probes: dict[str, Probe] = {}
        self.metrics = Metrics()
        self.figures: Callable[[], Figures] | None = None
        """Reads the record for what cannot be counted in this process."""
        self.bundle: Callable[[], str] = str
        """The mark of the bundle that would be made of what is live now."""
        self._threads = Pools()
        self._looking: dict[str, Future[ProbeResult | Awaitable[ProbeResult]]] = {}
        self._metrics_token = metrics_token
        self._metrics_open = metrics_open

    async def look(self) -> dict[str, ProbeResult]:
        """What every probe found, within PROBE_SECONDS."""
        findings = await asyncio.gather(*(self._ask(name, probe) for name, probe in self.probes.items()))
        return dict(zip(self.probes, findings, strict=True))

    async def measure(self) -> None:
        """Gauges show what is so now; those of a part that does not answer keep what they last showed."""
        self.probes.setdefault("figures", self._read_figures)
        for part, finding in (await self.look()).items():
            if part != "figures":
                self.metrics.show("porchlight_up", float(finding.ok), part)
            self._measure_details(part, finding)

    def _measure_details(self, part: str, finding: ProbeResult) -> None:
        for (of, detail), name in _MEASURED.items():
            if of == part and isinstance(value := finding.details.get(detail), int | float):
                self.metrics.show(name, value)

    def _read_figures(self) -> ProbeResult:
        if self.figures is not None:
            self.metrics.show_figures(self.figures())
        return ProbeResult(ok=True)

    def may_read_metrics(self, authorization: str) -> bool:
        """Whether this request may see the counts: by token, or openly where no token is set and the line is a demo."""
        if not self._metrics_token:
            return self._metrics_open
        return hmac.compare_digest(authorization.encode(), f"Bearer {self._metrics_token}".encode())

    async def _ask(self, name: str, probe: Probe) -> ProbeResult:
        try:
            return await asyncio.wait_for(self._run(name, probe), PROBE_SECONDS)
        except TimeoutError:
            return ProbeResult(ok=False, says=f"no answer within {PROBE_SECONDS} seconds")
        except Exception as error:
            # The type alone: a driver's own text may name hosts, users and what was asked.
            return ProbeResult(ok=False, says=type(error).__name__)

    async def _run(self, name: str, probe: Probe) -> ProbeResult:
        """Each part is looked at in a thread of its own: one that hangs is named alone, and by everybody who asks."""
        if asyncio.iscoroutinefunction(probe):
            found: ProbeResult = await probe()
            return found
        looking = self._looking.get(name)
        if looking is None or looking.done():
            looking = self._looking[name] = self._threads.submit(f"probe-{name}", probe)
        answer = await asyncio.shield(asyncio.wrap_future(looking))
        return answer if isinstance(answer, ProbeResult) else await answer


def redis_probe(url: str) -> Probe:
    """Whether Redis answers and has room."""

    def look() -> ProbeResult:
        if not redis_has_room(url):
            return ProbeResult(ok=False, says="Redis is full: conversations are kept in each process's memory only")
        return ProbeResult(ok=True)

    return _says(look, "Redis is away: conversations start again at the menu")


def sql_probe(database: Pings) -> Probe:
    """Whether the database answers."""

    def look() -> ProbeResult:
        database.ping()
        return ProbeResult(ok=True)

    return _says(look, "the database is away: opt-outs and check-ins cannot be kept")


def library_probe(library: LibraryState) -> Probe:
    """Whether the newest flows and content are the ones in use, and what is wrong with them if not."""

    def look() -> ProbeResult:
        problems = [str(problem) for problem in library.problems]
        if not problems and not library.last_good:
            return ProbeResult(ok=True, details={"last_good": False, "problems": []})
        says = "the newest flows and content have problems; the last good ones are in use"
        return ProbeResult(ok=False, says=says, details={"last_good": library.last_good, "problems": problems})

    return look


def clock_probe(set_by: Callable[[], float]) -> Probe:
    """Whether anybody has set this machine's clock within the hour."""

    def look() -> ProbeResult:
        seconds = round(set_by())
        says = (
            f"this machine's clock was set by {seconds} seconds: timers run on as they were, look at its time service"
        )
        return ProbeResult(ok=not seconds, says=says, details={"set_by": seconds})

    return look


class AsksReleases(Protocol):
    """What the health page asks about the release that is live."""

    @property
    def number(self) -> int | None:
        """The live release; None where none is on record yet."""

    @property
    def behind(self) -> bool:
        """Whether some process should have it by now and has not."""


def releases_probe(state: Callable[[], AsksReleases]) -> Probe:
    """Whether every process answers from the release that is live."""

    def look() -> ProbeResult:
        found = state()
        details = {"release": found.number, "have": str(found)}
        return ProbeResult(ok=not found.behind, says=f"release {found.number}: {found}", details=details)

    return _says(look, "which release is live cannot be read")


class AsksDelivery(Protocol):
    """What the health page asks about everything that goes out."""

    @property
    def seconds_since_sweep(self) -> float | None:
        """Seconds since somebody last looked for what is due."""

    @property
    def failing(self) -> bool:
        """Whether the provider refuses or loses what it is handed."""

    @property
    def unreached(self) -> bool:
        """Whether carriers filter or lose so much that nothing sent can be counted on."""

    @property
    def copies_left(self) -> int:
        """Copies at the provider that should be gone."""

    @property
    def seconds_since_rehearsal(self) -> float | None:
        """Seconds since a pretend safety check last got through; None where none was begun."""


def sending_probe(state: Callable[[], AsksDelivery]) -> Probe:
    """Whether what is due goes out, the provider takes it, and its copies are deleted."""

    def look() -> ProbeResult:
        found = state()
        seconds = found.seconds_since_sweep
        wrong = [
            *(
                ["nobody looks for what is due: nothing goes out"]
                if seconds is None or not -2 <= seconds <= SWEEP_SECONDS
                else []
            ),
            *(["the provider refuses what is sent: look at the account"] if found.failing else []),
            *(["carriers filter or lose what is sent: no text can be counted on"] if found.unreached else []),
            *([f"{found.copies_left} copies at the provider are not deleted"] if found.copies_left else []),
        ]
        details = {"seconds": seconds, "copies_left": found.copies_left}
        return ProbeResult(ok=not wrong, says="; ".join(wrong), details=details)

    return _says(look, "whether anything is sent cannot be read")


def rehearsal_probe(state: Callable[[], AsksDelivery]) -> Probe:
    """Whether a pretend safety check got through lately."""

    def look() -> ProbeResult:
        seconds = state().seconds_since_rehearsal
        late = seconds is not None and not -2 <= seconds <= REHEARSAL_SECONDS
        says = f"no pretend safety check has got through for {seconds or 0:.0f} seconds: a real one might not either"
        return ProbeResult(ok=not late, says=says, details={"seconds": seconds})

    return _says(look, "whether safety checks would get through cannot be read")


def alive_probe(url: str, part: str, *, clock: Clock = now) -> Probe:
    """Whether the worker or the ticker gave a sign of life lately."""

    def look() -> ProbeResult:
        seconds, late = last_sign_of(part, url, now=clock())
        says = f"no sign of life from the {part}: nothing goes out by itself" if late else ""
        return ProbeResult(ok=not late, says=says, details={"seconds": seconds})

    return _says(look, f"the {part}'s sign of life cannot be read")


def standard_probes(redis_url: str, database: Pings) -> dict[str, Probe]:
    """Probes of everything around a web process; add `library` to them."""
    return {
        "redis": redis_probe(redis_url),
        "sql": sql_probe(database),
        "worker": alive_probe(redis_url, "worker"),
        "ticker": alive_probe(redis_url, "ticker"),
    }


def _says(look: Callable[[], ProbeResult], trouble: str) -> Probe:
    def looked() -> ProbeResult:
        try:
            return look()
        except Exception as error:
            return ProbeResult(ok=False, says=f"{trouble} ({type(error).__name__})")

    return looked
