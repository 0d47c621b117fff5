"""Whatever the program says by itself is declared beside the code that says it, and staff cannot take it away."""

from __future__ import annotations

import ast
import pkgutil
import re
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest

import app
from app.release.lint.opt_ins import NODES
from app.release.load import load, load_files
from app.release.required_texts import REQUIRED_TEXTS, SAYING

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("engine", "features", "line", "outbox", "channels", "web", "places", "rules", "language")
"""What may speak to a caller; the rest reads staff files, or is run by staff."""
KEY = re.compile(r"(?:line|checkins|safety_checks|intent|service)\.[a-z0-9_.]+")
SAYS = frozenset({"say", "confide", "text", "spoken", "words"})
FROM_FLOWS = frozenset(
    {"node.say", "node.pace", "beside.say", "choice.label", "one.say", "label", "talk.library.nodes[name].say"}
    | {"library.nodes[name].say"}
)
"""Keys that a flow names: KEY_MISSING looks after those."""
PASSED_ON = frozenset(
    {
        "key",  # of a method that says what it was handed: its callers are looked at
        "what",  # of an event that came due, made in `UseCaseContext.words`
        "question",  # one of ASKS
        "self.abilities.questions.get(self.session.waiting, node.say)",
    }
)


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Every module that may speak, read but not run; built-in texts are no use of them."""
    for room in ROOMS:
        for path in sorted((ROOT / "app" / room).rglob("*.py")):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            if not path.stem.startswith("builtin"):
                yield name, ast.parse(path.read_text(encoding="utf-8"))


def declared(name: str) -> frozenset[str]:
    """The keys declared for this module: its own, and those in the `texts` of its feature."""
    beside = f"{name.rpartition('.')[0]}.texts"
    found = (import_module(one) for one in SAYING if one in (name, beside))
    return frozenset().union(*(module.TEXTS for module in found))


def undeclared(name: str, tree: ast.Module) -> list[str]:
    """The keys that this module names or says, as written, without declaring them."""
    known, found = declared(name), []
    in_patterns = {part for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            pattern = _pattern(node)
            if pattern and not any(re.fullmatch(pattern, key) for key in known):
                found.append(ast.unparse(node))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in in_patterns:
            if KEY.fullmatch(node.value) and node.value not in {*known, *NODES}:
                found.append(node.value)
        elif isinstance(node, ast.Call):
            found += _said(node, known)
    return found


def _pattern(node: ast.JoinedStr) -> str:
    parts = [
        re.escape(part.value) if isinstance(part, ast.Constant) and isinstance(part.value, str) else "[a-z0-9_.]*"
        for part in node.values
    ]
    begins = node.values[0]
    is_key = isinstance(begins, ast.Constant) and KEY.match(f"{begins.value!s}x")
    return "".join(parts) if is_key else ""


def _said(call: ast.Call, known: frozenset[str]) -> list[str]:
    """Keys of any kind that are said here: also those that begin like no key so far."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    if name not in SAYS or not call.args:
        return []
    key = call.args[0]
    shape = ast.unparse(key)
    if isinstance(key, ast.Constant):
        return [] if key.value in known or "." not in str(key.value) else [str(key.value)]
    if isinstance(key, ast.IfExp | ast.Subscript):
        said = [one.value for one in ast.walk(key) if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        keys = [one for one in said if "." in one]
        return [one for one in keys if one not in known] if keys else _unknown(name, shape)
    return [] if isinstance(key, ast.JoinedStr) else _unknown(name, shape)


def _unknown(name: str, shape: str) -> list[str]:
    """Of `text` and `words` an argument may be words already; what the others say is a key."""
    return [shape] if name in ("say", "confide", "spoken") and shape not in FROM_FLOWS | PASSED_ON else []


SPEAKING = list(modules())


@pytest.mark.parametrize(("name", "tree"), SPEAKING, ids=[name for name, _ in SPEAKING])
def test_every_key_that_code_says_is_declared_beside_it(name: str, tree: ast.Module) -> None:
    assert [] == undeclared(name, tree)


@pytest.mark.parametrize(
    "code",
    [
        "talk.say('line.new')",
        "talk.say('contacts.hello')",
        "talk.say('line.new' if told else 'line.stopped')",
        "talk.say(f'line.new_{why}')",
        "talk.say(('line.new', 'line.stopped')[0])",
        "talk.confide('safety_checks.new', words='x')",
        "talk.library.text('safety_checks.new', 'en')",
        "library.spoken(made_up, language)",
        "desk.words('checkins.new', language)",
        "ASKS = {'1': 'safety_checks.new'}",
        "key = 'checkins.new'",
    ],
)
def test_a_key_that_nobody_declared_is_noticed(code: str) -> None:
    assert undeclared("app.engine.conversation", ast.parse(code))


@pytest.mark.parametrize("name", SAYING)
def test_every_declared_key_is_said(name: str) -> None:
    folder = name.rpartition(".")[0] if name.endswith(".texts") else ""
    trees = [tree for one, tree in SPEAKING if one == name or (folder and one.startswith(f"{folder}."))]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    literal = {node.value for node in nodes if isinstance(node, ast.Constant)} if not folder else _said_in(trees)
    patterns = [pattern for node in nodes if isinstance(node, ast.JoinedStr) and (pattern := _pattern(node))]

    assert set() == {
        key
        for key in import_module(name).TEXTS
        if key not in literal and not any(re.fullmatch(pattern, key) for pattern in patterns)
    }


def _said_in(trees: list[ast.Module]) -> set[object]:
    """Literals of a feature but those of its declaration."""
    return {
        node.value
        for tree in trees
        if not any(isinstance(one, ast.Assign) and "TEXTS" in ast.unparse(one.targets[0]) for one in tree.body)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
    }


def test_no_module_declares_texts_that_nobody_asks_for() -> None:
    found = {module.name for module in pkgutil.walk_packages(app.__path__, "app.") if _declares(module.name)}

    assert set(SAYING) == found


def _declares(name: str) -> bool:
    path = ROOT.joinpath(*name.split("."))
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    return bool(re.search(r"^TEXTS\b", file.read_text(encoding="utf-8"), re.MULTILINE))


def test_what_is_delivered_says_all_of_it() -> None:
    assert [] == [one for one in load(ROOT).problems if one.code == "TEXT_MISSING"]


@pytest.mark.parametrize("key", sorted(REQUIRED_TEXTS))
def test_a_text_taken_out_of_every_language_keeps_the_release_back(
    files: dict[str, str], today: date, key: str
) -> None:
    for path, text in files.items():
        files[path] = re.sub(rf"^{re.escape(key)}:$", "main.gone:", text, flags=re.MULTILINE)
    loaded = load_files({path: text.encode() for path, text in files.items()}, today=today)

    assert loaded.release is None
    assert f"'{key}'" in " ".join(one.message for one in loaded.problems if one.code == "TEXT_MISSING")
