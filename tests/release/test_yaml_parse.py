"""A staff file as a tree: what every way of writing comes to, and where each of its words stands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.release.yaml_reader import MOST_BYTES_PHRASES, read
from app.release.yaml_tree import Listing, Mapping, Scalar, Value

HERE = Path(__file__).resolve().parents[2]
FILES = sorted([*HERE.glob("flows/*.yaml"), *HERE.glob("content/**/*.yaml")])

PLAIN = """\
# a remark
flow: naloxone   # the name
about: What it is, isn't it? (Narcan) 24/7
word: {en: NARCAN, es: "NALOXONA"}
list: [a, b c, 'd', "e: f", [g], {h: i}, don't]
empty: []
same:
- one
-   two words
- key: x
  other: y
nodes:
  menu:
    say: naloxone.menu

    # another remark
    choices:
      1: {label: a.b, go: how}   # and one more
  text: >-
    First line, with "quotes": and a colon.
    Second line.

    New one. # no remark
  kept: |
    a

    b

last: it's fine#really
"""


def test_every_way_of_writing_that_staff_files_use_is_read() -> None:
    expected = {
        "flow": "naloxone",
        "about": "What it is, isn't it? (Narcan) 24/7",
        "word": {"en": "NARCAN", "es": "NALOXONA"},
        "list": ["a", "b c", "d", "e: f", ["g"], {"h": "i"}, "don't"],
        "empty": [],
        "same": ["one", "two words", {"key": "x", "other": "y"}],
        "nodes": {
            "menu": {"say": "naloxone.menu", "choices": {"1": {"label": "a.b", "go": "how"}}},
            "text": 'First line, with "quotes": and a colon. Second line.\nNew one. # no remark',
            "kept": "a\n\nb\n",
        },
        "last": "it's fine#really",
    }

    assert expected == read(PLAIN.encode(), "f").plain()


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("a: 'it''s'\n", {"a": "it's"}),
        ('a: "x\\n"\n', {"a": "x\n"}),
        ("a: one\n  two\n", {"a": "one two"}),
        ("a: |2\n  b\n", {"a": "b\n"}),
        ("a: [b,\n  c]\n", {"a": ["b", "c"]}),
        ("a: 'b\n  c'\n", {"a": "b c"}),
        ("? a\n: b\n", {"a": "b"}),
        ("a : b\n", {"a": "b"}),
        ('"a": b\n', {"a": "b"}),
        ("a:\n- - b\n", {"a": [["b"]]}),
        ("a: |\n  b", {"a": "b\n"}),
        ("a: [http://x.y/z, b:c]\n", {"a": ["http://x.y/z", "b:c"]}),
        ("a:\n", {"a": None}),
        ("=: <<\n<<: =\n", {"=": "<<", "<<": "="}),
    ],
)
def test_what_is_written_in_another_way_is_read_as_well(text: str, plain: object) -> None:
    assert plain == read(text.encode(), "f").plain()


def written(value: Value) -> Iterator[Scalar]:
    """Every key and value."""
    if isinstance(value, Scalar):
        yield value
    elif isinstance(value, Listing):
        for item in value.items:
            yield from written(item)
    else:
        for entry in value.entries.values():
            yield entry.key
            yield from written(entry.value)


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_every_word_of_the_files_of_this_line_stands_where_it_is_said_to_stand(file: Path) -> None:
    lines = file.read_text(encoding="utf-8").split("\n")
    root = read(file.read_bytes(), file.name, most_bytes=MOST_BYTES_PHRASES).root
    assert isinstance(root, Mapping)
    odd = [
        one
        for one in written(root)
        if not lines[one.line - 1][one.column - 1 :].startswith(one.style or one.text.partition(" ")[0])
    ]

    assert [] == odd


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("a: b: c\n", "YAML_COLON", 1, 5),
        ("a: - b\n", "YAML_INDENT", 1, 4),
        ("a: b\nc\nd: e\n", "YAML_COLON", 3, 1),
        ("- a\nb: c\n", "YAML_INDENT", 2, 1),
        ("a: @b\n", "YAML_QUOTE", 1, 4),
        ("a: [b\nc: d\n", "YAML_BRACES", 2, 2),
        ("a: {\n", "YAML_BRACES", 1, 5),
        ("a: &\n", "YAML_ALIAS", 1, 4),
        ("%YAML 1.2\n---\na: b\n", "YAML", 1, 1),
        ("%FOO\na: b\n", "YAML", 1, 5),
        ("a: |x\n  b\n", "YAML_INDENT", 1, 5),
        ("a: {{name}}: x\n", "YAML_BRACES", 1, 5),
    ],
)
def test_a_mistake_is_told_at_its_place(text: str, code: str, line: int, column: int) -> None:
    assert [(code, line, column)] == [(one.code, one.line, one.column) for one in read(text.encode(), "f").problems]


def test_depth_is_held_however_it_is_written() -> None:
    deep = "".join(" " * level + "k:\n" for level in range(25)) + " " * 25 + "k: v\n"

    assert ["YAML_DEPTH"] == [problem.code for problem in read(deep.encode(), "f").problems]
    assert ["YAML_DEPTH"] == [problem.code for problem in read(b"a: " + b"[\n" * 25, "f").problems]
