"""What the reader makes of staff files: places, plain words, and a problem for everything else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.release.problems import Problem, as_github, as_json, did_you_mean, shown
from app.release.yaml_reader import read, read_file

GOOD = b"""flow: naloxone
nodes:
  menu:
    say: naloxone.menu
    choices:
      1: {label: a.b, go: how}
"""


def test_every_key_and_value_knows_its_place() -> None:
    document = read(GOOD, "flows/naloxone.yaml")

    assert (1, 7) == document.where("flow")
    assert (3, 3) == document.where("nodes", "menu") == document.where("nodes", "menu", key=True)
    assert (6, 27) == document.where("nodes", "menu", "choices", "1", "go")
    assert (3, 3) == document.where("nodes", "menu", "nothing")
    assert "how" == document.plain()["nodes"]["menu"]["choices"]["1"]["go"]


@pytest.mark.parametrize("written", ["yes", "9:00", "0123", "2026-11-23", "1e5", "0x10", "24/7", "null-ish", "off"])
def test_what_was_written_stays_what_was_written(written: str) -> None:
    assert {"a": written} == read(f"a: {written}\n".encode(), "f").plain()


# what is wrong -> code, line, column
BROKEN: list[tuple[bytes, str, int, int]] = [
    (b"id: od\nnodes:\n\ta:\n", "YAML_TAB", 3, 1),
    (b"a:\n  b:\n    text: x\n   end: y\n", "YAML_INDENT", 4, 4),
    (b"a:\n    text: {{name}}\n", "YAML_BRACES", 2, 12),
    (b"a: {x} hello\n", "YAML_BRACES", 1, 8),
    (b"a: &a [x]\nb: *a\n", "YAML_ALIAS", 1, 4),
    (b"a: x\nb: *star\n", "YAML_ALIAS", 2, 4),
    (b"a: !!python/object:os.system x\n", "YAML_TAG", 1, 4),
    (b"a: !yes x\n", "YAML_TAG", 1, 4),
    (b"[" * 3000, "YAML_DEPTH", 1, 1),
    (b"- a\n- b\n", "YAML_TOP", 1, 1),
    (b"just words\n", "YAML_TOP", 1, 1),
    (b"a: 1\nb: 2\na: 3\n", "YAML_DUPLICATE", 3, 1),
    (b"a: x\x00\n", "YAML_BYTES", 1, 5),
    ("a: b\u200bc\n".encode(), "YAML_BYTES", 1, 5),
    ("a: \u202eabc\n".encode(), "YAML_BYTES", 1, 4),
    (b"a: x\nb: caf\xe9\n", "YAML_BYTES", 2, 7),
    (b"a: Call 911: now\n", "YAML_COLON", 1, 12),
    (b"a: 'x\nb: y\n", "YAML_QUOTE", 1, 4),
    (b"a: 1\n---\nb: 2\n", "YAML", 2, 1),
    (b": x\n", "YAML", 1, 1),
    (b"a: " + b"x" * 300_000, "YAML_SIZE", 0, 0),
]


@pytest.mark.parametrize(("data", "code", "line", "column"), BROKEN)
def test_a_broken_file_says_where_and_what(data: bytes, code: str, line: int, column: int) -> None:
    document = read(data, "f.yaml")

    assert document.root is None
    assert [(code, line, column)] == [(one.code, one.line, one.column) for one in document.problems]


def test_all_duplicates_and_all_tabs_are_listed_at_once() -> None:
    twice = read(b"a: 1\na: 2\nb:\n  c: 1\n  c: 2\n", "f")
    tabs = read(b"a:\n\tb: 1\n\tc: 2\n", "f")

    assert [2, 5] == [problem.line for problem in twice.problems]
    assert [2, 3] == [problem.line for problem in tabs.problems]


@pytest.mark.parametrize("data", [b"", b"# only a remark\n", b"\xef\xbb\xbfa: 1\n", b"a: 1\r\nb: 2\r\n"])
def test_an_empty_file_a_bom_and_windows_lines_are_fine(data: bytes) -> None:
    assert () == read(data, "f").problems


def test_a_bomb_of_aliases_costs_nothing() -> None:
    bomb = b"a: &a [x,x]\n" + b"".join(b"%c: &%c [*%c,*%c]\n" % (i + 1, i + 1, i, i) for i in range(97, 120))

    assert ["YAML_ALIAS"] == [problem.code for problem in read(bomb, "f").problems]


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    document = read_file(tmp_path / "none.yaml", root=tmp_path)

    assert ("none.yaml", "FILE") == (document.problems[0].path, document.problems[0].code)


@given(st.binary(max_size=300))
def test_no_bytes_make_the_reader_raise(data: bytes) -> None:
    document = read(data, "f")

    assert (document.root is None) == bool(document.problems)


_YAMLISH = st.text(alphabet=list("ab:-[]{}'\"|>&*!%@#,?\n  \t01~.\\\u00e9\u2028"), max_size=80)


@given(_YAMLISH)
def test_no_nearly_yaml_makes_the_reader_raise(text: str) -> None:
    document = read(text.encode(), "f")
    lines = text.count("\n") + 1

    assert (document.root is None) == bool(document.problems)
    assert all(0 <= problem.line <= lines for problem in document.problems)


def test_a_problem_is_shown_as_a_line_as_json_and_as_a_github_command() -> None:
    problem = Problem("flows/a.yaml", 3, 5, "KEY", "'sya' is not known: 100%.\nDid you mean 'say'?", "warning")

    assert "flows/a.yaml:3:5: KEY warning: 'sya' is not known: 100%.\nDid you mean 'say'?" == str(problem)
    assert "sya" in json.loads(as_json([problem]))[0]["message"]
    assert (
        "::warning file=flows/a.yaml,line=3,col=5,title=KEY::'sya' is not known: 100%25.%0ADid you mean 'say'?"
        == as_github(problem)
    )


def test_words_in_messages_cannot_move_the_terminal() -> None:
    assert "a?[31mred" == shown("a\x1b[31mred")
    assert " Did you mean 'say'?" == did_you_mean("sya", ["say", "go"])
    assert "" == did_you_mean("zzz", ["say", "go"])
