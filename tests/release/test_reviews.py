"""A signature is bound to what was signed, and to two people where lives hang on it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from app.engine.builtin import BUILTIN
from app.release.load import load, load_files
from app.release.problems import keeping_out
from app.release.signing import approved, newest, sign
from app.release.watch import ReleaseWatch
from tests.release.test_check import EN, FIRST, MENU, NUMBER, NUMBERS

HERE = Path(__file__).resolve().parents[2]


@pytest.fixture
def root(files: dict[str, str], tmp_path: Path) -> Path:
    """A folder with the smallest line and one number in it."""
    files[NUMBERS] = NUMBER
    files[EN] = files[EN].replace(MENU, "  text: Call {phone.nua}.\n")
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def signed(root: Path) -> Path:
    """The same, with everything signed by two people."""
    subprocess.run([HERE / "tests" / "sign_all", "Ana Ruiz", "Bo Lee"], cwd=root, check=True, capture_output=True)
    return root


def edit(root: Path, path: str, old: str, new: str) -> None:
    """One edit."""
    text = (root / path).read_text(encoding="utf-8")

    assert old in text
    (root / path).write_text(text.replace(old, new, 1), encoding="utf-8")


def codes(root: Path, *, production: bool = False, launch: bool = False) -> set[str]:
    """What is wrong in this folder."""
    return {one.code for one in load(root, production=production, launch=launch).problems} - {"STALE"}


def test_everything_signed_may_be_launched(signed: Path) -> None:
    assert set() == codes(signed, production=True, launch=True)


def test_a_text_changed_after_it_was_signed_has_lost_its_signature(signed: Path) -> None:
    edit(signed, EN, "text: Stay with them.", "text: Stay there.")

    assert "REVIEW_CHANGED" in codes(signed)


def test_a_number_changed_with_its_old_day_is_named_signed_or_not(signed: Path) -> None:
    edit(signed, NUMBERS, "800-484-3731", "800-484-3713")
    of_a_person = codes(signed)
    edit(signed, NUMBERS, "reviewed_by: Ana Ruiz", "reviewed_by: pending clinical review")

    assert "REVIEW_CHANGED" in of_a_person
    assert "REVIEW_CHANGED" in codes(signed)


def test_a_new_number_with_the_day_it_was_called_is_fine(signed: Path) -> None:
    edit(signed, NUMBERS, "reviewed_by: Ana Ruiz", "reviewed_by: pending clinical review")
    edit(signed, NUMBERS, "800-484-3731", "800-484-3713")
    edit(signed, NUMBERS, "reviewed: 2026-11-01", "reviewed: 2026-11-25")

    assert set() == codes(signed)


def test_a_name_without_a_mark_is_no_signature_at_launch(root: Path) -> None:
    edit(root, NUMBERS, "reviewed_by: pending clinical review", "reviewed_by: Ana Ruiz")

    assert "REVIEW_UNMARKED" in codes(root, launch=True)
    assert "REVIEW_UNMARKED" not in codes(root)


def test_signed_again_it_is_sound_again(signed: Path) -> None:
    edit(signed, EN, "text: Stay with them.", "text: Stay there.")
    subprocess.run([HERE / "tests" / "sign_all", "Ana Ruiz", "Bo Lee"], cwd=signed, check=True, capture_output=True)

    assert set() == codes(signed, production=True)


def test_one_person_alone_never_replaces_what_two_signed() -> None:
    two = {"signed": {"Ana": "2026-11-01", "Bo": "2026-11-01"}, "marks": {"en/x": "1"}}
    from app.release.yaml_reader import read

    lock = read(sign(two, {"en/x": "2"}, name="Bo", today=date(2026, 11, 2)).encode(), "lock").plain()
    again = read(sign(lock, {"en/x": "2"}, name=" BÓ ", today=date(2026, 11, 3)).encode(), "lock").plain()
    both = read(sign(again, {"en/x": "2"}, name="Ana", today=date(2026, 11, 3)).encode(), "lock").plain()

    for half in (lock, again):
        kept = approved(half)
        assert kept is not None
        assert {"en/x": "1"} == kept.marks
        assert 1 == len(newest(half).people)
    done = approved(both)
    assert done is not None
    assert {"en/x": "2"} == done.marks


def live(root: Path, *, production: bool) -> ReleaseWatch:
    """What a process answers from."""
    return ReleaseWatch(root, cache=root / "cache", production=production, sleep=lambda seconds: None)


def test_real_callers_are_never_answered_from_what_nobody_signed(root: Path) -> None:
    demo = live(root, production=False)
    real = live(root, production=True)

    assert "files" == demo.origin
    assert (BUILTIN, "builtin") == (real.release, real.origin)
    assert ["EMERGENCY_LOCK"] == [problem.code for problem in real.problems]


@pytest.mark.parametrize("way", ["gone", "empty", "one", "changed"])
def test_for_real_callers_the_last_approved_release_answers_whatever_becomes_of_the_lock(
    signed: Path, way: str
) -> None:
    was = live(signed, production=True)
    lock = signed / "content/emergency.lock"
    edit(signed, EN, f"text: {FIRST}", f"text: {FIRST} Now.")
    if way == "gone":
        lock.unlink()
    elif way == "empty":
        lock.write_text("")
    elif way == "one":
        lock.write_text(lock.read_text().replace("  'Bo Lee'", "  'ana  ruiz'"))
    was.refresh()
    after_restart = live(signed, production=True)

    assert was.origin == "files"
    assert was.release == after_restart.release
    assert FIRST == after_restart.release.texts["en"]["overdose.start"].text
    assert "last_approved" in "".join(os.listdir(signed / "cache"))


def test_an_approval_in_a_language_is_of_that_text_alone(signed: Path, today: date) -> None:
    files = {path.relative_to(signed).as_posix(): path.read_bytes() for path in signed.glob("*/**/*") if path.is_file()}
    spanish = files["content/es/main.yaml"].replace("Quédese.".encode(), "Quédese. Ya.".encode(), 1)
    answer = load_files({**files, "content/es/main.yaml": spanish}, today=today, production=True)

    assert "EMERGENCY_LOCK" in {problem.code for problem in keeping_out(answer.problems)}
    assert answer.release is None


def test_a_number_its_sources_do_not_have_is_to_be_mended(files: dict[str, str], today: date) -> None:
    files["content/facts.yaml"] += "main.ask: {figures: [20 second]}\n"
    files[EN] = files[EN].replace("What town are you in?", "Wait 30 seconds.")
    answer = load_files({path: text.encode() for path, text in files.items()}, today=today)

    assert "FIGURE" in {problem.code for problem in answer.problems if problem.weight == "mend"}


def test_a_language_that_is_a_copy_is_named_once(files: dict[str, str], today: date) -> None:
    files["content/es/main.yaml"] = files[EN]
    answer = load_files({path: text.encode() for path, text in files.items()}, today=today)

    assert 1 == [problem.code for problem in answer.problems].count("UNTRANSLATED")


@pytest.mark.skipif(shutil.which("git") is None, reason="git says who changed a text; there is no git here")
def test_whoever_changed_a_text_does_not_sign_it(signed: Path) -> None:
    def git(*words: str) -> None:
        who = ["-c", "user.name=Ana Ruiz", "-c", "user.email=a@example.org"]
        subprocess.run(["git", "-C", signed, *who, *words], check=True, capture_output=True)

    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "Signed")
    edit(signed, EN, f"text: {FIRST}", f"text: {FIRST} Now.")
    git("commit", "-qam", "Say now")
    sign_here = [sys.executable, "-m", "app.cli.main", "emergency", "sign"]
    where = {**os.environ, "PYTHONPATH": str(HERE)}
    own = subprocess.run([*sign_here, "ana ruiz"], cwd=signed, env=where, capture_output=True, text=True, check=False)
    other = subprocess.run([*sign_here, "Cy Poe"], cwd=signed, env=where, capture_output=True, text=True, check=False)

    assert (1, 0) == (own.returncode, other.returncode)
    assert "another person" in own.stderr
