"""What must stay true of recognition on messages nobody tuned on; thresholds a little under what was measured."""

from __future__ import annotations

from typing import Any

import pytest

from app.understanding import EMERGENCIES
from app.understanding.understander import Understander
from tests.bench.understanding import measured, understood

Rows = list[dict[str, Any]]

AT_LEAST = {
    "overdose recall": 0.97,
    "overdose precision": 0.91,
    "stop recall": 0.95,
    "stop precision": 0.95,
    "macro-F1": 0.91,
    "place found": 0.87,
}
AT_MOST = {
    "unrelated, no trap in it, sent to overdose": 0.01,
    "hard negatives sent to overdose": 0.10,
    "emergencies that opt out or delete": 0.0,
    "asks": 0.03,
}


@pytest.fixture(scope="module")
def bars(understander: Understander, held_back: Rows) -> dict[str, float]:
    return measured(held_back, understood(understander))


@pytest.mark.parametrize(("bar", "least"), AT_LEAST.items())
def test_held_back_messages_are_understood_at_least_this_well(bars: dict[str, float], bar: str, least: float) -> None:
    assert bars[bar] >= least


@pytest.mark.parametrize(("bar", "most"), AT_MOST.items())
def test_held_back_messages_go_wrong_at_most_this_often(bars: dict[str, float], bar: str, most: float) -> None:
    assert bars[bar] <= most


def test_a_doubtful_case_costs_one_sentence(understander: Understander, held_back: Rows) -> None:
    """The emergency line stands in front of most answers that missed an emergency, and of few others."""
    heard = [(row, understander.understand(row["text"], language=row["lang"])) for row in held_back]
    missed = [one for row, one in heard if row["intent"] in EMERGENCIES and one.intent not in EMERGENCIES]
    others = [one for row, one in heard if row["intent"] not in EMERGENCIES and one.intent not in EMERGENCIES]

    assert 2 * sum(one.emergency for one in missed) >= len(missed)
    assert sum(one.emergency for one in others) <= 0.06 * len(others)


def test_no_emergency_in_any_set_opts_out_or_deletes(
    understander: Understander, held_back: Rows, development: Rows
) -> None:
    wrong = [
        row["id"]
        for row in (*held_back, *development)
        if row["intent"] in EMERGENCIES
        and understander.understand(row["text"], language=row["lang"]).intent in {"stop", "forget_me"}
    ]

    assert [] == wrong


def test_no_held_back_message_is_an_example(shipped: Any, held_back: Rows, development: Rows) -> None:
    from app.understanding.normalise import exact

    taught = {
        exact(message): intent
        for owned in shipped.phrases.values()
        for intent, messages in owned.examples.items()
        for message in messages
    }
    shared = [row["id"] for row in held_back if len(exact(row["text"]).split()) > 4 and exact(row["text"]) in taught]

    assert len(shared) <= len(held_back) // 100


def test_without_a_model_most_overdoses_are_still_heard(untrained: Understander, held_back: Rows) -> None:
    overdoses = [row for row in held_back if row["intent"] == "overdose_emergency"]
    heard = sum(untrained.understand(row["text"], language=row["lang"]).emergency for row in overdoses)

    assert heard / len(overdoses) >= 0.5


def test_without_a_model_hardly_anything_unrelated_raises_an_alarm(untrained: Understander, held_back: Rows) -> None:
    unrelated = [row for row in held_back if row["intent"] == "unrelated" and not row.get("hard_negative")]
    alarms = sum(untrained.understand(row["text"], language=row["lang"]).emergency for row in unrelated)

    assert alarms / len(unrelated) <= 0.02
