"""`python -m tools.build_dashboard`: deploy/dashboard.json for Grafana, made of the metrics that app/web/metrics.py declares."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from app.web.metrics import METRICS, Metric

FILE = Path(__file__).resolve().parents[1] / "deploy" / "dashboard.json"
_WIDTH, _HEIGHT = 12, 7


def build() -> str:
    """The whole file."""
    panels = [_panel(metric, number) for number, metric in enumerate(METRICS)]
    board = {
        "title": "Porchlight",
        "uid": "porchlight",
        "schemaVersion": 39,
        "tags": ["porchlight"],
        "time": {"from": "now-6h", "to": "now"},
        "refresh": "30s",
        "templating": {"list": [{"name": "source", "type": "datasource", "query": "prometheus"}]},
        "panels": panels,
    }
    return json.dumps(board, indent=1) + "\n"


def _panel(metric: Metric, number: int) -> dict[str, Any]:
    source = {"type": "prometheus", "uid": "${source}"}
    return {
        "id": number + 1,
        "type": "timeseries",
        "title": metric.about,
        "datasource": source,
        "gridPos": {"x": number % 2 * _WIDTH, "y": number // 2 * _HEIGHT, "w": _WIDTH, "h": _HEIGHT},
        "fieldConfig": {"defaults": {"min": 0, "unit": _unit(metric)}, "overrides": []},
        "targets": [
            {"refId": chr(65 + at), "expr": query, "legendFormat": legend, "datasource": source}
            for at, (query, legend) in enumerate(_queries(metric))
        ],
    }


def _unit(metric: Metric) -> str:
    if metric.name.endswith("_seconds"):
        return "s"
    return "percentunit" if metric.name.endswith("_ratio") else "short"


def _queries(metric: Metric) -> list[tuple[str, str]]:
    by, legend = ", ".join(metric.labels), " ".join(f"{{{{{label}}}}}" for label in metric.labels)
    if metric.kind == "gauge":
        return [(f"max by ({by}) ({metric.name})" if by else f"max({metric.name})", legend or "now")]
    if metric.kind == "counter":
        return [(f"sum by ({by}) (rate({metric.name}[5m]))", legend)]
    return [
        (f"histogram_quantile({share}, sum by (le, {by}) (rate({metric.name}_bucket[5m])))", f"{name} {legend}")
        for share, name in ((0.5, "half"), (0.99, "99 of 100"))
    ]


if __name__ == "__main__":
    FILE.write_text(build())
