"""What word processors, merges and web pages leave behind is named for what it is, and mended without touching the rest."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.release.folder import mend_folder
from app.release.pasted import mended
from app.release.yaml_reader import read

CASES = [
    ("YAML_MERGE", "a.b: One\n<<<<<<< HEAD\na.c: Two\n=======\na.c: Three\n>>>>>>> other\n", None),
    ("YAML_BLANK", "a.b:\n\u00a0 text: One\n", "a.b:\n  text: One\n"),
    ("YAML_BLANK", "a.b:\u00a0One\n", "a.b: One\n"),
    ("YAML_BULLET", "a.b: One\n\u2022 Two\n", None),
    ("YAML_BULLET", "a.b:\n  also:\n    \u2022 Two: three\n    x\n", None),
    ("YAML_CURLY", "a.b: \u201cNote: don\u2019t run\u201d   \n", "a.b: 'Note: don''t run'\n"),
    ("YAML_CURLY", "a.b: \u2018Note: run\u2019\n", "a.b: 'Note: run'\n"),
    ("YAML_APOSTROPHE", "a.b: 'They don't ask'\n", "a.b: 'They don''t ask'\n"),
]


@pytest.mark.parametrize(("code", "text", "after"), CASES)
def test_a_leftover_is_named_and_mended(code: str, text: str, after: str | None) -> None:
    assert [code] == [problem.code for problem in read(text.encode(), "content/en/a.yaml").problems]
    if after is not None:
        assert after == mended(text.encode()).decode()
        assert () == read(after.encode(), "content/en/a.yaml").problems


SOUND = """\
# \u201cA remark\u201d \u2014 it stays as it is
a.b:   # and this
  text: >-
    It's 5 o'clock: don't \u00bfs\u00ed?
  plain: yes

a.c: 'don''t'
"""


def test_comments_order_and_layout_stay() -> None:
    broken = SOUND.replace("  text", "\u00a0 text").replace("It's 5", "It\u2019s 5").replace("  plain", "\tplain")

    assert SOUND == mended(broken.encode()).decode()
    assert SOUND == mended(SOUND.encode()).decode()


@example("\u00a0\t")
@given(st.text(alphabet="ab: '\"\n-\u2019\u201c\u201d\u00a0\u2022\t#>|", max_size=60))
def test_mending_twice_is_mending_once(text: str) -> None:
    once = mended(text.encode())

    assert once == mended(once)


def test_a_file_that_would_be_read_worse_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "flows").mkdir()
    (tmp_path / "content/en").mkdir(parents=True)
    (tmp_path / "content/en/a.yaml").write_text("a.b: \u201cNote: it\u201d\n", encoding="utf-8")
    (tmp_path / "content/en/b.yaml").write_text("a.b: One\n<<<<<<< HEAD\n\u00a0a.c: Two\n", encoding="utf-8")

    assert ("content/en/a.yaml",) == mend_folder(tmp_path)
    assert "<<<<<<< HEAD" in (tmp_path / "content/en/b.yaml").read_text(encoding="utf-8")
