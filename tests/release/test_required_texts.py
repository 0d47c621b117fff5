"""Whatever the program says by itself is declared beside the code that says it, and staff cannot take it away."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest

from app.features import FEATURES
from app.features.feature import Feature
from app.release.lint.opt_ins import NODES
from app.release.load import load, load_files
from app.release.required_texts import REQUIRED_TEXTS

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("engine", "features", "line", "outbox", "channels", "web", "places", "language")
"""What may speak to a caller; the rest reads staff files, or is run by staff."""
KEY = re.compile(r"(?:line|checkins|safety_checks|intent|service)\.[a-z0-9_.]+")
SAYS = frozenset({"say", "say_private", "text", "spoken", "words"})
FROM_FLOWS = frozenset(
    {"node.say", "node.pace", "beside.say", "choice.label", "one.say", "label", "conversation.library.nodes[name].say"}
    | {
        "library.nodes[name].say",
        "library.nodes[library.emergency].say",
        "texts[conversation.session.stayed % len(texts)]",
    }
)
"""Keys that a flow names: KEY_MISSING looks after those."""
PASSED_ON = frozenset(
    {
        "key",  # of a method that says what it was handed: its callers are looked at
        "what",  # of an event that came due, made in `UseCaseContext.words`
        "question",  # one of ASKS
        "(question.again if question else '') or node.say",
        "conversation.thank",
        "claim.unsaved",
        "words",  # of a call: its callers are looked at
    }
)


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Every module that may speak, read but not run; built-in texts are no use of them."""
    for room in ROOMS:
        for path in sorted((ROOT / "app" / room).rglob("*.py")):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            # the bundle writes documents of what is said elsewhere, and its files have names like keys
            if not path.stem.startswith("builtin") and path.parent.name != "bundle":
                yield name, ast.parse(path.read_text(encoding="utf-8"))


def declared(name: str) -> frozenset[str]:
    """The keys declared for this module: its own, those of its feature, and for what runs whole calls all of them."""
    if name.startswith("app.line."):
        return REQUIRED_TEXTS
    features = [one for one in FEATURES if name.startswith(f"app.features.{one.name}")]
    return frozenset(getattr(import_module(name), "TEXTS", ())).union(*(one.talk.texts for one in features))


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
    return [shape] if name in ("say", "say_private", "spoken") and shape not in FROM_FLOWS | PASSED_ON else []


SPEAKING = list(modules())
OF_THE_LINE = [tree for name, tree in SPEAKING if name.startswith("app.line.")]
"""They run whole calls, and say what the engine declares for them."""


@pytest.mark.parametrize(("name", "tree"), SPEAKING, ids=[name for name, _ in SPEAKING])
def test_every_key_that_code_says_is_declared_beside_it(name: str, tree: ast.Module) -> None:
    assert [] == undeclared(name, tree)


@pytest.mark.parametrize(
    "code",
    [
        "conversation.say('line.new')",
        "conversation.say('contacts.hello')",
        "conversation.say('line.new' if told else 'line.stopped')",
        "conversation.say(f'line.new_{why}')",
        "conversation.say(('line.new', 'line.stopped')[0])",
        "conversation.say_private('safety_checks.new', words='x')",
        "conversation.library.text('safety_checks.new', 'en')",
        "library.spoken(made_up, language)",
        "context.words('checkins.new', language)",
        "ASKS = {'1': 'safety_checks.new'}",
        "key = 'checkins.new'",
    ],
)
def test_a_key_that_nobody_declared_is_noticed(code: str) -> None:
    assert undeclared("app.engine.conversation", ast.parse(code))


@pytest.mark.parametrize(("name", "tree"), SPEAKING, ids=[name for name, _ in SPEAKING])
def test_every_key_that_a_module_declares_it_says(name: str, tree: ast.Module) -> None:
    assert set() == _unsaid(getattr(import_module(name), "TEXTS", frozenset()), [tree, *OF_THE_LINE], {"TEXTS"})


@pytest.mark.parametrize("feature", FEATURES, ids=[one.name for one in FEATURES])
def test_every_key_that_a_feature_declares_somebody_says(feature: Feature) -> None:
    trees = [tree for _, tree in SPEAKING]

    assert set() == _unsaid(feature.talk.texts, trees, {"TEXTS", "SENT", "SAID_ON_CALLS", "PLAIN"})


def _unsaid(keys: frozenset[str], trees: list[ast.Module], declarations: set[str]) -> set[str]:
    """Those of the keys that no code of these modules says, by name or as part of a pattern."""
    patterns = [pattern for tree in trees for node in ast.walk(tree) if (pattern := _in_code(node))]
    left = keys - _said_by(trees, declarations)
    return {key for key in left if not any(re.fullmatch(pattern, key) for pattern in patterns)}


def _in_code(node: ast.AST) -> str:
    return _pattern(node) if isinstance(node, ast.JoinedStr) else ""


def _said_by(trees: list[ast.Module], declarations: set[str]) -> set[object]:
    """Literals of these modules but those of their declarations; patterns are filled by what is declared."""
    found: set[object] = set()
    for tree in trees:
        for statement in tree.body:
            names = {
                one.id for one in ast.walk(statement) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)
            }
            if not (isinstance(statement, ast.Assign) and names & declarations):
                found |= {one.value for one in ast.walk(statement) if isinstance(one, ast.Constant)}
    return found


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
