"""Entries of a staff file: taken apart byte for byte, and two people's changes put together without losing one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.release.history.differences import changed_entries, cores
from app.release.history.entries import units
from app.release.history.merging import merge, merge_file

ROOT = Path(__file__).resolve().parents[3]
OURS = sorted(
    path.relative_to(ROOT).as_posix()
    for pattern in ("flows/*.yaml", "content/*.*", "content/*/*.*")
    for path in ROOT.glob(pattern)
)


@pytest.mark.parametrize("path", OURS)
def test_every_file_of_ours_is_its_entries_byte_for_byte(path: str) -> None:
    data = (ROOT / path).read_bytes()
    found = units(data, path)

    assert found is not None
    assert data == "".join(one.core + one.gap for one in found).encode()


BASE = b"""\
# About this file.

# The first.
a.one: One.   # beside it
a.two:
  text: |
    Two
    # no remark but a line that is said

  plain: yes

# The last.
a.three: {text: Three}
"""


def test_remarks_belong_to_the_entry_below_them() -> None:
    found = cores(BASE, "content/en/a.yaml")

    assert found is not None
    assert ["^", "a.one", "a.two", "a.three"] == list(found)
    assert found["a.one"].startswith("# The first.")
    assert "no remark" in found["a.two"]
    assert found["a.three"].startswith("# The last.")


def test_two_changes_of_one_file_are_both_kept_with_its_remarks() -> None:
    mine = BASE.replace(b"One.", b"First.")
    live = BASE.replace(b"{text: Three}", b"{text: Third}").replace(b"# The last.", b"# The very last.")
    data, conflicts = merge_file("content/en/a.yaml", BASE, mine, live, {})

    assert [] == conflicts
    assert BASE.replace(b"One.", b"First.").replace(b"{text: Three}", b"{text: Third}").replace(
        b"# The last.", b"# The very last."
    ) == (data or b"")


def test_a_file_without_a_last_line_break_takes_new_entries_from_both() -> None:
    base = b"a.one: One."
    data, conflicts = merge_file("content/en/a.yaml", base, base + b"\na.two: Two.", base + b"\na.three: Three.", {})

    assert [] == conflicts
    assert {"^": None, "a.one": "a.one: One.\n", "a.two": "a.two: Two.\n", "a.three": "a.three: Three.\n"} == {
        "^": None,
        **dict((cores(data or b"", "content/en/a.yaml") or {}).items()),
    }


def test_one_takes_out_what_the_other_changes_and_is_asked() -> None:
    mine, live = BASE.replace(b"a.one: One.   # beside it\n", b""), BASE.replace(b"One.", b"First.")
    _, (conflict,) = merge_file("content/en/a.yaml", BASE, mine, live, {})

    assert ("a.one", None) == (conflict.entry, conflict.mine)


def test_messages_that_two_people_add_to_one_list_are_both_there() -> None:
    path = "content/en/phrases.yaml"
    base = b"intents:\n  greeting:\n    examples: |\n      hi\n      hello\n"
    mine, live = base + b"      hey there\n", base.replace(b"      hi\n", b"      hi\n      good day\n")
    data, conflicts = merge_file(path, base, mine, live, {})

    assert [] == conflicts
    assert b"      hi\n      good day\n      hello\n      hey there\n" in (data or b"")


NAMES = [f"a.e{number}" for number in range(6)]
words = st.text(st.sampled_from("ab é#:"), min_size=1, max_size=6).map(lambda text: f"'{text}'")
acts = st.lists(
    st.tuples(st.sampled_from(["ana", "bo"]), st.sampled_from([*NAMES, "publish"]), st.one_of(words, st.none())),
    max_size=25,
)


def written(entries: dict[str, str]) -> bytes:
    return b"# About.\n\n" + "".join(f"# On {name}.\n{name}: {text}\n" for name, text in entries.items()).encode()


class Person:
    """One person's draft, and which entries they changed in it."""

    def __init__(self, base: bytes) -> None:
        self.base = self.mine = base
        self.changed: set[str] = set()

    def edit(self, name: str, text: str | None) -> None:
        held = cores(self.mine, "content/en/a.yaml") or {}
        lines = [core for entry, core in held.items() if entry not in (name, "^")]
        new = [f"# On {name}.\n{name}: {text}\n"] if text is not None else []
        self.mine = b"# About.\n\n" + "".join([*lines, *new]).encode()
        self.changed.add(name)


@settings(max_examples=200, deadline=None)
@given(acts)
def test_two_people_lose_no_edit_however_their_work_falls_together(done: list[tuple[str, str, str | None]]) -> None:
    path = "content/en/a.yaml"
    live = written(dict.fromkeys(NAMES[:3], "'start'"))
    people = {"ana": Person(live), "bo": Person(live)}
    kept: dict[str, str | None] = {name: core for name, core in (cores(live, path) or {}).items() if name != "^"}
    for who, what, text in done:
        one = people[who]
        if what != "publish":
            one.edit(what, text)
            continue
        base, mine, now = (cores(data, path) or {} for data in (one.base, one.mine, live))
        merged = merge({path: one.base}, {path: one.mine}, {path: live})
        both = {
            name for name in {*base, *mine, *now} if mine.get(name) != base.get(name) != now.get(name) != mine.get(name)
        }

        assert both == {conflict.entry for conflict in merged.conflicts}
        choices = {(path, name): "mine" for name in both}
        live = merge({path: one.base}, {path: one.mine}, {path: live}, choices=choices).files[path]  # type: ignore[arg-type]
        kept |= {name: mine.get(name) for name in {*base, *mine} if mine.get(name) != base.get(name)}
        people[who] = Person(live)

        got = cores(live, path) or {}
        assert {name: core for name, core in kept.items() if core} == {n: c for n, c in got.items() if n != "^"}
        assert live.startswith(b"# About.\n")


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from(NAMES), words), st.dictionaries(st.sampled_from(NAMES), words))
def test_what_changed_is_every_entry_that_differs(before: dict[str, str], after: dict[str, str]) -> None:
    found = changed_entries("content/en/a.yaml", written(before), written(after))
    named = {one.entry for one in found if one.entry}

    assert {name for name in NAMES if before.get(name) != after.get(name)} == named
