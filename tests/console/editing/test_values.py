"""A value of a staff file is written anew, and every other byte of the file stays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.console.editing.values import EditError, YamlText, added, changed, renamed_key, replaced, without
from app.release.yaml_reader import read

HERE = Path(__file__).resolve().parents[3]
FILES = sorted(
    file.relative_to(HERE).as_posix()
    for file in (*HERE.glob("content/*/*.yaml"), *HERE.glob("flows/*.yaml"))
    if file.stat().st_size < 60_000
)
WRITTEN = """\
# how the file begins

plain: one word   # why it is so
quoted: 'don''t'
double: "a\\nb"
  # a remark of nobody
folded: >-
    first line
    second line

    third
literal: |-
  a
   b
clipped: >
  with its end
inline: {text: Some words, of: "12ab", also: [one, 'two']}
list:
- a
-   text: deep
    more: yes
# the last remark
end:   last"""

words = st.text(
    st.one_of(
        st.sampled_from(list(" \n'\"#:{}[],&*!|>%@`-\\?~")),
        st.sampled_from(list("abz019\u00e9\u00f1\u00bf\u2019\u2014\U0001f600")),
    ),
    max_size=300,
)


def places(data: bytes, path: str) -> list[tuple[str | int, ...]]:
    """Where each single value of this file stands."""
    return [steps for steps, span in YamlText(data, path).spans.items() if span.kind == "scalar"]


def as_it_may_stand(text: str, *, crlf: bool, mark: bool) -> bytes:
    """The file as other editors save it."""
    return (("\ufeff" if mark else "") + (text.replace("\n", "\r\n") if crlf else text)).encode()


@given(st.data(), words, st.booleans(), st.booleans())
@settings(max_examples=300, deadline=None)
def test_any_words_stand_anywhere_and_nothing_else_moves(data: st.DataObject, new: str, crlf: bool, mark: bool) -> None:
    before = as_it_may_stand(WRITTEN, crlf=crlf, mark=mark)
    steps = data.draw(st.sampled_from(places(before, "content/en/x.yaml")))

    check(before, "content/en/x.yaml", steps, new)


@given(st.data(), words)
@settings(max_examples=150, deadline=None)
def test_it_holds_in_every_file_of_this_line(data: st.DataObject, new: str) -> None:
    path = data.draw(st.sampled_from(FILES))
    before = (HERE / path).read_bytes()

    check(before, path, data.draw(st.sampled_from(places(before, path))), new)


def check(before: bytes, path: str, steps: tuple[str | int, ...], new: str) -> None:
    """The value is the new one, and what stands before and after it is what stood there."""
    file = YamlText(before, path)
    span = file.span(*steps)
    assert span is not None

    after = replaced(before, path, steps, new)

    assert after.startswith(file.with_parts([])[: len((file.mark + file.text[: span.start]).encode())])
    assert after.endswith(file.text[span.end :].encode())
    held: Any = read(after, path).plain()
    for step in steps:
        held = held[step]
    ends = "\n" if span.style in ("|", ">") and span.value.endswith("\n") else ""
    assert (held or "") in (new + ends, new or "")


@given(words)
@settings(max_examples=100, deadline=None)
def test_the_same_words_again_change_no_byte_of_a_block_as_we_write_it(new: str) -> None:
    once = replaced(WRITTEN.encode(), "x.yaml", ("folded",), new)

    assert replaced(once, "x.yaml", ("folded",), new) == once


def test_a_value_that_ends_in_a_line_of_spaces_goes_whole() -> None:
    path, steps = "content/en/held_back.yaml", ("taught", "new_one")
    before = (HERE / path).read_bytes()

    assert without(added(before, path, steps, "0\n "), path, steps) == before


@given(st.data(), words)
@settings(max_examples=150, deadline=None)
def test_a_field_is_added_and_taken_out_again_without_a_trace(data: st.DataObject, new: str) -> None:
    path = data.draw(st.sampled_from([one for one in FILES if one.startswith("content/e")]))
    before = (HERE / path).read_bytes()
    mappings = [steps for steps, span in YamlText(before, path).spans.items() if span.kind == "mapping" and steps]
    if not mappings:
        return
    above = data.draw(st.sampled_from(mappings))

    after = added(before, path, (*above, "new_one"), new)

    assert read(after, path).plain() == changed(read(before, path).plain(), (*above, "new_one"), new or "")
    assert without(after, path, (*above, "new_one")) == before


def test_a_new_field_stands_where_it_is_asked_for() -> None:
    before = b"a.b:\n  text: Hi  # said first\n  plain: yes\n"

    assert added(before, "x.yaml", ("a.b", "voice"), "Hello", after="text") == (
        b"a.b:\n  text: Hi  # said first\n  voice: Hello\n  plain: yes\n"
    )


def test_a_key_is_renamed_and_its_value_stays() -> None:
    before = b'# top\na.b: {text: Hi, of: "1"}  # why\na.c: x\n'

    assert renamed_key(before, "x.yaml", ("a.b",), "a.d") == b'# top\na.d: {text: Hi, of: "1"}  # why\na.c: x\n'


@pytest.mark.parametrize("steps", [("a",), ("nothing",), ("a", 7)])
def test_what_is_no_single_value_is_refused(steps: tuple[str | int, ...]) -> None:
    with pytest.raises(EditError):
        replaced(b"a: [1, 2]\n", "x.yaml", steps, "new")


def test_a_file_that_cannot_be_read_is_refused_in_words() -> None:
    with pytest.raises(EditError, match="cannot be read"):
        replaced(b"a: [1\n", "x.yaml", ("a",), "new")
