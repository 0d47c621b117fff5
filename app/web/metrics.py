"""What `/metrics` shows: declared here once, kept by prometheus-client, and nothing that could say who or what.

No label ever holds what somebody sent, where they are or which page they read. What could tell of one person (how many
checks run, what became of one kind of message) is rounded down to fives.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from app.outbox.figures import Figures


STEP = 5
"""What may be about one person is counted in steps of this: one, two, three or four of them are none."""
_REPLY_SECONDS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 5.0, 10.0)


@dataclass(frozen=True)
class Metric:
    """One name in Prometheus' list; alert rules, dashboard and runbooks may use no other."""

    name: str
    kind: Literal["counter", "histogram", "gauge"]
    about: str
    labels: tuple[str, ...] = ()
    buckets: tuple[float, ...] = ()


METRICS: Sequence[Metric] = (
    Metric("porchlight_messages_total", "counter", "Answers given.", ("channel", "outcome")),
    Metric("porchlight_refused_total", "counter", "Requests turned away.", ("reason",)),
    Metric("porchlight_degraded_answers_total", "counter", "Answers given although a part was away.", ("part",)),
    Metric("porchlight_reloads_total", "counter", "Edits of flows and content.", ("outcome",)),
    Metric("porchlight_provider_errors_total", "counter", "What the provider reported by its error webhook.", ("code",)),
    Metric("porchlight_limited_total", "counter", "Replies that a limit shortened or held back.", ("how",)),
    Metric("porchlight_reply_seconds", "histogram", "From a webhook to its answer.", ("channel",), _REPLY_SECONDS),
    Metric("porchlight_pool_wait_seconds", "histogram", "How long work stood in line for a thread.", ("pool",), _REPLY_SECONDS),
    Metric("porchlight_up", "gauge", "1 when a part works.", ("part",)),
    Metric("porchlight_outbox_depth", "gauge", "Messages that wait to be sent, due or not.", ("lane",)),
    Metric("porchlight_outbox_oldest_due_seconds", "gauge", "How long the oldest message that is due has waited.", ("lane",)),
    Metric("porchlight_outcomes", "gauge", "What became of messages in the last day, in steps of five.", ("kind", "outcome", "code")),
    Metric("porchlight_delivery_ratio", "gauge", "Of texts whose end is known, in the last half hour: the share that arrived. Absent below five."),
    Metric("porchlight_checks_armed", "gauge", "Safety checks that run, in steps of five."),
    Metric("porchlight_checks_late", "gauge", "Safety checks whose next step is more than ten seconds overdue."),
    Metric("porchlight_copies_overdue", "gauge", "Copies at the provider that should be deleted."),
    Metric("porchlight_sweep_age_seconds", "gauge", "Since somebody last looked for what is due."),
    Metric("porchlight_rehearsal_age_seconds", "gauge", "Since a pretend safety check last got through."),
    Metric("porchlight_clock_set_by_seconds", "gauge", "By how much this machine's clock was set within the hour."),
)  # fmt: skip
BY_NAME: Mapping[str, Metric] = {metric.name: metric for metric in METRICS}


class Metrics:
    """This process's counts, and gauges as they were last read."""

    def __init__(self) -> None:
        client: Any = import_module("prometheus_client")  # a tenth of a second to import

        client.disable_created_metrics()
        self._client = client
        self._registry = client.CollectorRegistry()
        # A gauge that was never read is absent: a 0 that nobody measured would set off alarms, or keep them quiet.
        self._kept: dict[str, Any] = {metric.name: self._made(metric) for metric in METRICS if metric.kind != "gauge"}
        self._counted: dict[tuple[str, tuple[str, ...]], Any] = {}
        """Counters and histograms by their labels: they are never forgotten, and asked for several times a message."""

    def _made(self, metric: Metric) -> Any:
        made = {"counter": self._client.Counter, "histogram": self._client.Histogram, "gauge": self._client.Gauge}
        more = {"buckets": metric.buckets} if metric.buckets else {}
        return made[metric.kind](metric.name, metric.about, metric.labels, registry=self._registry, **more)

    def add(self, name: str, *labels: str) -> None:
        """One more of these; the labels are words of ours, in the order declared. Raises KeyError for another name."""
        self._counter(name, labels).inc()

    def observe(self, name: str, value: float, *labels: str) -> None:
        """One more of these took so long."""
        self._counter(name, labels).observe(value)

    def show(self, name: str, value: float, *labels: str) -> None:
        """This is so much now."""
        self._labelled(name, labels).set(value)

    def show_figures(self, found: Figures) -> None:
        """What the record says of sending and checks; what has gone since is shown no longer."""
        for name in ("porchlight_outcomes", "porchlight_delivery_ratio", "porchlight_outbox_oldest_due_seconds"):
            self._forget(name)
        for lane, depth in found.depth.items():
            self.show("porchlight_outbox_depth", depth, lane)
        for lane, seconds in found.oldest.items():
            self.show("porchlight_outbox_oldest_due_seconds", seconds, lane)
        for (kind, outcome, code), count in found.outcomes.items():
            if count >= STEP:
                self.show("porchlight_outcomes", in_steps(count), kind, outcome, str(code))
        if found.judged >= STEP:
            self.show("porchlight_delivery_ratio", 1 - found.failed / found.judged)
        self.show("porchlight_checks_armed", in_steps(found.armed))
        self.show("porchlight_checks_late", found.late)

    def render(self) -> bytes:
        """Everything in Prometheus' text format."""
        rendered: bytes = self._client.generate_latest(self._registry)
        return rendered

    def _forget(self, name: str) -> None:
        kept = self._kept.pop(name, None)
        if kept is not None:
            self._registry.unregister(kept)

    def _counter(self, name: str, labels: tuple[str, ...]) -> Any:
        found = self._counted.get((name, labels))
        if found is None:
            found = self._counted[name, labels] = self._labelled(name, labels)
        return found

    def _labelled(self, name: str, labels: tuple[str, ...]) -> Any:
        expected = BY_NAME[name].labels
        if len(labels) != len(expected):
            raise KeyError(f"{name} takes {', '.join(expected)}")
        if name not in self._kept:
            self._kept[name] = self._made(BY_NAME[name])
        return self._kept[name].labels(*labels) if labels else self._kept[name]


def in_steps(count: int) -> int:
    """The count without what could be about one person."""
    return count - count % STEP
