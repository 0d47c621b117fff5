"""Two tabs and two people never overwrite each other; what was done can be undone until somebody builds on it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.console.editing.workbench import Wording, Workbench, words_in
from app.release.history.checking import Checker
from app.release.history.importing import FirstRelease
from app.release.read_sources import read_sources
from app.release.staff_files import flows_and_texts
from app.store.database import open_database
from tests.migrated import migrated
from tests.release.conftest import smallest_line

KEY = "main.menu"


@pytest.fixture
def releases(tmp_path: Path) -> Iterator[FirstRelease]:
    """Releases of the smallest line; the record wins."""
    migrated(f"sqlite:///{tmp_path / 'r.db'}")
    made = FirstRelease(
        open_database(f"sqlite:///{tmp_path / 'r.db'}"),
        checker=Checker(settings={}, production=False, cache=None),
        production=False,
    )
    assert made.begin({path: text.encode() for path, text in smallest_line().items()}, by="files").release
    yield made
    made.close()


def words(bench: Workbench, language: str = "en", field: str = "text") -> str:
    """What this person's draft says."""
    return words_in(read_sources(flows_and_texts(bench.files()))[0], language, KEY, field)


def test_the_first_change_opens_a_draft_and_leaves_what_is_live(releases: FirstRelease) -> None:
    bench = Workbench(releases, "Ana")
    was = words(bench)

    assert bench.put_words(KEY, (Wording("en", "text", was, "Hello. What do you need?"),))[0] == ()

    assert words(bench) == "Hello. What do you need?"
    assert words(Workbench(releases, "Bo")) == was
    assert [draft.owner for draft in releases.drafts()] == ["Ana"]


def test_two_tabs_on_one_text_are_both_shown_and_nothing_is_saved(releases: FirstRelease) -> None:
    bench = Workbench(releases, "Ana")
    was, spanish = words(bench), words(bench, "es")
    bench.put_words(KEY, (Wording("en", "text", was, "From the first tab."),))

    (clash,), _ = bench.put_words(
        KEY, (Wording("es", "text", spanish, "De la segunda."), Wording("en", "text", was, "From the second tab."))
    )

    assert (clash.theirs, clash.mine) == ("From the first tab.", "From the second tab.")
    assert words(bench) == "From the first tab."
    assert words(bench, "es") == spanish


def test_two_tabs_on_two_texts_of_one_file_are_both_kept(releases: FirstRelease) -> None:
    one, other = Workbench(releases, "Ana"), Workbench(releases, "Ana")
    keys = [key for key, entry in read_sources(flows_and_texts(one.files()))[0].entries["en"].items()][:8]
    bench = [one, other]
    started = {key: words_in(read_sources(flows_and_texts(one.files()))[0], "en", key, "text") for key in keys}
    one.ready()

    def write(number: int) -> None:
        for key in keys[number::2]:
            bench[number].put_words(key, (Wording("en", "text", started[key], f"{started[key]} {number}"),))

    threads = [threading.Thread(target=write, args=(number,)) for number in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    after = read_sources(flows_and_texts(one.files()))[0]
    assert {key: words_in(after, "en", key, "text") for key in keys} == {
        key: f"{started[key]} {number % 2}" for number, key in enumerate(keys)
    }


def test_undo_puts_back_what_was_saved_until_somebody_saved_again(releases: FirstRelease) -> None:
    bench = Workbench(releases, "Ana")
    path = "content/en/main.yaml"
    before = bench.files()[path]
    saved = bench.put(lambda files: {path: files[path] + b"# one\n"})
    draft = bench.ready().id

    assert bench.undo(draft, saved)
    assert bench.files()[path] == before

    saved = bench.put(lambda files: {path: files[path] + b"# one\n"})
    bench.put(lambda files: {path: files[path] + b"# two\n"})
    assert not bench.undo(draft, saved)
    assert bench.files()[path].endswith(b"# one\n# two\n")
