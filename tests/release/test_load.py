"""Staff files become a release, or problems; never an exception, and never half a release."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.release.load import load, load_files
from app.release.schema import COMMANDS

SETTINGS = {"line_name": "Porchlight", "line_number": "555-0100", "peer_number": ""}


def as_bytes(files: dict[str, str]) -> dict[str, bytes]:
    """The files as they are on disk."""
    return {path: text.encode() for path, text in files.items()}


def put(files: dict[str, str], root: Path) -> None:
    """The files are in this folder."""
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def test_names_are_full_and_words_are_plain(files: dict[str, str], today: date) -> None:
    files["content/en/words.yaml"] = files["content/en/words.yaml"].replace("[back]", "[Back!, ATRÁS  ya]")
    release = load_files(as_bytes(files), settings=SETTINGS, today=today).release

    assert release is not None
    assert ("main.menu", "overdose.start") == (release.entry, release.emergency)
    assert ("en", "es") == release.languages
    assert ("back", "atras ya") == release.words["en"]["back"]
    assert set(COMMANDS) == set(release.words["es"])
    assert "main.find" == release.nodes["main.menu"].choices[1].go
    assert "main.none" == release.nodes["main.find"].otherwise
    assert release.nodes["overdose.after"].done
    assert (
        "Call 9 1 1 now. Naloxone, 1 breath every 5 seconds. Stay. This line cannot."
        == release.texts["en"]["overdose.start"].spoken
    )
    assert {"line_name": "Porchlight", "line_number": "555-0100", "peer_number": ""} == release.blanks


def test_the_same_files_have_the_same_id_and_any_edit_another(files: dict[str, str], today: date) -> None:
    first = load_files(as_bytes(files), settings=SETTINGS, today=today).release
    again = load_files(as_bytes(dict(reversed(files.items()))), settings=SETTINGS, today=today).release
    files["flows/main.yaml"] += "# a remark\n"
    edited = load_files(as_bytes(files), settings=SETTINGS, today=today).release

    assert first is not None
    assert again is not None
    assert edited is not None
    assert first.id == again.id
    assert first.id != edited.id


def test_the_mark_of_a_node_changes_with_its_choices_only(files: dict[str, str], today: date) -> None:
    first = load_files(as_bytes(files), today=today).release
    files["content/en/main.yaml"] = files["content/en/main.yaml"].replace("What do you want", "What would you like")
    said = load_files(as_bytes(files), today=today).release
    files["flows/main.yaml"] = files["flows/main.yaml"].replace("go: find}", "go: none}")
    led = load_files(as_bytes(files), today=today).release

    assert first is not None
    assert said is not None
    assert led is not None
    assert first.nodes["main.menu"].mark == said.nodes["main.menu"].mark != led.nodes["main.menu"].mark
    assert 0 == first.nodes["main.none"].mark


def test_a_kept_release_is_found_again_and_an_edit_is_not_taken_for_it(
    files: dict[str, str], today: date, tmp_path: Path
) -> None:
    cache = tmp_path / "cache"
    put(files, tmp_path)
    first = load(tmp_path, settings=SETTINGS, cache=cache, today=today)
    kept = load(tmp_path, settings=SETTINGS, cache=cache, today=today)
    (tmp_path / "content/en/main.yaml").write_text(files["content/en/main.yaml"].replace("nothing", "not much"))
    edited = load(tmp_path, settings=SETTINGS, cache=cache, today=today)

    assert first == kept
    assert edited.release is not None
    assert "There is not much near you." == edited.release.texts["en"]["main.none"].text


@pytest.mark.parametrize("rubbish", [b"", b"{", b"\x00\xff", b'{"release": 3}', b"[" * 100_000])
def test_a_broken_cache_is_as_good_as_none(files: dict[str, str], today: date, tmp_path: Path, rubbish: bytes) -> None:
    cache = tmp_path / "cache"
    put(files, tmp_path)
    first = load(tmp_path, settings=SETTINGS, cache=cache, today=today)
    for file in cache.iterdir():
        file.write_bytes(rubbish)

    assert first == load(tmp_path, settings=SETTINGS, cache=cache, today=today)


def test_a_cache_that_cannot_be_written_changes_nothing(files: dict[str, str], today: date, tmp_path: Path) -> None:
    put(files, tmp_path)
    (tmp_path / "cache").write_text("a file where the folder should be")

    assert load(tmp_path, cache=tmp_path / "cache", today=today).release is not None


def test_a_folder_without_flows_is_a_problem(tmp_path: Path) -> None:
    answer = load(tmp_path)

    assert (None, ["FILE"]) == (answer.release, [problem.code for problem in answer.problems])


def test_a_file_that_nobody_may_read_is_a_problem(files: dict[str, str], tmp_path: Path) -> None:
    put(files, tmp_path)
    (tmp_path / "flows/main.yaml").unlink()
    (tmp_path / "flows/main.yaml").mkdir()

    assert "FILE" in {problem.code for problem in load(tmp_path).problems}


def test_files_of_editors_and_of_recognition_are_left_alone(files: dict[str, str], today: date, tmp_path: Path) -> None:
    put(files, tmp_path)
    for name in ("content/en/phrases.yaml", "content/en/places.yaml", "content/en/.main.yaml", "flows/~main.yaml"):
        (tmp_path / name).write_text("[: nothing that could be read")

    assert load(tmp_path, today=today).release is not None


PATHS = ("flows/main.yaml", "flows/x.yaml", "content/en/main.yaml", "content/es/words.yaml", "content/numbers.yaml",
         "content/en/avoid.yaml", "content/emergency.lock")  # fmt: skip


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(path=st.sampled_from(PATHS), data=st.binary(max_size=200))
def test_any_bytes_in_any_file_are_problems_and_never_an_exception(
    files: dict[str, str], today: date, path: str, data: bytes
) -> None:
    answer = load_files({**as_bytes(files), path: data}, today=today)

    assert "CHECK" not in {problem.code for problem in answer.problems}
    assert answer.release is None or path in ("content/numbers.yaml", "content/emergency.lock", "content/en/avoid.yaml")


VALUES = st.recursive(
    st.sampled_from(["x", "1", "yes", "", "~", "main.menu", "a.b", "{x}", "9", "menu", "2026-01-01", "[", "\u00e9"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["flow", "nodes", "menu", "say", "choices", "1", "go", "label", "text", "voice", "of", "accept", "words", "term",
         "answers", "word", "en", "start", "do", "next", "signed", "marks", "source", "x y", "about"]), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(path=st.sampled_from(PATHS), value=VALUES)
def test_any_tree_in_any_file_is_problems_and_never_an_exception(
    files: dict[str, str], today: date, path: str, value: object
) -> None:
    import json

    answer = load_files({**as_bytes(files), path: json.dumps(value, ensure_ascii=False).encode()}, today=today)

    assert "CHECK" not in {problem.code for problem in answer.problems}


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_a_cut_or_doubled_piece_of_a_good_file_never_makes_an_exception(
    files: dict[str, str], today: date, data: st.DataObject
) -> None:
    path = data.draw(st.sampled_from(sorted(files)))
    text = files[path]
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    twice = data.draw(st.booleans())
    piece = text[start:end] * 2 if twice else ""
    answer = load_files(as_bytes({**files, path: text[:start] + piece + text[end:]}), today=today)

    assert "CHECK" not in {problem.code for problem in answer.problems}
