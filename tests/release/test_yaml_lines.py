"""The quick reader gives exactly what ruamel gives, or leaves the file to ruamel."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.release.yaml_lines import Unusual, parse_lines
from app.release.yaml_parse import parse
from app.release.yaml_reader import read
from app.release.yaml_text import Refused, readable_text
from app.release.yaml_tree import Value

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


def outcome(text: str) -> Value | str | None:
    """The tree that ruamel makes of this text, or that it refuses."""
    try:
        return parse(text)
    except Refused:
        return "refused"


def test_a_file_of_plain_lines_is_read_without_ruamel() -> None:
    assert parse(PLAIN) == parse_lines(PLAIN)


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_the_files_of_this_line_are_read_the_same_both_ways(file: Path) -> None:
    text = readable_text(file.read_bytes())
    try:
        quick = parse_lines(text)
    except Unusual:
        return

    assert parse(text) == quick


UNUSUAL = [
    "a: b: c\n", "a: b:\n", "a:\n", "a: 'it''s'\n", 'a: "x\\n"\n', "a: one\n  two\n", "a: - b\n", "- - a\n", "a: &x b\n",
    "a: >-\n  b\n   c\n", "a: >-\n\n  b\n", "a: |2\n  b\n", "a: [b,\n  c]\n", "a: 'b\n  c'\n", "? a\n: b\n", "a: 1\na: 2\n",
    "--- \na: b\n", "a: b\n b: c\n", "a:\n    b: c\n  d: e\n", "- a\nb: c\n", "a: [b: c]\n", "a: {b}\n", "a: 'b'c\n",
    "a: @b\n", '"a": b\n', "a : b\n", "a: >-\n  b\n c: d\n", "a: b\n  # c\n   d\n", "a:b\n", "-a\n", "a: - \n", "- \n", "-\n",
]  # fmt: skip


@pytest.mark.parametrize("text", UNUSUAL)
def test_what_is_unusual_is_left_to_ruamel(text: str) -> None:
    with pytest.raises(Unusual):
        parse_lines(text)


WORDS = st.sampled_from(
    ["a", "a.b", "it's", "x y", "9:00", "a:b", "#", " #c", "'q'", '"q"', "{a: b}", "[a, b]", "[]", "~", "- a", "-", ">-", "|",
     "a: b", "&x", "*x", "!t", "{", "]", ",", "yes", "\u00e9", "-1", "...", "---", "%x", "{a: [b, {c: d}]}", ">", "a #b", "a: "]
)  # fmt: skip
LINES = st.builds(
    lambda indent, dash, key, value: " " * indent + dash + key + value,
    st.integers(0, 6),
    st.sampled_from(["", "", "", "- ", "-  ", "#"]),
    st.sampled_from(["", "", "a: ", "b: ", "c:", "d:  ", "1: ", "a.b: "]),
    st.one_of(st.just(""), WORDS, st.builds(lambda one, two: f"{one} {two}", WORDS, WORDS)),
)


@settings(max_examples=500, deadline=None)
@given(st.lists(LINES, max_size=9).map("\n".join))
@example("a:\n- b\n-  c\n")
@example("- a: b\n  c: d\n-  a: b\n   c: >-\n     x\n")
@example("a: |\n  b\n")
@example("a: >\n  b\n\n\n")
@example("a: >-\n  b\n# c\n  d\n")
def test_whatever_the_quick_reader_takes_ruamel_reads_the_same(text: str) -> None:
    try:
        quick = parse_lines(text)
    except Unusual:
        return

    assert outcome(text + "\n") == quick


def test_depth_is_held_either_way() -> None:
    deep = "".join(" " * level + "k:\n" for level in range(25)) + " " * 25 + "k: v\n"

    assert ["YAML_DEPTH"] == [problem.code for problem in read(deep.encode(), "f").problems]
