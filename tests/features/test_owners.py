"""Who owns a message is known in every process that sends one or hears what became of it."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize("module", ["app.line.sending", "app.line.delivery_reports", "workers.jobs", "workers.ticker"])
def test_a_process_that_sends_or_hears_knows_every_owner(module: str) -> None:
    code = f"import {module}; from app.features.registry import Records; Records().know_outbox_owners(); from app.outbox.messages import STILL_WANTED, DELIVERY_LISTENERS; print(sorted(STILL_WANTED), sorted(DELIVERY_LISTENERS))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert (
        "['checkin', 'contact', 'once', 'safety_check', 'timer'] ['checkin', 'contact', 'safety_check']"
        == done.stdout.strip()
    )
