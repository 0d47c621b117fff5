"""An edit is news once, and not before its editor has finished."""

from __future__ import annotations

from pathlib import Path

from app.base.watched_files import WatchedFiles


def _watched(folder: Path, *, sleep: object = None) -> WatchedFiles:
    return WatchedFiles(lambda: sorted(folder.glob("*.yaml")), sleep=sleep or (lambda seconds: None))  # type: ignore[arg-type]


def test_what_is_there_at_the_start_is_news_until_it_is_taken_up(tmp_path: Path) -> None:
    watched = _watched(tmp_path)

    assert watched.changed()
    assert watched.changed()
    watched.take()
    assert not watched.changed()


def test_an_edit_a_new_file_and_one_that_is_gone_are_news(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    watched = _watched(tmp_path)
    for change in (lambda: file.write_text("a"), lambda: file.write_text("ab"), file.unlink):
        watched.changed()
        watched.take()
        change()
        assert watched.changed()


def test_files_that_are_still_being_written_are_no_news_yet(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    watched = _watched(tmp_path, sleep=lambda seconds: file.write_text(file.read_text() + "more"))
    watched.changed()
    watched.take()
    file.write_text("half")

    assert not watched.changed()
