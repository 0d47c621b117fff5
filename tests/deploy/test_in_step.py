"""Metrics, alert rules, runbooks, dashboard, units and manifests: one list of metrics, and everything else fits it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from app.run.children import COMMANDS, SEVERAL_MACHINES
from app.web.metrics import BY_NAME, METRICS, Metrics
from tools.build_dashboard import FILE, build

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
RULES: dict[str, Any] = yaml.safe_load((DEPLOY / "alerts.yaml").read_text())
ALERTS = [rule for group in RULES["groups"] for rule in group["rules"]]
SUFFIXES = ("_bucket", "_sum", "_count")
_TEXT = {"type": "string", "minLength": 1}
_DURATION = {"type": "string", "pattern": r"^([0-9]+(ms|s|m|h|d))+$"}
SCHEMA = {
    "type": "object",
    "required": ["groups"],
    "additionalProperties": False,
    "properties": {
        "groups": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["name", "rules"],
                "additionalProperties": False,
                "properties": {
                    "name": _TEXT,
                    "interval": _DURATION,
                    "rules": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["alert", "expr", "for", "labels", "annotations"],
                            "additionalProperties": False,
                            "properties": {
                                "alert": {"type": "string", "pattern": "^[A-Z][A-Za-z]+$"},
                                "expr": _TEXT,
                                "for": _DURATION,
                                "labels": {
                                    "type": "object",
                                    "required": ["severity"],
                                    "properties": {"severity": {"enum": ["page", "ticket"]}},
                                    "additionalProperties": False,
                                },
                                "annotations": {
                                    "type": "object",
                                    "required": ["summary", "runbook"],
                                    "properties": {"summary": _TEXT, "runbook": _TEXT},
                                    "additionalProperties": False,
                                },
                            },
                        },
                    },
                },
            },
        }
    },
}


def names_in(query: str) -> set[str]:
    """The metrics that a query asks for, a histogram by its own name."""
    found = set()
    for name in re.findall(r"\bporchlight_[a-z_]+", query):
        base = next((name.removesuffix(end) for end in SUFFIXES if name.endswith(end) and name not in BY_NAME), name)
        found.add(base)
    return found


def test_the_rules_are_what_prometheus_reads() -> None:
    jsonschema.validate(RULES, SCHEMA)

    assert len(ALERTS) == len({rule["alert"] for rule in ALERTS})


@pytest.mark.parametrize("rule", ALERTS, ids=lambda rule: rule["alert"])
def test_a_rule_asks_for_metrics_and_labels_that_there_are(rule: dict[str, Any]) -> None:
    query = rule["expr"]

    assert names_in(query)
    assert names_in(query) <= set(BY_NAME)
    assert query.count("(") == query.count(")")
    assert query.count("{") == query.count("}")
    for name, labels in re.findall(r"(porchlight_[a-z_]+)\{([^}]*)\}", query):
        asked = set(re.findall(r"([a-z]+)\s*[=!]~?", labels))
        base = next(iter(names_in(name)))
        assert asked <= set(BY_NAME[base].labels), name


def test_every_alert_has_its_page_and_every_page_its_alert() -> None:
    pages = {f"runbooks/{page.name}" for page in (DEPLOY / "runbooks").glob("*.md")}

    assert pages == {rule["annotations"]["runbook"] for rule in ALERTS}
    for rule in ALERTS:
        page = (DEPLOY / rule["annotations"]["runbook"]).read_text()
        assert page.startswith(f"# {rule['alert']}\n{rule['annotations']['summary']}\n")
        assert all(part in page for part in ("**Callers:**", "**Look at:**", "**Do:**"))


def test_the_dashboard_is_made_of_the_list_and_shows_all_of_it() -> None:
    board = json.loads(FILE.read_text())
    shown = set().union(*(names_in(target["expr"]) for panel in board["panels"] for target in panel["targets"]))

    assert build() == FILE.read_text(), "python -m tools.build_dashboard"
    assert shown == set(BY_NAME)
    assert len({panel["id"] for panel in board["panels"]}) == len(board["panels"])


def test_what_is_served_is_what_is_declared() -> None:
    from prometheus_client.parser import text_string_to_metric_families

    served = Metrics()
    for metric in METRICS:
        labels = ["x"] * len(metric.labels)
        {
            "counter": lambda m, at: served.add(m, *at),
            "histogram": lambda m, at: served.observe(m, 0.1, *at),
            "gauge": lambda m, at: served.show(m, 1, *at),
        }[metric.kind](metric.name, labels)
    families = {family.name: family for family in text_string_to_metric_families(served.render().decode())}

    assert {metric.name.removesuffix("_total") for metric in METRICS} == set(families)
    for metric in METRICS:
        family = families[metric.name.removesuffix("_total")]
        assert (metric.kind, metric.about) == (family.type, family.documentation)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    units = []
    for unit in (DEPLOY / "systemd").iterdir():
        copy = tmp_path / unit.name
        # Where the line is installed is not where it is tested: any program that can be run stands in for it.
        copy.write_text(re.sub(r"(?m)^(ExecStart=)\S+", r"\1/bin/true", unit.read_text()))
        units.append(str(copy))
    said = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False)

    assert "" == said.stderr + said.stdout
    assert 0 == said.returncode


def test_every_process_has_its_unit_and_is_ended_when_it_hangs() -> None:
    for part in SEVERAL_MACHINES:
        unit = (DEPLOY / "systemd" / f"porchlight-{part}.service").read_text()
        assert " ".join(COMMANDS[part]) in unit
        assert all(line in unit for line in ("Type=notify", "WatchdogSec=20", "Restart=always", "LimitCORE=0"))


def manifests() -> list[dict[str, Any]]:
    folder = DEPLOY / "kubernetes"
    named = yaml.safe_load((folder / "kustomization.yaml").read_text())["resources"]
    assert set(named) == {file.name for file in folder.glob("*.yaml")} - {"kustomization.yaml"}
    return [found for name in named for found in yaml.safe_load_all((folder / name).read_text())]


@pytest.mark.skipif(shutil.which("kubectl") is None, reason="no kubectl here")
def test_kustomize_builds_the_set() -> None:
    built = subprocess.run(
        ["kubectl", "kustomize", str(DEPLOY / "kubernetes")], capture_output=True, text=True, check=False
    )

    assert 0 == built.returncode, built.stderr
    kinds = [found["kind"] for found in yaml.safe_load_all(built.stdout)]
    assert len(kinds) == len(manifests())


POD = {
    "type": "object",
    "required": ["securityContext", "containers", "automountServiceAccountToken"],
    "properties": {
        "automountServiceAccountToken": {"const": False},
        "securityContext": {
            "type": "object",
            "required": ["runAsNonRoot", "runAsUser", "seccompProfile"],
            "properties": {"runAsNonRoot": {"const": True}, "runAsUser": {"type": "integer", "minimum": 1}},
        },
        "containers": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["name", "image", "command", "securityContext"],
                "properties": {
                    "command": {"type": "array", "items": {"type": "string"}},
                    "securityContext": {
                        "required": ["allowPrivilegeEscalation", "readOnlyRootFilesystem", "capabilities"],
                        "properties": {
                            "allowPrivilegeEscalation": {"const": False},
                            "readOnlyRootFilesystem": {"const": True},
                            "capabilities": {"const": {"drop": ["ALL"]}},
                        },
                    },
                },
            },
        },
    },
}


def test_every_pod_is_closed_up_and_what_hangs_in_it_is_ended() -> None:
    guarded = set()
    for found in manifests():
        if found["kind"] not in ("Deployment", "Job"):
            continue
        pod = found["spec"]["template"]["spec"]
        jsonschema.validate(pod, POD)
        container = pod["containers"][0]
        assert {m["name"] for m in container["volumeMounts"]} <= {v["name"] for v in pod["volumes"]}
        if found["kind"] == "Deployment":
            assert found["spec"]["selector"]["matchLabels"] == found["spec"]["template"]["metadata"]["labels"]
            assert "app.run.guard" in container["command"]
            assert "livenessProbe" in container
            guarded.add(found["metadata"]["name"])

    assert guarded == set(SEVERAL_MACHINES)


def test_compose_guards_every_process() -> None:
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]

    assert [["python", "-m", "app.run.guard", part] for part in SEVERAL_MACHINES] == [
        services[part]["command"] for part in SEVERAL_MACHINES
    ]


def test_the_console_is_handed_no_file_of_secrets_anywhere() -> None:
    console = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]["console"]
    unit = (DEPLOY / "systemd" / "porchlight-console.service").read_text()

    assert [] == console["env_file"]
    assert ["console"] == console["profiles"]
    assert {"read_only", "cap_drop", "security_opt"} <= console.keys()
    assert not [name for name in console["environment"] if "KEY" in name or "TOKEN" in name or name == "DATABASE_URL"]
    assert "User=porchlight-console\n" in unit
    assert "/etc/porchlight/console.env" in unit
    assert "NoNewPrivileges=true" in unit
