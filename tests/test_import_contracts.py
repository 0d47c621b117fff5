"""The import contracts see what they promise: each import that must not be, put into the graph, breaks the right one."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from pathlib import Path

import grimp
import pytest
from importlinter import configuration
from importlinter.application.use_cases import _register_contract_types, read_user_options
from importlinter.domain.contract import Contract, registry

ROOT = Path(__file__).resolve().parents[1]
ROOMS, WORKERS, CIRCLES = "Rooms import one way", "The workers know none", "No parts of a room"
PURE, UNDERSTANDING, PLACES = (
    "Engine, drugs, language and the talk and rules of features are pure",
    "Understanding is pure",
    "Places are pure",
)
SQL, REDIS, TWILIO = "Only the store, the outbox", "Only the store, the doorbell", "Only the providers' folder"
OPENS, WEB_OPENS, APART = "Only what sends", "Nothing that the web process loads", "Features and providers"


@cache
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("app", "workers", include_external_packages=True, cache_dir=None)


@cache
def contracts() -> tuple[Contract, ...]:
    options = read_user_options(str(ROOT / "pyproject.toml"))
    _register_contract_types(options)
    return tuple(
        registry.get_contract_class(one["type"])(one["name"], options.session_options, one)
        for one in options.contracts_options
    )


def parents(module: str) -> list[str]:
    names = module.split(".")
    return [".".join(names[:upto]) for upto in range(1, len(names))]


def broken(*imports: tuple[str, str]) -> list[str]:
    """The contracts that these imports break."""
    planted = deepcopy(graph())
    for importer, imported in imports:
        for module in (*parents(importer), importer, imported):
            if module not in planted.modules:
                planted.add_module(module, is_squashed=module.partition(".")[0] not in ("app", "workers"))
        planted.add_import(importer=importer, imported=imported, line_number=1, line_contents=f"import {imported}")
    return [one.name for one in contracts() if not one.check(deepcopy(planted), verbose=False).kept]


@pytest.fixture(scope="module", autouse=True)
def set_up() -> None:
    configuration.configure()


def test_the_code_as_it_is_breaks_none() -> None:
    assert [] == broken()


@pytest.mark.parametrize(
    ("importer", "imported", "contract"),
    [
        # The fifteen that were once planted; nine of them went unseen.
        ("app.privacy.phone", "sqlmodel", SQL),
        ("app.simulator.phone", "sqlmodel", SQL),
        ("app.cli.places", "sqlalchemy", SQL),
        ("app.simulator.provider", "twilio", TWILIO),
        ("app.privacy.vault", "redis", REDIS),
        ("app.base.log", "sqlmodel", SQL),
        ("app.base.log", "twilio", TWILIO),
        ("app.base.log", "redis", REDIS),
        ("workers.jobs", "app.web.main", WORKERS),
        ("app.engine.compiled_release", "app.engine.step", CIRCLES),
        ("app.line.context", "app.line.inbound", CIRCLES),
        ("app.understanding.meaning", "pydantic", UNDERSTANDING),
        ("app.understanding.meaning", "logging", UNDERSTANDING),
        ("app.understanding.meaning", "json", UNDERSTANDING),
        ("app.line.inbound", "sqlmodel", SQL),
        ("app.engine.step", "app.line.inbound", ROOMS),
        ("app.places.finder", "app.features.safety_checks.rules", ROOMS),
        ("app.line.opt_ins", "app.privacy.unsealing", OPENS),
        ("app.web.main", "workers.ticker", "Nothing imports the workers"),
        # And their like.
        ("app.stray", "app.base.clock", ROOMS),
        ("app.newroom.file", "app.base.clock", ROOMS),
        ("app.web.main", "app.run.children", ROOMS),
        ("app.line.runtime", "app.simulator.provider", ROOMS),
        ("app.store.sessions", "app.channels.results", ROOMS),
        ("app.channels.twilio.twiml", "app.store.sessions", ROOMS),
        ("app.engine.events", "app.base.clock", PURE),
        ("app.engine.events", "time", PURE),
        ("app.features.contacts.rules", "a_package_of_tomorrow", PURE),
        ("app.language.said", "random", PURE),
        ("app.places.site", "time", PLACES),
        ("app.places.site", "app.base.clock", PLACES),
        ("app.web.webhooks", "sqlite3", SQL),
        ("app.line.turn", "psycopg", SQL),
        ("app.features.check_ins.service", "sqlmodel", SQL),
        ("app.web.webhooks", "hiredis", REDIS),
        ("app.web.webhooks", "app.privacy.unsealing", WEB_OPENS),
        ("app.privacy.phone", "app.privacy.unsealing", OPENS),
        ("app.features.check_ins.service", "app.features.contacts.tables", APART),
        ("app.features.contacts.service", "app.features.safety_checks.tables", APART),
    ],
)  # fmt: skip
def test_an_import_that_must_not_be_is_seen(importer: str, imported: str, contract: str) -> None:
    seen = broken((importer, imported))

    assert [] != [name for name in seen if name.startswith(contract)], f"seen by {seen}"


def test_a_folder_of_tomorrow_is_kept_apart_without_being_listed() -> None:
    inside, across = (
        ("app.channels.pigeons.loft", "app.channels.results"),
        ("app.channels.pigeons.loft", "app.channels.twilio.twiml"),
    )

    assert [] == broken(inside)
    assert APART in [name[: len(APART)] for name in broken(inside, across)]
