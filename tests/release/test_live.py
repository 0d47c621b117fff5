"""The live release follows good edits, ignores broken ones, and is never missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.engine.builtin import BUILTIN
from app.release.watch import LAST_GOOD, ReleaseWatch

SETTINGS = {"line_name": "Porchlight", "line_number": "", "peer_number": ""}


def live(root: Path) -> ReleaseWatch:
    """A live library over this folder that waits for nobody."""
    return ReleaseWatch(root, cache=root / "cache", settings=SETTINGS, sleep=lambda seconds: None)


@pytest.fixture
def root(files: dict[str, str], tmp_path: Path) -> Path:
    """A folder with the smallest line in it."""
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def edit(root: Path, path: str, old: str, new: str) -> None:
    """One edit, as an editor saves it."""
    text = (root / path).read_text(encoding="utf-8")

    assert old in text
    (root / path).write_text(text.replace(old, new), encoding="utf-8")


def said(library: ReleaseWatch, key: str = "main.none") -> str:
    """What the live release says under this key."""
    return library.release.texts["en"][key].text


def test_a_good_edit_is_live_at_the_next_look(root: Path) -> None:
    library = live(root)
    before = library.refresh()
    edit(root, "content/en/main.yaml", "There is nothing near you.", "There is none near you.")

    assert (False, True) == (before, library.refresh())
    assert "There is none near you." == said(library)
    assert ("files", False) == (library.origin, library.last_good)


def test_a_broken_edit_changes_nothing_and_is_shown(root: Path) -> None:
    library = live(root)
    edit(root, "flows/main.yaml", "go: find}", "go: fnd}")

    assert not library.refresh()
    assert "main.find" in library.release.nodes
    assert library.last_good
    assert ["GO_MISSING"] == [problem.code for problem in library.problems]


def test_a_mended_file_is_live_again(root: Path) -> None:
    library = live(root)
    edit(root, "flows/main.yaml", "go: find}", "go: fnd}")
    library.refresh()
    edit(root, "flows/main.yaml", "go: fnd}", "go: find}")
    library.refresh()

    assert () == library.problems
    assert not library.last_good


def test_a_hard_word_goes_live_and_is_noted(root: Path) -> None:
    library = live(root)
    edit(root, "content/en/main.yaml", "There is nothing near you.", "Are you an addict?")

    assert library.refresh()
    assert () == library.problems
    assert "AVOID" in {problem.code for problem in library.notes}


def test_a_restart_on_broken_files_answers_from_the_last_good_copy(root: Path) -> None:
    first = live(root)
    (root / "flows/main.yaml").write_text("flow: [")
    again = live(root)

    assert first.release == again.release
    assert ("last_good", True) == (again.origin, again.last_good)
    assert again.problems


def test_a_restart_with_new_settings_fills_the_last_good_copy_with_them(root: Path) -> None:
    live(root)
    (root / "flows/main.yaml").unlink()
    again = ReleaseWatch(root, cache=root / "cache", settings={**SETTINGS, "line_name": "New"})

    assert "New" == again.release.blanks["line_name"]


@pytest.mark.parametrize("kept", [None, b"", b"{}", b"\xff" * 9, b"[" * 100_000])
def test_with_nothing_left_the_built_in_release_answers(root: Path, kept: bytes | None) -> None:
    (root / "flows/main.yaml").unlink()
    (root / "cache").mkdir()
    if kept is not None:
        (root / "cache" / LAST_GOOD).write_bytes(kept)
    library = live(root)

    assert (BUILTIN, "builtin") == (library.release, library.origin)
    assert library.problems


def test_an_empty_folder_and_a_missing_one_do_not_stop_the_start(tmp_path: Path) -> None:
    for root in (tmp_path, tmp_path / "none"):
        assert BUILTIN == live(root).release


def test_files_that_go_away_leave_what_was_live(root: Path) -> None:
    library = live(root)
    was = library.release
    for file in root.glob("*/*.yaml"):
        file.unlink()
    library.refresh()

    assert was == library.release
    assert library.problems


def test_a_look_that_raises_changes_nothing(root: Path) -> None:
    def broken(seconds: float) -> None:
        raise RuntimeError

    library = ReleaseWatch(root, cache=root / "cache", settings=SETTINGS, sleep=broken)
    was = library.release
    edit(root, "content/en/main.yaml", "nothing", "none")

    assert not library.refresh()
    assert was is library.release


def test_files_still_being_written_are_read_at_the_next_look(root: Path) -> None:
    def saving(seconds: float) -> None:
        if unsaved:
            edit(root, "content/en/main.yaml", "nothing", unsaved.pop())

    unsaved = ["none"]
    library = ReleaseWatch(root, cache=root / "cache", settings=SETTINGS, sleep=saving)
    edit(root, "content/en/line.yaml", "line.hint:\n  text: Fine.", "line.hint:\n  text: Good.")

    assert (False, True) == (library.refresh(), library.refresh())
    assert "There is none near you." == said(library)


def test_an_edit_of_the_same_size_and_time_is_seen(root: Path) -> None:
    import os

    library = live(root)
    file = root / "content/en/main.yaml"
    status = file.stat()
    edit(root, "content/en/main.yaml", "nothing", "NOTHING")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))

    assert library.refresh()


def test_two_processes_take_up_the_same_edit(root: Path) -> None:
    first, second = live(root), live(root)
    edit(root, "content/en/main.yaml", "nothing", "none")
    first.refresh()
    second.refresh()

    assert first.release == second.release
